"""The room's place among Django's apps: it has templates and scripts."""

from django.apps import AppConfig


class PhoneConfig(AppConfig):
    name = "troth.interfaces.phone"

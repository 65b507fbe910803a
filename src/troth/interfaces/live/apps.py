"""The room's place among Django's apps: it has templates and scripts."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "troth.interfaces.live"

"""The room's place among Django's apps."""

from django.apps import AppConfig


class PresenceConfig(AppConfig):
    name = "troth.domain.presence"

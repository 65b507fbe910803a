"""The room's place among Django's apps."""

from django.apps import AppConfig


class UrgentConfig(AppConfig):
    name = "troth.domain.urgent"

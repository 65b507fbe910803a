"""The room's place among Django's apps."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "troth.domain.calls"

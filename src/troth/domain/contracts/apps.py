"""The contracts room, as Django knows it."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Published editions of the support policy."""

    name = "troth.domain.contracts"
    label = "contracts"
    default_auto_field = "django.db.models.BigAutoField"

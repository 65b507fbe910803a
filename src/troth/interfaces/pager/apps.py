"""The room's place among Django's apps: it has templates."""

from django.apps import AppConfig


class PagerConfig(AppConfig):
    name = "troth.interfaces.pager"

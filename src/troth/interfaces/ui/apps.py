"""Name the design system to Django. It has no rows of its own."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates and static files that all pages share, under the label "ui"."""

    name = "troth.interfaces.ui"
    label = "ui"

"""Name the desk to Django. It has no rows of its own."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The agents' pages, under the label "desk"."""

    name = "troth.interfaces.desk"
    label = "desk"

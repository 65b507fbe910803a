"""Name the portal to Django. It has no rows of its own."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The customers' pages, under the label "portal"."""

    name = "troth.interfaces.portal"
    label = "portal"

"""Name the channels to Django. They have no rows of their own."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """The channels, under the label "channels"."""

    name = "troth.interfaces.channels"
    label = "channels"

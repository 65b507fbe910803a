"""Name the room to Django."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """Texts under way, under the label "drafts"."""

    name = "troth.domain.drafts"
    label = "drafts"

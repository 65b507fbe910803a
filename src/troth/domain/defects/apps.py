from django.apps import AppConfig


class DefectsConfig(AppConfig):
    name = "troth.domain.defects"
    label = "defects"

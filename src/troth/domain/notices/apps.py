from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "troth.domain.notices"
    label = "notices"

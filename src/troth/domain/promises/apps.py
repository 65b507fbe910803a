from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "troth.domain.promises"
    label = "promises"

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "troth.domain.search"
    label = "search"

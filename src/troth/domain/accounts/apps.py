from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "troth.domain.accounts"
    label = "accounts"

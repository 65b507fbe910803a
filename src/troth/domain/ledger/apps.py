from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "troth.domain.ledger"
    label = "ledger"

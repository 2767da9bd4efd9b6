from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "pimpasa.ledger"
    label = "ledger"

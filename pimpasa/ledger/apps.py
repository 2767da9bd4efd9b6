from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "pimpasa.ledger"
    label = "ledger"

    def ready(self) -> None:
        from pimpasa.ledger.watching import watch_after_migrating

        post_migrate.connect(watch_after_migrating, sender=self)

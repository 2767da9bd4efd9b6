from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "pimpasa.keys"
    label = "keys"

    def ready(self) -> None:
        from pimpasa.keys import listing  # noqa: F401 - declares what is said of keys with each batch

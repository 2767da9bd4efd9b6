from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "pimpasa.keys"
    label = "keys"

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "pimpasa.packs"
    label = "packs"

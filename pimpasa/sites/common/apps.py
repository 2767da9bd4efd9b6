from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "pimpasa.sites.shared"
    label = "shared"

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "pimpasa.sites.common"
    label = "common"

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "pimpasa.territory"
    label = "territory"

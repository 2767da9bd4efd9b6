from django.apps import AppConfig


class OfficersConfig(AppConfig):
    name = "pimpasa.sites.officers"
    label = "officers"

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "pimpasa.areas"
    label = "areas"

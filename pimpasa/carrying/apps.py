from django.apps import AppConfig


class CarryingConfig(AppConfig):
    name = "pimpasa.carrying"
    label = "carrying"

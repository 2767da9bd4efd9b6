from django.apps import AppConfig


class HandlingConfig(AppConfig):
    name = "pimpasa.handling"
    label = "handling"

from django.apps import AppConfig


class UnsentConfig(AppConfig):
    name = "pimpasa.unsent"
    label = "unsent"

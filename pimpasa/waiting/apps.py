from django.apps import AppConfig


class WaitingConfig(AppConfig):
    name = "pimpasa.waiting"
    label = "waiting"

from django.apps import AppConfig


class PushConfig(AppConfig):
    name = "pimpasa.push"
    label = "push"

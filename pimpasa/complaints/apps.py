from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "pimpasa.complaints"
    label = "complaints"

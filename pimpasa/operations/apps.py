from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "pimpasa.operations"
    label = "operations"

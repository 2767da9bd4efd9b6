from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "pimpasa.imports"
    label = "imports"

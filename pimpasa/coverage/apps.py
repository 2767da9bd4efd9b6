from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "pimpasa.coverage"
    label = "coverage"

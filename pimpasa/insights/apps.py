from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "pimpasa.insights"
    label = "insights"

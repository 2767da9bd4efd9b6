from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "pimpasa.reports"
    label = "reports"

from django.apps import AppConfig


class MonthlyConfig(AppConfig):
    name = "pimpasa.monthly"
    label = "monthly"

from django.apps import AppConfig


class TimekeepingConfig(AppConfig):
    name = "pimpasa.timekeeping"
    label = "timekeeping"

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "pimpasa.sites.office"
    label = "office"

from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "pimpasa.sites.field"
    label = "field"

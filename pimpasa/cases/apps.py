from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "pimpasa.cases"
    label = "cases"

from django.apps import AppConfig


class AllowancesConfig(AppConfig):
    name = "pimpasa.allowances"
    label = "allowances"

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "pimpasa.agencies"
    label = "agencies"

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "pimpasa.papers"
    label = "papers"

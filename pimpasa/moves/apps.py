from django.apps import AppConfig


class MovesConfig(AppConfig):
    name = "pimpasa.moves"
    label = "moves"

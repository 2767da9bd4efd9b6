from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "pimpasa.letters"
    label = "letters"

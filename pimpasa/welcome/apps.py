from django.apps import AppConfig


class WelcomeConfig(AppConfig):
    name = "pimpasa.welcome"
    label = "welcome"

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "pimpasa.privacy"
    label = "privacy"

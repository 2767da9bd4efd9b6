from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "pimpasa.verification"
    label = "verification"

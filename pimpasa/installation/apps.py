from django.apps import AppConfig


class InstallationConfig(AppConfig):
    name = "pimpasa.installation"
    label = "installation"

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "pimpasa.sites.public"
    label = "public"

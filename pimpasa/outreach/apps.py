from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "pimpasa.outreach"
    label = "outreach"

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "pimpasa.evidence"
    label = "evidence"

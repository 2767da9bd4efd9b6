from django.apps import AppConfig


class EducationConfig(AppConfig):
    name = "pimpasa.education"
    label = "education"

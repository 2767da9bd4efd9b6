from django.apps import AppConfig


class AbsencesConfig(AppConfig):
    name = "pimpasa.absences"
    label = "absences"

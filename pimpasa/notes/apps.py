from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "pimpasa.notes"
    label = "notes"

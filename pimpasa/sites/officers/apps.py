from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class OfficersConfig(AppConfig):
    name = "pimpasa.sites.officers"
    label = "officers"

    def ready(self) -> None:
        from pimpasa.sites.officers.middleware import remember_area

        user_logged_in.connect(remember_area)

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    name = "pimpasa.connections"
    label = "connections"

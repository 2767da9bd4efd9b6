from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pimpasa.accounts"
    label = "accounts"

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "pimpasa.referrals"
    label = "referrals"

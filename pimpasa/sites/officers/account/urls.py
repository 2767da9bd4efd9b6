"""Sign-in, from django-allauth: only what officers need of it."""

from allauth.account import views as account
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("ulang/", account.reauthenticate, name="account_reauthenticate"),
    path("faktor/", include("allauth.mfa.urls")),
    # Names that allauth's pages and redirects ask for; officers are added by their administrator.
    path("daftar/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("nonaktif/", RedirectView.as_view(pattern_name="account_login"), name="account_inactive"),
]

from django.urls import path

from pimpasa.sites.shared import account_views, views

app_name = "shared"

urlpatterns = [
    path("bahasa/", views.set_language, name="language"),
    path("kerja/", account_views.workplace, name="workplace"),
    path("masuk/kunci/", account_views.unlock, name="unlock"),
    path("masuk/lupa/", account_views.recover, name="recover"),
    path("masuk/kata-sandi/", account_views.change_password, name="change_password"),
    path("masuk/keamanan/", account_views.security, name="security"),
    path("masuk/undangan/<int:officer_id>/<str:token>/", account_views.invitation, name="invitation"),
]

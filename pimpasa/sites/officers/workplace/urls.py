from django.urls import include, path

from pimpasa.sites.shared import account_views, feed_views, push_views, views

app_name = "shared"

urlpatterns = [
    path("bahasa/", views.set_language, name="language"),
    path("kalender/<str:token>.ics", feed_views.feed, name="calendar"),
    path("kerja/", account_views.workplace, name="workplace"),
    path("kerja/pemberitahuan.js", push_views.worker, name="push_worker"),
    path("kerja/dialog/", include("pimpasa.sites.shared.dialogue_urls")),
    path("kerja/dialog/", include("pimpasa.sites.shared.dialogue_day_urls")),
    path("masuk/kunci/", account_views.unlock, name="unlock"),
    path("masuk/lupa/", account_views.recover, name="recover"),
    path("masuk/kata-sandi/", account_views.change_password, name="change_password"),
    path("masuk/keamanan/", account_views.security, name="security"),
    path("masuk/keamanan/pemberitahuan/", push_views.switch_on, name="push_on"),
    path("masuk/keamanan/pemberitahuan/<int:pk>/hapus/", push_views.switch_off, name="push_off"),
    path("masuk/undangan/<int:officer_id>/<str:token>/", account_views.invitation, name="invitation"),
]

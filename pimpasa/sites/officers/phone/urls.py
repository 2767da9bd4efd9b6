from django.urls import path

from pimpasa.sites.officers.phone import views

urlpatterns = [
    path("pemberitahuan.js", views.worker, name="worker"),
    path("app.webmanifest", views.manifest, name="manifest"),
    path("tanpa-jaringan/", views.without_network, name="without_network"),
]

from django.urls import path

from pimpasa.sites.officers.phone import carrying, views

urlpatterns = [
    path("pemberitahuan.js", views.worker, name="worker"),
    path("app.webmanifest", views.manifest, name="manifest"),
    path("tanpa-jaringan/", views.without_network, name="without_network"),
    path("bawaan/", carrying.carry, name="carry"),
    path("bawaan/<uuid:phone_id>/", carrying.meet, name="meet"),
    path("bawaan/<uuid:phone_id>/sudah/", carrying.put_down, name="put_down"),
    path("bawaan/<uuid:phone_id>/hapus/", carrying.let_erase, name="let_erase"),
]

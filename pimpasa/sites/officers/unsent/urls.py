from django.urls import path

from pimpasa.sites.officers.unsent import views

urlpatterns = [
    path("tulisan/", views.writings, name="unsent"),
    path("tulisan/simpan/", views.save, name="save_unsent"),
    path("tulisan/dari-hp/", views.arrive, name="arrive"),
    path("tulisan/halaman/", views.on_page, name="unsent_on_page"),
    path("tulisan/sesi/", views.session, name="session"),
    path("tulisan/sesi/tetap/", views.stay, name="stay"),
    path("tulisan/<uuid:writing_id>/", views.writing, name="unsent_writing"),
    path("tulisan/<uuid:writing_id>/buang/", views.drop, name="drop_unsent"),
]

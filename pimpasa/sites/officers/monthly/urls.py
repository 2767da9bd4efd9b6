"""The monthly report: written, sent up, taken back, received."""

from django.urls import path

from pimpasa.sites.officers.monthly import views

urlpatterns = [
    path("laporan-bulanan/", views.reports, name="monthlies"),
    path("laporan-bulanan/tulis/<slug:month>/", views.write, name="write_monthly"),
    path("laporan-bulanan/<uuid:monthly_id>/", views.monthly, name="monthly"),
    path("laporan-bulanan/<uuid:monthly_id>/kirim/", views.send, name="send_monthly"),
    path("laporan-bulanan/<uuid:monthly_id>/tarik/", views.take_back, name="take_back_monthly"),
    path("laporan-bulanan/<uuid:monthly_id>/terima/", views.receive, name="receive_monthly"),
]

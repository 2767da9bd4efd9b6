"""Working together: who is away, and who stands in."""

from django.urls import path

from pimpasa.sites.officers.colleagues import views, workload

urlpatterns = [
    path("rekan/", workload.colleagues, name="colleagues"),
    path("rekan/<int:officer_id>/", workload.colleague, name="colleague"),
    path("cuti/", views.absences, name="absences"),
    path("cuti/baru/", views.new_absence, name="new_absence"),
    path("cuti/<int:absence_id>/kembali/", views.back, name="end_absence"),
]

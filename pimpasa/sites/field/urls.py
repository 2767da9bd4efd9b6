from django.urls import include, path

from pimpasa.sites.field import views

app_name = "field"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("selesai/", views.concluded, name="concluded"),
    path("", include("pimpasa.sites.shared.operation_urls")),
    path("", include("pimpasa.sites.shared.report_urls")),
]

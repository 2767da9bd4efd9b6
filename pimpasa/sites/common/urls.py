from django.urls import path

from pimpasa.sites.common import views

app_name = "common"

urlpatterns = [path("bahasa/", views.set_language, name="language")]

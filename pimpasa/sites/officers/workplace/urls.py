from django.urls import path

from pimpasa.sites.officers.workplace import views

urlpatterns = [
    path("", views.workplace, name="workplace"),
    path("lainnya/", views.more, name="more"),
]

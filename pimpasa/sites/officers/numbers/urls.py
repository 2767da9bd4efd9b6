"""The numbers of an office, or of one's own desks: never contents."""

from django.urls import path

from pimpasa.sites.officers.numbers.views import numbers

urlpatterns = [path("angka/", numbers, name="numbers")]

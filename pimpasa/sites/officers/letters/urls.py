"""Surat perintah that were signed: the list, one of them, and those from outside."""

from django.urls import path

from pimpasa.sites.officers.letters.views import letters, timelines

urlpatterns = [
    path("surat-perintah/", letters.letters, name="letters"),
    path("surat-perintah/luar/", letters.enter_letter, name="enter_letter"),
    path("surat-perintah/<uuid:letter_id>/", letters.letter, name="order"),
    path("surat-perintah/<uuid:letter_id>/linimasa/", timelines.timeline, name="timeline_of_letter"),
    path("surat-perintah/<uuid:letter_id>/pindaian/", letters.letter_scan, name="letter_scan"),
    path("surat-perintah/<uuid:letter_id>/tarik/", letters.withdraw_letter, name="withdraw_letter"),
]

"""Dialogues as officers plan them; one address for whoever of the office works on them."""

from django.urls import path

from pimpasa.sites.shared import dialogue_views, invitation_views

urlpatterns = [
    path("", dialogue_views.dialogues, name="dialogues"),
    path("baru/", dialogue_views.plan, name="dialogue_plan"),
    path("berikutnya/", dialogue_views.where_next, name="dialogue_next"),
    path("<uuid:dialogue_id>/", dialogue_views.dialogue, name="dialogue"),
    path("<uuid:dialogue_id>/ubah/", dialogue_views.change, name="dialogue_change"),
    path("<uuid:dialogue_id>/lagi/", dialogue_views.copy, name="dialogue_copy"),
    path("<uuid:dialogue_id>/batal/", dialogue_views.call_off, name="dialogue_call_off"),
    path("<uuid:dialogue_id>/undang/", invitation_views.invite, name="dialogue_invite"),
    path("<uuid:dialogue_id>/undangan.png", invitation_views.picture, name="dialogue_picture"),
    path("<uuid:dialogue_id>/undangan.pdf", invitation_views.sheet, name="dialogue_sheet"),
    path("<uuid:dialogue_id>/poster.pdf", invitation_views.poster, name="dialogue_poster"),
]

"""Dialogues as officers plan them; one address for whoever of the office works on them."""

from django.urls import path

from pimpasa.sites.shared import after_views, dialogue_views, invitation_views, photo_views

urlpatterns = [
    path("", dialogue_views.dialogues, name="dialogues"),
    path("baru/", dialogue_views.plan, name="dialogue_plan"),
    path("berikutnya/", dialogue_views.where_next, name="dialogue_next"),
    path("<uuid:dialogue_id>/", dialogue_views.dialogue, name="dialogue"),
    path("<uuid:dialogue_id>/ubah/", dialogue_views.change, name="dialogue_change"),
    path("<uuid:dialogue_id>/lagi/", dialogue_views.copy, name="dialogue_copy"),
    path("<uuid:dialogue_id>/batal/", dialogue_views.call_off, name="dialogue_call_off"),
    path("<uuid:dialogue_id>/notula/", after_views.write_minutes, name="dialogue_minutes"),
    path("<uuid:dialogue_id>/janji/", after_views.promise_new, name="dialogue_promise_new"),
    path("<uuid:dialogue_id>/foto/", photo_views.add, name="dialogue_photo_new"),
    path("<uuid:dialogue_id>/laporan/", after_views.report, name="dialogue_report"),
    path("janji/", after_views.promises, name="dialogue_promises"),
    path("janji/<uuid:promise_id>/", after_views.promise, name="dialogue_promise"),
    path("foto/<uuid:photo_id>/", photo_views.photo, name="dialogue_photo"),
    path("foto/<uuid:photo_id>/hapus/", photo_views.remove, name="dialogue_photo_remove"),
    path("hasil/", after_views.outcomes, name="dialogue_outcomes"),
    path("<uuid:dialogue_id>/undang/", invitation_views.invite, name="dialogue_invite"),
    path("<uuid:dialogue_id>/undangan.png", invitation_views.picture, name="dialogue_picture"),
    path("<uuid:dialogue_id>/undangan.pdf", invitation_views.sheet, name="dialogue_invitation"),
    path("<uuid:dialogue_id>/poster.pdf", invitation_views.poster, name="dialogue_poster"),
]

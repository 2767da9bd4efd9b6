"""Dialogues with residents: planned, led on the day, followed up."""

from django.urls import include, path

from pimpasa.sites.officers.dialogues.views import after, day, invitations, photos, planning, screen, settings, sheets

_PLANNING = [
    path("", planning.dialogues, name="dialogues"),
    path("baru/", planning.plan, name="dialogue_plan"),
    path("berikutnya/", planning.where_next, name="dialogue_next"),
    path("<uuid:dialogue_id>/", planning.dialogue, name="dialogue"),
    path("<uuid:dialogue_id>/ubah/", planning.change, name="dialogue_change"),
    path("<uuid:dialogue_id>/lagi/", planning.copy, name="dialogue_copy"),
    path("<uuid:dialogue_id>/batal/", planning.call_off, name="dialogue_call_off"),
    path("<uuid:dialogue_id>/undang/", invitations.invite, name="dialogue_invite"),
    path("<uuid:dialogue_id>/undangan.png", invitations.picture, name="dialogue_picture"),
    path("<uuid:dialogue_id>/undangan.pdf", invitations.sheet, name="dialogue_invitation"),
    path("<uuid:dialogue_id>/poster.pdf", invitations.poster, name="dialogue_poster"),
    path("<uuid:dialogue_id>/poster-gambar.pdf", invitations.picture_poster, name="dialogue_picture_poster"),
]

_DAY = [
    path("<uuid:dialogue_id>/hari/", day.day, name="dialogue_day"),
    path("<uuid:dialogue_id>/hari/mulai/", day.begin, name="dialogue_begin"),
    path("<uuid:dialogue_id>/hari/bagian/", day.phase, name="dialogue_phase"),
    path("<uuid:dialogue_id>/hari/hadir/", day.attend, name="dialogue_attend"),
    path("<uuid:dialogue_id>/hari/kertas/", day.paper, name="dialogue_paper"),
    path("<uuid:dialogue_id>/hari/akhiri/", day.end, name="dialogue_end"),
    path("<uuid:dialogue_id>/pertanyaan/", day.questions, name="dialogue_questions"),
    path("<uuid:dialogue_id>/pertanyaan/<uuid:question_id>/", day.decide, name="dialogue_decide"),
    path("<uuid:dialogue_id>/layar/", screen.screen, name="dialogue_screen"),
    path("<uuid:dialogue_id>/layar/isi/", screen.contents, name="dialogue_screen_contents"),
    path("<uuid:dialogue_id>/lembar/<slug:kind>.pdf", sheets.sheet, name="dialogue_sheet"),
    path("<uuid:dialogue_id>/buku/", sheets.run_sheet, name="dialogue_run_sheet"),
    path("<uuid:dialogue_id>/buku/catat/", sheets.enter, name="dialogue_enter"),
]

_AFTER = [
    path("<uuid:dialogue_id>/notula/", after.write_minutes, name="dialogue_minutes"),
    path("<uuid:dialogue_id>/janji/", after.promise_new, name="dialogue_promise_new"),
    path("<uuid:dialogue_id>/foto/", photos.add, name="dialogue_photo_new"),
    path("<uuid:dialogue_id>/laporan/", after.report, name="dialogue_report"),
    path("janji/", after.promises, name="dialogue_promises"),
    path("janji/<uuid:promise_id>/", after.promise, name="dialogue_promise"),
    path("foto/<uuid:photo_id>/", photos.photo, name="dialogue_photo"),
    path("foto/<uuid:photo_id>/hapus/", photos.remove, name="dialogue_photo_remove"),
    path("hasil/", after.outcomes, name="dialogue_outcomes"),
]

_SETTINGS = [
    path("jenis/", settings.kinds, name="dialogue_kinds"),
    path("jenis/baru/", settings.kind, name="new_dialogue_kind"),
    path("jenis/<slug:kind_key>/", settings.kind, name="dialogue_kind"),
    path("narahubung/", settings.rw_contacts, name="rw_contacts"),
    path("narahubung/<int:contact_id>/hapus/", settings.remove_contact, name="remove_contact"),
    path("keberangkatan/", settings.departed, name="departures"),
]

urlpatterns = [path("dialog/", include([*_PLANNING, *_DAY, *_AFTER, *_SETTINGS]))]

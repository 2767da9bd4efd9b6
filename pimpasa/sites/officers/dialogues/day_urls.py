"""The day of a dialogue, for who leads it."""

from django.urls import path

from pimpasa.sites.shared import dialogue_day_views as day
from pimpasa.sites.shared import dialogue_screen_views as screen
from pimpasa.sites.shared import dialogue_sheet_views as sheets

urlpatterns = [
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

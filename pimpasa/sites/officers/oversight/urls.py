"""Deadlines, complaints and acts, never contents."""

from django.urls import path

from pimpasa.sites.officers.oversight.views import above, complaints, coverage, log, time, troubles, villages

urlpatterns = [
    path("tenggat/", log.deadlines, name="deadlines"),
    path("keluhan/", complaints.complaints, name="complaints"),
    path("keluhan/<uuid:complaint_id>/", complaints.complaint, name="complaint"),
    path("keluhan/<uuid:complaint_id>/lapor/", complaints.pass_on, name="pass_on_complaint"),
    path("waktu/", time.confirm, name="time"),
    path("gangguan/", troubles.troubles, name="troubles"),
    path("catatan/", log.log, name="log"),
    path("cakupan/", coverage.coverage, name="coverage"),
    path("cakupan/desa/<str:village_code>/", villages.village, name="village"),
    path("cakupan/desa/<str:village_code>/keputusan/", villages.record_decision, name="record_decision"),
    path("cakupan/desa/<str:village_code>/program/", villages.enter_programme, name="enter_programme"),
    path("cakupan/keputusan/<int:decision_id>/akhiri/", villages.end_decision, name="end_decision"),
    path("cakupan/keputusan/<int:decision_id>/berkas/", villages.decision_file, name="decision_file"),
    path("cakupan/program/<int:programme_id>/akhiri/", villages.end_programme, name="end_programme"),
    path("tindakan/", above.acts_below, name="acts_below"),
]

"""Deadlines, complaints and acts, never contents."""

from django.urls import path

from pimpasa.sites.officers.oversight.views import above, complaints, coverage, log, time, troubles

urlpatterns = [
    path("tenggat/", log.deadlines, name="deadlines"),
    path("keluhan/", complaints.complaints, name="complaints"),
    path("keluhan/<uuid:complaint_id>/", complaints.complaint, name="complaint"),
    path("keluhan/<uuid:complaint_id>/lapor/", complaints.pass_on, name="pass_on_complaint"),
    path("waktu/", time.confirm, name="time"),
    path("gangguan/", troubles.troubles, name="troubles"),
    path("catatan/", log.log, name="log"),
    path("cakupan/", coverage.coverage, name="coverage"),
    path("tindakan/", above.acts_below, name="acts_below"),
]

"""What a Pimpasa finds out about a report: steps, field checks, the finding and its review."""

from django.urls import path

from pimpasa.sites.officers.verification.views import findings, visits

urlpatterns = [
    path("laporan/<uuid:report_id>/temuan/", findings.conclude, name="conclude"),
    path("laporan/<uuid:report_id>/langkah/<str:key>/", findings.step, name="step"),
    path("laporan/<uuid:report_id>/cek-lapangan/", findings.field_check, name="field_check"),
    path("laporan/<uuid:report_id>/berbeda/", findings.distinct, name="distinct"),
    path("temuan/<uuid:finding_id>/", findings.review, name="review"),
    path("cek-lapangan/<uuid:check_id>/putusan/", findings.decide, name="decide_check"),
    path("cek-lapangan/<uuid:check_id>/surat/", findings.letter, name="letter"),
    path("cek-lapangan/<uuid:check_id>/", visits.visit, name="visit"),
    path("cek-lapangan/<uuid:check_id>/catat/", visits.enter, name="enter"),
]

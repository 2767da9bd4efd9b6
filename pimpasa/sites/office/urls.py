from django.urls import include, path

from pimpasa.sites.office import (
    admin_views,
    audit_views,
    case_views,
    complaint_views,
    keeping_views,
    privacy_views,
    report_views,
)
from pimpasa.sites.shared import link_views

app_name = "office"

urlpatterns = [
    path("", report_views.home, name="home"),
    path("laporan/", report_views.reports, name="reports"),
    path("laporan/<uuid:report_id>/kasus/", case_views.take_in, name="take_in"),
    path("kasus/", case_views.cases, name="cases"),
    path("kasus/<uuid:case_id>/", case_views.case, name="case"),
    path("kasus/<uuid:case_id>/ekspor/", case_views.export, name="export_case"),
    path("kasus/<uuid:case_id>/operasi/", case_views.plan, name="plan"),
    path("kasus/<uuid:case_id>/hasil/", case_views.result, name="result"),
    path("kasus/<uuid:case_id>/tutup/", case_views.close, name="close"),
    path("petugas/", admin_views.officers, name="officers"),
    path("petugas/baru/", admin_views.add_officer, name="add_officer"),
    path("petugas/<int:officer_id>/", admin_views.officer, name="officer"),
    path("petugas/<int:officer_id>/undangan/", admin_views.invite, name="invite"),
    path("petugas/<int:officer_id>/tugas/", admin_views.assign, name="assign"),
    path("tugas/<int:assignment_id>/akhiri/", admin_views.end_assignment, name="end_assignment"),
    path("petugas/<int:officer_id>/kunci-baru/", admin_views.renew_key, name="renew_key"),
    path("meja/", admin_views.desks, name="desks"),
    path("meja/baru/", admin_views.open_desk, name="open_desk"),
    path("meja/identitas/", admin_views.two_for_identity, name="two_for_identity"),
    path("tempat/baru/", admin_views.add_place, name="add_place"),
    path("berbagi/<int:share_id>/", link_views.share, name="share"),
    path("simpan/", keeping_views.keeping, name="keeping"),
    path("data-pribadi/", privacy_views.privacy, name="privacy"),
    path("data-pribadi/<uuid:request_id>/", privacy_views.subject_request, name="subject_request"),
    path("data-pribadi/kebocoran/baru/", privacy_views.new_breach, name="new_breach"),
    path("data-pribadi/kebocoran/<uuid:breach_id>/", privacy_views.breach, name="breach"),
    path("data-pribadi/kebocoran/<uuid:breach_id>/surat/", privacy_views.letter, name="breach_letter"),
    path("data-pribadi/kebocoran/<uuid:breach_id>/diberitahu/", privacy_views.told, name="breach_told"),
    path("tenggat/", audit_views.deadlines, name="deadlines"),
    path("keluhan/", complaint_views.complaints, name="complaints"),
    path("keluhan/<uuid:complaint_id>/", complaint_views.complaint, name="complaint"),
    path("catatan/", audit_views.log, name="log"),
    path("", include("pimpasa.sites.shared.report_urls")),
]

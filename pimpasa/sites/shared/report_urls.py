"""What field and office share: a report's pages under the including site's own namespace."""

from django.urls import path

from pimpasa.sites.shared import (
    evidence_views,
    exhibit_views,
    keeping_views,
    key_views,
    link_views,
    report_views,
    transfer_views,
)

urlpatterns = [
    path("laporan/<uuid:report_id>/", report_views.report_page, name="report"),
    path("laporan/<uuid:report_id>/mulai/", report_views.take, name="take"),
    path("laporan/<uuid:report_id>/tanya/", report_views.ask, name="ask"),
    path("laporan/<uuid:report_id>/temuan/", report_views.conclude, name="conclude"),
    path("laporan/<uuid:report_id>/identitas/", report_views.identity, name="identity"),
    path("identitas/<int:asking_id>/buka/", report_views.identity_open, name="identity_open"),
    path("identitas/<int:asking_id>/setuju/", report_views.identity_consent, name="identity_consent"),
    path("laporan/<uuid:report_id>/penanda/<int:mention_id>/", link_views.judge, name="judge"),
    path("laporan/<uuid:report_id>/penanda/<int:mention_id>/minta/<int:number>/", link_views.ask, name="ask_share"),
    path("laporan/<uuid:report_id>/alihkan/", transfer_views.hand_on, name="transfer"),
    path("laporan/<uuid:report_id>/ambil-alih/", transfer_views.over, name="take_over"),
    path("laporan/<uuid:report_id>/undur-diri/", transfer_views.keep_out, name="recuse"),
    path("laporan/<uuid:report_id>/tahan/", keeping_views.hold, name="hold"),
    path("laporan/<uuid:report_id>/tahan/<int:hold_id>/cabut/", keeping_views.lift, name="lift"),
    path("laporan/<uuid:report_id>/riwayat/", evidence_views.custody, name="custody"),
    path("laporan/<uuid:report_id>/ekspor/", evidence_views.export, name="export"),
    path("bukti/<uuid:exhibit_id>/", exhibit_views.exhibit, name="exhibit"),
    path("bukti/<uuid:exhibit_id>/rekaman/", exhibit_views.recording, name="recording"),
    path("bukti/<uuid:exhibit_id>/tutupi/", exhibit_views.redact, name="redact"),
    path("bukti/<uuid:exhibit_id>/gambar/", evidence_views.picture, name="picture"),
    path("bukti/<uuid:exhibit_id>/asli/", evidence_views.download, name="download"),
    path("kunci/<int:assignment_id>/", key_views.hand_over, name="hand_over"),
]

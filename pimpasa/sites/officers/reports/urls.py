"""Reports of one's desks: what waits, one report, its files, and what ties it to others."""

from django.urls import path

from pimpasa.sites.officers.reports.views import (
    areas,
    evidence,
    exhibits,
    holds,
    links,
    lists,
    pictures,
    report,
    search,
    transfers,
)

urlpatterns = [
    path("laporan/", lists.reports, name="reports"),
    path("kabar-wilayah/", areas.areas, name="areas"),
    path("laporan/selesai/", lists.concluded, name="concluded"),
    path("laporan/<uuid:report_id>/", report.report_page, name="report"),
    path("laporan/<uuid:report_id>/hubungan/", pictures.graph, name="graph"),
    path("laporan/<uuid:report_id>/mulai/", report.take, name="take"),
    path("laporan/<uuid:report_id>/dibaca/", report.seen, name="seen"),
    path("laporan/<uuid:report_id>/tanya/", report.ask, name="ask"),
    path("laporan/<uuid:report_id>/identitas/", report.identity, name="identity"),
    path("laporan/<uuid:report_id>/penanda/<int:mention_id>/", links.judge, name="judge"),
    path("laporan/<uuid:report_id>/penanda/<int:mention_id>/tanya/", links.ask_others, name="inquire"),
    path("laporan/<uuid:report_id>/alihkan/", transfers.hand_on, name="transfer"),
    path("laporan/<uuid:report_id>/ambil-alih/", transfers.over, name="take_over"),
    path("laporan/<uuid:report_id>/undur-diri/", transfers.keep_out, name="recuse"),
    path("laporan/<uuid:report_id>/tahan/", holds.hold, name="hold"),
    path("laporan/<uuid:report_id>/tahan/<int:hold_id>/cabut/", holds.lift, name="lift"),
    path("laporan/<uuid:report_id>/riwayat/", evidence.custody, name="custody"),
    path("laporan/<uuid:report_id>/ekspor/", evidence.export, name="export"),
    path("identitas/<int:asking_id>/buka/", report.identity_open, name="identity_open"),
    path("identitas/<int:asking_id>/setuju/", report.identity_consent, name="identity_consent"),
    path("bukti/<uuid:exhibit_id>/", exhibits.exhibit, name="exhibit"),
    path("bukti/<uuid:exhibit_id>/rekaman/", exhibits.recording, name="recording"),
    path("bukti/<uuid:exhibit_id>/terdengar/", exhibits.heard, name="heard"),
    path("bukti/<uuid:exhibit_id>/tutupi/", exhibits.redact, name="redact"),
    path("bukti/<uuid:exhibit_id>/gambar/", evidence.picture, name="picture"),
    path("bukti/<uuid:exhibit_id>/asli/", evidence.download, name="download"),
    path("berbagi/<int:share_id>/", links.share, name="share"),
    path("cari/", search.search, name="search"),
    path("peta/", pictures.area, name="map"),
    path("hubungan/", pictures.connections, name="connections"),
]

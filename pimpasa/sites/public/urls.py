from django.urls import path

from pimpasa.sites.public import (
    log_views,
    page_views,
    place_views,
    report_views,
    send_views,
    track_views,
    upload_views,
)

app_name = "public"

urlpatterns = [
    path("", page_views.home, name="home"),
    path("privasi/", page_views.privacy, name="privacy"),
    path("wilayah/", place_views.desks, name="desks"),
    path("lapor/", report_views.start, name="report"),
    path("lapor/darurat/", report_views.emergency, name="emergency"),
    path("lapor/jenis/", report_views.kind, name="jenis"),
    path("lapor/orang-asing/", report_views.presence, name="presence"),
    path("lapor/cerita/", report_views.story, name="cerita"),
    path("lapor/tanda/", report_views.signs, name="tanda"),
    path("lapor/tempat/", place_views.place, name="tempat"),
    path("lapor/kelurahan/", place_views.matches, name="matches"),
    path("lapor/siapa/", report_views.people, name="siapa"),
    path("lapor/bukti/", report_views.files, name="bukti"),
    path("lapor/bukti/unggah/", upload_views.into_draft, name="upload"),
    path("lapor/bukti/unggah/<uuid:exhibit_id>/", upload_views.into_draft, name="upload_one"),
    path("lapor/identitas/", report_views.mode, name="identitas"),
    path("lapor/periksa/", report_views.check, name="periksa"),
    path("lapor/hapus/", report_views.throw_away, name="throw_away"),
    path("lapor/kirim/", send_views.send, name="send"),
    path("lapor/tanda-terima/", send_views.receipt, name="receipt"),
    path("lapor/disimpan/", send_views.kept, name="keep"),
    path("lapor/terima-kasih/", send_views.thanks, name="kept"),
    path("lacak/", track_views.track, name="track"),
    path("lacak/laporan/", track_views.tracked, name="tracked"),
    path("lacak/laporan/terkirim/", track_views.tracked, name="tracked_sent"),
    path("lacak/laporan/bukti/", track_views.proof, name="proof"),
    path("lacak/laporan/unggah/", upload_views.into_report, name="upload_later"),
    path("lacak/laporan/unggah/<uuid:exhibit_id>/", upload_views.into_report, name="upload_later_one"),
    path("lacak/keluar/", track_views.leave, name="leave"),
    path("transparansi/", log_views.transparency, name="transparency"),
    path("transparansi/checkpoint", log_views.checkpoint, name="checkpoint"),
    path("transparansi/tile/<path:path>", log_views.tile, name="tile"),
    path("transparansi/saksi/", log_views.witness, name="witness"),
]

"""The office itself: its officers and desks, how it verifies, what it teaches, what it keeps."""

from django.urls import path

from pimpasa.sites.officers.administration.views import agencies, desks, keeping, lessons, officers, privacy, verifying

urlpatterns = [
    path("orang/", officers.officers, name="officers"),
    path("orang/baru/", officers.add_officer, name="add_officer"),
    path("orang/<int:officer_id>/", officers.officer, name="officer"),
    path("orang/<int:officer_id>/undangan/", officers.invite, name="invite"),
    path("orang/<int:officer_id>/tugas/", officers.assign, name="assign"),
    path("orang/<int:officer_id>/kunci-baru/", officers.renew_key, name="renew_key"),
    path("tugas/<int:assignment_id>/akhiri/", officers.end_assignment, name="end_assignment"),
    path("meja/", desks.desks, name="desks"),
    path("meja/baru/", desks.open_desk, name="open_desk"),
    path("meja/pengaman/<slug:name>/", desks.safeguard, name="safeguard"),
    path("meja/pengaman/<slug:name>/lepas/", desks.loosen, name="loosen"),
    path("tempat/baru/", desks.add_place, name="add_place"),
    path("cara/", verifying.ways, name="ways"),
    path("cara/<str:kind>/langkah/", verifying.set_steps, name="set_steps"),
    path("cara/tinjauan/", verifying.second_review, name="second_review"),
    path("perusahaan/", agencies.agencies, name="agencies"),
    path("belajar/", lessons.lessons, name="lessons"),
    path("belajar/baru/", lessons.new_lesson, name="new_lesson"),
    path("belajar/<int:page_id>/", lessons.lesson, name="lesson"),
    path("belajar/<int:page_id>/terbitkan/", lessons.publish, name="publish_lesson"),
    path("belajar/<int:page_id>/tarik/", lessons.withdraw, name="withdraw_lesson"),
    path("belajar/periksa/<slug:slug>/", lessons.check_lesson, name="check_lesson"),
    path("belajar/soal/", lessons.questions, name="questions"),
    path("belajar/soal/<slug:key>/tarik/", lessons.take_back, name="take_back_question"),
    path("simpan/", keeping.keeping, name="keeping"),
    path("simpan/<slug:thing_kind>/<uuid:thing_id>/kembalikan/", keeping.take_thing_back, name="take_back"),
    path("data-pribadi/", privacy.privacy, name="privacy"),
    path("data-pribadi/<uuid:request_id>/", privacy.subject_request, name="subject_request"),
    path("data-pribadi/kebocoran/baru/", privacy.new_breach, name="new_breach"),
    path("data-pribadi/kebocoran/<uuid:breach_id>/", privacy.breach, name="breach"),
    path("data-pribadi/kebocoran/<uuid:breach_id>/surat/", privacy.letter, name="breach_letter"),
    path("data-pribadi/kebocoran/<uuid:breach_id>/diberitahu/", privacy.told, name="breach_told"),
]

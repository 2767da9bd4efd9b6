"""Cases: opened, the people and events in them, what was decided, the terms."""

from django.urls import path

from pimpasa.sites.officers.cases.views import cases, correcting, decisions, encounters, law, merging, persons, tying

urlpatterns = [
    path("laporan/<uuid:report_id>/kasus/", cases.take_in, name="take_in"),
    path("kasus/", cases.cases, name="cases"),
    path("mungkin-korban/", encounters.meet_victim, name="meet_victim"),
    path("mungkin-korban/<uuid:encounter_id>/", encounters.encounter, name="encounter"),
    path("kasus/baru/", cases.open_own, name="open_own"),
    path("kasus/tenggat/", decisions.term_lengths, name="term_lengths"),
    path("kasus/<uuid:case_id>/", cases.case, name="case"),
    path("kasus/<uuid:case_id>/orang/", persons.add, name="add_person"),
    path("kasus/<uuid:case_id>/peristiwa/", persons.event, name="add_event"),
    path("kasus/<uuid:case_id>/gelar/", decisions.gelar, name="gelar"),
    path("kasus/<uuid:case_id>/tenggat/", decisions.set_due, name="set_term"),
    path("kasus/peristiwa/<uuid:event_id>/hukum/", law.choose, name="choose_law"),
    path("kasus/orang/<uuid:person_id>/", persons.change, name="change_person"),
    path("kasus/orang/<uuid:person_id>/skrining/", persons.screening, name="screening"),
    path("kasus/orang/<uuid:person_id>/tindakan/", decisions.tak, name="tak"),
    path("kasus/orang/<uuid:person_id>/perlindungan/", persons.seek, name="seek_protected"),
    path("kasus/orang/<uuid:person_id>/gabung/", merging.merge, name="merge_person"),
    path("kasus/gabungan/<uuid:merge_id>/pisah/", merging.split, name="split_person"),
    path("kasus/orang/<uuid:person_id>/kasus-lain/", tying.seek, name="seek_tie"),
    path("kasus/orang/<uuid:person_id>/kasus-lain/<uuid:case_id>/", tying.tie, name="tie_person"),
    path("kasus/orang-sama/<uuid:tie_id>/", tying.answer, name="answer_tie"),
    path("kasus/orang-sama/<uuid:tie_id>/akhiri/<uuid:case_id>/", tying.end, name="end_tie"),
    path("kasus/tindakan/<uuid:tak_id>/cabut/", decisions.lift_tak, name="lift_tak"),
    path("kasus/tenggat/<uuid:term_id>/", decisions.keep, name="keep_term"),
    path("kasus/<uuid:case_id>/linimasa/", cases.timeline, name="timeline_of_case"),
    path("kasus/<uuid:case_id>/ekspor/", cases.export, name="export_case"),
    path("kasus/<uuid:case_id>/pemimpin/", cases.lead, name="lead_case"),
    path("kasus/<uuid:case_id>/tutup/", cases.close, name="close"),
    path("kasus/<uuid:case_id>/buka-lagi/", correcting.closure, name="reopen_case"),
    path("kasus/peristiwa/<uuid:event_id>/koreksi/", correcting.event, name="correct_event"),
    path("kasus/gelar/<uuid:gelar_id>/koreksi/", correcting.gelar, name="correct_gelar"),
    path("temuan/<uuid:finding_id>/koreksi/", correcting.finding, name="correct_finding"),
    path("laporan/<uuid:report_id>/pisahkan/", correcting.outcome, name="reopen_report"),
    path("laporan/<uuid:report_id>/salah-alamat/", correcting.transfer, name="correct_transfer"),
    path("koreksi/<int:told_id>/", correcting.told, name="correction_told"),
]

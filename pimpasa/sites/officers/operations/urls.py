"""Operations from the plan to the report on them, and support that a Pimpasa asks the unit for."""

from django.urls import path

from pimpasa.sites.officers.operations.views import calendar, documents, operations, planning, support

urlpatterns = [
    path("operasi/", operations.operations, name="operations"),
    path("operasi/kalender/", calendar.link, name="calendar_link"),
    path("operasi/baru/", planning.plan, name="plan_operation"),
    path("operasi/<uuid:operation_id>/", operations.operation, name="operation"),
    path("operasi/<uuid:operation_id>/catat/", operations.enter, name="operation_enter"),
    path("operasi/<uuid:operation_id>/hasil/", operations.report, name="operation_report"),
    path("operasi/<uuid:operation_id>/putusan/", planning.decide, name="decide_operation"),
    path("operasi/<uuid:operation_id>/surat/", planning.letter, name="operation_letter"),
    path("operasi/<uuid:operation_id>/tim/", planning.team, name="operation_team"),
    path("operasi/<uuid:operation_id>/batal/", planning.call_off, name="call_off"),
    path("operasi/baris-dokumen/", documents.lines, name="document_lines"),
    path("operasi/foto/<uuid:entry_id>/", operations.photo, name="operation_photo"),
    path("kasus/<uuid:case_id>/operasi/", planning.plan_for_case, name="plan"),
    path("dukungan/", support.supports, name="supports"),
    path("dukungan/baru/", support.ask, name="ask_support"),
    path("dukungan/<uuid:request_id>/", support.support, name="support"),
    path("laporan/<uuid:report_id>/dukungan/", support.ask_for_report, name="ask_support_for"),
]

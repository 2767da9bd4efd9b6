"""What officers write beside a report or a case: notes, and reminders of their own."""

from django.urls import path

from pimpasa.sites.officers.notes import views

urlpatterns = [
    path("laporan/<uuid:report_id>/catatan/", views.of_report, name="note_report"),
    path("kasus/<uuid:case_id>/catatan/", views.of_case, name="note_case"),
    path("laporan/<uuid:report_id>/pengingat/", views.remind_of_report, name="remind_report"),
    path("kasus/<uuid:case_id>/pengingat/", views.remind_of_case, name="remind_case"),
    path("catatan-rekan/<int:mention_id>/", views.mention, name="mention"),
    path("pengingat/<int:reminder_id>/", views.reminder, name="reminder"),
]

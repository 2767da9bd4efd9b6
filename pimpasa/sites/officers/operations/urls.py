"""What field and office share of operations and support, under the including site's own namespace."""

from django.urls import path

from pimpasa.sites.shared import feed_views, operation_views, support_views

urlpatterns = [
    path("operasi/", operation_views.operations, name="operations"),
    path("operasi/kalender/", feed_views.link, name="calendar_link"),
    path("operasi/<uuid:operation_id>/", operation_views.operation, name="operation"),
    path("operasi/<uuid:operation_id>/catat/", operation_views.enter, name="operation_enter"),
    path("operasi/<uuid:operation_id>/hasil/", operation_views.report, name="operation_report"),
    path("operasi/foto/<uuid:entry_id>/", operation_views.photo, name="operation_photo"),
    path("dukungan/", support_views.supports, name="supports"),
    path("dukungan/baru/", support_views.ask, name="ask_support"),
    path("dukungan/<uuid:request_id>/", support_views.support, name="support"),
    path("laporan/<uuid:report_id>/dukungan/", support_views.ask_for_report, name="ask_support_for"),
]

"""A group's chat or an old recap, looked through message by message."""

from django.urls import path

from pimpasa.sites.officers.imports import deciding, views

urlpatterns = [
    path("impor/", views.imports, name="imports"),
    path("impor/<uuid:import_id>/", views.entries, name="import"),
    path("impor/<uuid:import_id>/kolom/", views.columns, name="import_columns"),
    path("impor/<uuid:import_id>/buang/", views.throw_entries_away, name="import_throw_away"),
    path("impor/<uuid:import_id>/selesai/", views.finish_import, name="import_finish"),
    path("impor/<uuid:import_id>/<uuid:entry_id>/laporan/", deciding.as_report, name="import_report"),
    path("impor/<uuid:import_id>/<uuid:entry_id>/kegiatan/", deciding.as_activity, name="import_activity"),
    path("impor/<uuid:import_id>/<uuid:entry_id>/wilayah/", deciding.as_area, name="import_area"),
]

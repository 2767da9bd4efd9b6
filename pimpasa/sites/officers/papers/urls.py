"""Official papers, and the office's letterhead, templates and numbers."""

from django.urls import path

from pimpasa.sites.officers.papers.views import papers, settings, timelines

urlpatterns = [
    path("surat/", papers.papers, name="papers"),
    path("surat/baru/", papers.new_paper, name="new_paper"),
    path("surat/baru/<str:paper_kind>/", papers.draft_paper, name="draft_paper"),
    path("surat/<uuid:paper_id>/", papers.paper, name="paper"),
    path("surat/<uuid:paper_id>/ubah/", papers.change_paper, name="change_paper"),
    path("surat/<uuid:paper_id>/terbitkan/", papers.issue_paper, name="issue_paper"),
    path("surat/<uuid:paper_id>/tanda-tangan/", papers.sign_paper, name="sign_paper"),
    path("surat/<uuid:paper_id>/batal/", papers.cancel_paper, name="cancel_paper"),
    path("surat/<uuid:paper_id>/tetap/", papers.let_stand, name="let_stand"),
    path("surat/<uuid:paper_id>/pdf/", papers.paper_pdf, name="paper_pdf"),
    path("surat/<uuid:paper_id>/salinan/", papers.paper_copy, name="paper_copy"),
    path("surat/<uuid:paper_id>/linimasa/", timelines.timeline, name="timeline_of_paper"),
    path("surat/templat/", settings.paper_ways, name="paper_ways"),
    path("surat/templat/<str:paper_kind>/", settings.paper_template, name="paper_template"),
    path("surat/templat/<str:paper_kind>/nomor/", settings.set_pattern, name="set_pattern"),
]

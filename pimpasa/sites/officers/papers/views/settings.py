"""How the office writes its papers: letterhead, numbers, templates. They are ours until it sets its own."""

from __future__ import annotations

import base64

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.papers import layout, queries
from pimpasa.papers.actions import settings
from pimpasa.papers.fields import fields_of
from pimpasa.papers.kinds import LETTERHEAD, PaperKind
from pimpasa.papers.models import Letterhead
from pimpasa.sites.common.http import Refusable, acting, render_form, saying_why
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.papers.forms import LetterheadForm, PatternForm, TemplateForm
from pimpasa.sites.officers.papers.views.papers import MOST_PAGES_SHOWN, kind_or_404

SHOWN_VERSIONS = 20


@officer_required(Permission.SET_PAPERS)
def paper_ways(request: OfficerRequest) -> HttpResponse:
    """The letterhead, and for each kind its numbers and whose template it has."""
    office = request.user.office
    form = LetterheadForm(request.POST or None, initial=_parts(queries.letterhead_of(office)))
    if request.method == "POST" and form.is_valid():
        with acting(form):
            settings.set_letterhead(office=office, parts=form.cleaned_data, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:paper_ways")
    patterns, newest = queries.patterns_of(office), queries.newest_templates(office)
    kinds = [(kind, patterns[kind], newest.get(kind)) for kind in PaperKind]
    context = {"form": form, "kinds": kinds, "office": office}
    return render_form(request, "officers/papers/settings.html", context)


def _parts(letterhead: Letterhead) -> dict[str, str]:
    return {name: getattr(letterhead, name) for name in LETTERHEAD}


@require_POST
@officer_required(Permission.SET_PAPERS)
def set_pattern(request: OfficerRequest, paper_kind: str) -> HttpResponse:
    """Set how the numbers of a kind are written."""
    kind = kind_or_404(paper_kind)
    pattern = request.POST.get("pattern", "")[:101]
    with saying_why(request):
        settings.set_pattern(office=request.user.office, kind=kind, pattern=pattern, by=request.user)
        messages.success(request, _("Saved."))
    return redirect("officers:paper_template", kind.value)


@officer_required(Permission.SET_PAPERS)
def paper_template(request: OfficerRequest, paper_kind: str) -> HttpResponse:
    """Edit a kind's template; it is shown with invented data, and saved where that compiles."""
    kind, office = kind_or_404(paper_kind), request.user.office
    form = TemplateForm(request.POST if request.method == "POST" else None, initial={"source": _source(request, kind)})
    pages: list[bytes] = []
    if request.method == "GET" or form.is_valid():
        source = form.cleaned_data["source"] if form.is_bound else _source(request, kind)
        with Refusable() as refusal:
            pages = queries.sample_pages(office=office, kind=kind, source=source, by=request.user)
            if request.POST.get("do") == "save":
                settings.save_template(office=office, kind=kind, source=source, by=request.user)
                messages.success(request, _("Saved. New papers of this kind are set with it."))
                return redirect("officers:paper_template", kind.value)
        if refusal.reason:
            _complain(form, refusal.reason)
    context = {
        "form": form,
        "kind": kind,
        "fields": fields_of(kind),
        "pattern": PatternForm(initial={"pattern": queries.patterns_of(office)[kind]}),
        "versions": queries.versions_of(office, kind)[:SHOWN_VERSIONS],
        "pictures": ["data:image/png;base64," + base64.b64encode(page).decode() for page in pages[:MOST_PAGES_SHOWN]],
    }
    return render_form(request, "officers/papers/template.html", context)


def _source(request: OfficerRequest, kind: PaperKind) -> str:
    """The version asked for, else the one in force, else the shipped one."""
    number = request.GET.get("versi", "")
    if number.isascii() and number.isdecimal() and len(number) < 7:
        version = queries.version_of(request.user.office, kind, int(number))
        if version is not None:
            return version.source or layout.shipped(kind)
    return queries.template_of(request.user.office, kind)[1] or layout.shipped(kind)


def _complain(form: TemplateForm, reason: str) -> None:
    if form.is_bound:
        form.add_error("source", reason)

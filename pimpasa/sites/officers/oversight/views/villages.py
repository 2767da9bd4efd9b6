"""A village and its history; an office writes down by which decision it is a Desa Binaan, and what else runs there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pimpasa.accounts.roles import Permission
from pimpasa.coverage.actions import keeping
from pimpasa.coverage.rules import LARGEST_FILE, check_keep
from pimpasa.insights.disclosure import Reach
from pimpasa.insights.queries import coverage as areas
from pimpasa.insights.queries import villages as queries
from pimpasa.insights.queries.quarters import STAGES
from pimpasa.sites.common.http import acting, as_file, or_404
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required, received_in_memory
from pimpasa.sites.officers.numbers.sheets import lasted
from pimpasa.sites.officers.oversight.villages import DecisionForm, EndForm, ProgrammeForm
from pimpasa.territory.models import Village

PDF = "application/pdf"
keeper = officer_required(Permission.KEEP_COVERAGE)
viewer = officer_required(Permission.SEE_COVERAGE)


@require_safe
@viewer
def village(request: OfficerRequest, village_code: str) -> HttpResponse:
    """By which decision, since when, who was there before, what was held there, and how long people waited."""
    officer = request.user
    history = or_404(queries.history_of(officer, village_code))
    sees_numbers = officer.may(Permission.READ_NUMBERS)
    waited = queries.waited_in(officer, [village_code]) if sees_numbers else {}
    context = {
        "history": history,
        "sees_numbers": sees_numbers,
        "is_rounded": areas.reach_in(officer) == Reach.ABOVE,
        "waits": [(stage.label, lasted(waited.get((village_code, stage)))) for stage in STAGES],
    }
    return render(request, "officers/oversight/village.html", context)


@received_in_memory(LARGEST_FILE)
@keeper
def record_decision(request: OfficerRequest, village_code: str) -> HttpResponse:
    """Write down the decision by which a village is a Desa Binaan, with its file."""
    place = _kept_village(request, village_code)
    form = DecisionForm(request.POST or None, request.FILES or None, office=request.user.office)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        file = values.pop("file")
        with acting(form, "number"):
            keeping.record_decision(village=place, content=file.read() if file else b"", **values, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:village", place.pk)
    title = _("Decision about %(village)s") % {"village": place.name}
    return form_page(request, form, title, back=_back(place), template="officers/oversight/decision.html")


@keeper
def enter_programme(request: OfficerRequest, village_code: str) -> HttpResponse:
    """Write down another programme that runs in a village, and whom to call."""
    place = _kept_village(request, village_code)
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form, "name"):
            keeping.enter_programme(village=place, **form.cleaned_data, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:village", place.pk)
    title = _("Another programme in %(village)s") % {"village": place.name}
    words = _("Everybody who sees the coverage reads this, also above your office.")
    return form_page(request, form, title, back=_back(place), told=words)


@keeper
def end_decision(request: OfficerRequest, decision_id: int) -> HttpResponse:
    """Say from which day a decision no longer holds."""
    decision = or_404(queries.decision_of(request.user, decision_id))
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form, "ended_on"):
            keeping.end_decision(decision=decision, ended_on=form.cleaned_data["ended_on"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:village", decision.village_id)
    title = _("Decision %(number)s no longer holds") % {"number": decision.number}
    words = _("From that day on %(village)s is no Desa Binaan by it. The decision stays in the village's history.")
    named = words % {"village": decision.village.name}
    return form_page(request, form, title, back=_back(decision.village), told=named)


@keeper
def end_programme(request: OfficerRequest, programme_id: int) -> HttpResponse:
    """Say from which day another programme runs there no longer."""
    programme = or_404(queries.programme_of(request.user, programme_id))
    check_keep(request.user, programme.village)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form, "ended_on"):
            keeping.end_programme(programme=programme, ended_on=form.cleaned_data["ended_on"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:village", programme.village_id)
    title = _("%(programme)s runs here no longer") % {"programme": programme.name}
    return form_page(request, form, title, back=_back(programme.village))


@require_safe
@viewer
def decision_file(request: OfficerRequest, decision_id: int) -> HttpResponse:
    """The signed decision, for people of its office."""
    decision = or_404(queries.decision_of(request.user, decision_id))
    if decision.file is None:
        raise Http404
    return as_file(bytes(decision.file.content), f"keputusan-{decision.village_id}-{decision.decided_on}.pdf", PDF)


def _kept_village(request: OfficerRequest, code: str) -> Village:
    place = or_404(queries.village_of(request.user, code))
    check_keep(request.user, place)
    return place


def _back(place: Village) -> str:
    return reverse("officers:village", args=[place.pk])

"""From a substantiated report to a closed case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.queries import timeline_of, units_of
from pimpasa.accounts.roles import Permission
from pimpasa.cases import queries
from pimpasa.cases.actions import cases as actions
from pimpasa.cases.actions.export import export_case
from pimpasa.cases.actions.leading import change_leader
from pimpasa.cases.corrected import outdated
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import peek, view_case
from pimpasa.cases.rules.cases import check_take_in, check_view
from pimpasa.cases.rules.correcting import allows, check_reopen_case
from pimpasa.cases.states import CASE_TRANSITIONS, CaseState, Closure
from pimpasa.common import clock
from pimpasa.keys.errors import NoDeskKey
from pimpasa.operations.models import Operation
from pimpasa.operations.opening import exported
from pimpasa.operations.opening import peek as peek_operation
from pimpasa.operations.queries import of_case
from pimpasa.papers.queries import papers_of
from pimpasa.referrals.queries import handover_of
from pimpasa.sites.common.http import acting, as_stream, or_404
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.cases.forms import CloseForm, LeaderForm, OwnCaseForm, TakeInForm
from pimpasa.sites.officers.cases.page import everything_on
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.sites.officers.notes.beside import notes_beside
from pimpasa.sites.officers.reports.forms import DisclosureForm
from pimpasa.sites.officers.reports.views.report import check_page, report_or_404
from pimpasa.sites.officers.timelines import timeline_page


def case_or_404(case_id: UUID) -> Case:
    return or_404(queries.by_id(case_id))


@officer_required(Permission.LEAD_CASES)
def cases(request: OfficerRequest) -> HttpResponse:
    """Cases of one's units, newest first."""
    context = {"rows": page_of(queries.visible_to(request.user), request), "due": queries.due_for(request.user)}
    return render(request, "officers/cases/cases.html", context)


@officer_required(Permission.LEAD_CASES, key=True)
def open_own(request: OfficerRequest) -> HttpResponse:
    """Open a case of what an officer found themselves, without a report."""
    units = units_of(request.user, on=clock.today())
    form = OwnCaseForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            with acting(form):
                case = actions.open_own_case(**form.cleaned_data, keyring=request.keyring)
                return redirect("officers:case", case.pk)
        except NoDeskKey:
            form.add_error(None, _("The unit has no key yet: its first member makes it by signing in."))
    hint = _("For what you found directly yourself. What somebody told you is a report: write it down as one.")
    return form_page(request, form, _("Open a case from your own finding"), back=reverse("officers:cases"), told=hint)


@officer_required(Permission.LEAD_CASES, key=True)
def take_in(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Take a substantiated report into a new case or one that is open."""
    report = report_or_404(report_id)
    check_page(request, report, lambda: check_take_in(request.user, report))
    running = {str(case.pk): case for case in queries.open_cases_of(request.user, most=100)}
    form = TakeInForm(request.POST or None, cases=[(pk, f"{_('Case')} {c}") for pk, c in running.items()])
    if request.method == "POST" and form.is_valid():
        with acting(form, "title"):
            case = _take_in(request, report, form.cleaned_data, running)
            return redirect("officers:case", case.pk)
    return form_page(request, form, _("Take into a case"), back=redirect("officers:report", report.pk).url)


def _take_in(request: OfficerRequest, report: Any, values: dict[str, Any], running: dict[str, Case]) -> Case:
    if values["case"] == "new":
        return actions.open_case(report=report, title=values["title"], keyring=request.keyring)
    case = running[values["case"]]
    actions.join(case=case, report=report, keyring=request.keyring)
    return case


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def export(request: OfficerRequest, case_id: UUID) -> HttpResponseBase:
    """Ask what for, then give the whole case as one file that proves itself."""
    case = case_or_404(case_id)
    check_view(request.user, case)
    form = DisclosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form, "reason"):
            operations = exported(case, request.keyring)
            reason = form.cleaned_data["reason"]
            chunks = export_case(case=case, keyring=request.keyring, reason=reason, operations=operations)
            return as_stream(chunks, f"kasus-{case.number}-{case.year}.zip")
    return form_page(request, form, _("Export this case"), back=redirect("officers:case", case.pk).url)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def case(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """A case with its people, what happened, what was decided and is due; reading it is written to the log."""
    opened = view_case(case=case_or_404(case_id), keyring=request.keyring)
    operations = list(of_case(opened.case))
    context = {
        **everything_on(opened, request.user),
        "opened": opened,
        "case": opened.case,
        "steps": {step.value for step in CASE_TRANSITIONS[CaseState(opened.case.state)]},
        "operations": [peek_operation(operation, request.keyring) for operation in operations],
        "closure": Closure(opened.case.closure).label if opened.case.closure else "",
        "timeline": timeline_of(_subjects(opened.case, operations)),
        "outdated": outdated(opened.case),
        **notes_beside(request, opened.case, opened.key),
        "may_reopen": allows(check_reopen_case, request.user, opened.case),
        "papers": papers_of(opened.case),
        "handover": handover_of(opened.case).value,
    }
    return render(request, "officers/cases/case.html", context)


def _subjects(case: Case, operations: Iterable[Operation]) -> list[str]:
    """As the log calls them."""
    return [case.subject, *(operation.subject for operation in operations)]


@officer_required(Permission.LEAD_CASES)
def timeline(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """All that was done to a case and its operations, as the log tells it."""
    case = case_or_404(case_id)
    check_view(request.user, case)
    back = reverse("officers:case", args=[case.pk])
    return timeline_page(request, _subjects(case, of_case(case)), what=f"{_('Case')} {case}", back=back)


@officer_required(Permission.LEAD_CASES, key=True)
def close(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Close the case with a reason its reporters may read."""

    def act(case: Case, form: CloseForm) -> None:
        values = form.cleaned_data
        actions.close(case=case, closure=values["closure"], note=values["note"], keyring=request.keyring)

    return act_on(request, case_id, CloseForm(request.POST or None), _("Close the case"), act)


@officer_required(Permission.LEAD_CASES, key=True)
def lead(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Give the case another leader, with the reason."""
    leaders = {str(officer.pk): officer for officer in queries.possible_leaders(case_or_404(case_id))}
    form = LeaderForm(
        request.POST if request.method == "POST" else None,
        leaders=[(pk, officer.name) for pk, officer in leaders.items()],
    )

    def act(case: Case, form: LeaderForm) -> None:
        leader = leaders[form.cleaned_data["leader"]]
        change_leader(case=case, leader=leader, reason=form.cleaned_data["reason"], keyring=request.keyring)

    return act_on(request, case_id, form, _("Another leader"), act)


def act_on(request: OfficerRequest, case_id: UUID, form: Any, title: str, act: Any, **more: Any) -> HttpResponse:
    """One form, one action: what is refused comes back with its reason and what was typed."""
    case = peek(case_or_404(case_id), request.keyring).case
    if request.method == "POST" and form.is_valid():
        with acting(form):
            act(case, form)
            messages.success(request, _("Recorded."))
            return redirect("officers:case", case.pk)
    return form_page(request, form, title, back=reverse("officers:case", args=[case.pk]), **more)

"""What was wrong is corrected, with the reason; the earlier one stays on the page, marked."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.cases import queries
from pimpasa.cases.actions import correcting
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.decisions import all_decisions_of
from pimpasa.cases.opening.events import OpenEvent, all_events_of
from pimpasa.cases.rules import correcting as rules
from pimpasa.cases.rules.cases import check_view
from pimpasa.handling.queries.custody import last_transfer
from pimpasa.keys.errors import NoDeskKey
from pimpasa.reports.opening import peek as peek_report
from pimpasa.reports.rules import check_read
from pimpasa.sites.common.http import acting, or_404
from pimpasa.sites.officers.cases.correcting import (
    EventCorrection,
    FindingCorrection,
    GelarCorrection,
    ReasonForm,
    TransferCorrection,
)
from pimpasa.sites.officers.cases.views.cases import act_on, case_or_404
from pimpasa.sites.officers.cases.views.persons import event_page
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.sites.officers.reports.views.report import check_page, report_or_404, to_report
from pimpasa.sites.officers.reports.views.transfers import targets_of
from pimpasa.verification.checklist import needs_parts
from pimpasa.verification.queries import finding_by_id, findings_of, newest_finding


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def finding(request: OfficerRequest, finding_id: UUID) -> HttpResponse:
    """Say anew what was found, why the earlier finding was wrong, and let the report have its right outcome."""
    wrong = or_404(finding_by_id(finding_id))
    report = report_or_404(wrong.report_id)
    check_page(request, report, lambda: rules.check_finding(request.user, wrong, newest_finding(report)))
    opened = peek_report(report, request.keyring)
    earlier = next(row.contents for row in findings_of(opened) if row.finding.pk == wrong.pk)
    form = FindingCorrection(request.POST or None, parts=needs_parts(report.kind), earlier=earlier)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            right = correcting.correct_finding(
                finding=wrong, contents=form.contents(), reason=form.because, keyring=request.keyring
            )
            is_reviewed = right.review == "asked"
            messages.success(
                request, _("A second officer reads it now.") if is_reviewed else _("Corrected. The earlier one stays.")
            )
            return to_report(report, "#temuan")
    hint = _("The earlier finding stays readable and is marked. The reporter reads the outcome that counts now.")
    return form_page(
        request, form, _("Correct a finding"), back=reverse("officers:report", args=[report.pk]), told=hint
    )


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def outcome(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Take an outcome back: verification goes on."""
    report = report_or_404(report_id)
    case = queries.case_of(report)
    check_read(request.user, report)
    if request.method != "POST":
        rules.check_reopen_report(request.user, newest_finding(report), case)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with acting(form):
            correcting.reopen_report(report=report, reason=form.because, keyring=request.keyring)
            messages.success(request, _("Verification goes on. The earlier finding stays."))
            return to_report(report, "#next")
    hint = _("The report is yours to verify. The earlier finding stays readable and is marked.")
    back = reverse("officers:report", args=[report.pk])
    return form_page(request, form, _("Take up verification again"), back=back, told=hint)


@never_cache
@officer_required(Permission.VERIFY, key=True)
def transfer(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Send a report back that came here by mistake, or where it belongs."""
    report = report_or_404(report_id)
    check_read(request.user, report)
    wrong = or_404(last_transfer(report))
    check_page(request, report, lambda: rules.check_transfer(request.user, wrong, wrong))
    targets = targets_of(report, with_here=request.method == "POST")
    form = TransferCorrection(
        request.POST or None,
        choices=[(name, label) for name, (label, _desk, _unit) in targets.items()],
        initial={"to": f"desk-{wrong.from_desk_id}" if wrong.from_desk_id else "unit"},
    )
    if request.method == "POST" and form.is_valid():
        _label, desk, unit = targets[form.cleaned_data["to"]]
        try:
            with acting(form, "because"):
                correcting.correct_transfer(
                    transfer=wrong, to_desk=desk, to_unit=unit, reason=form.because, keyring=request.keyring
                )
                messages.success(request, _("The report is at its new desk."))
                return redirect("officers:reports")
        except NoDeskKey:
            form.add_error("to", _("Nobody could read it there yet: that desk has no key."))
    hint = _("The earlier transfer stays readable and is marked. Your desk can no longer open it.")
    back = reverse("officers:report", args=[report.pk])
    return form_page(request, form, _("It came here by mistake"), back=back, told=hint)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def event(request: OfficerRequest, event_id: UUID) -> HttpResponse:
    """Say anew what happened, or take it back."""
    wrong = or_404(queries.event_by_id(event_id))
    opened = peek(wrong.case, request.keyring)
    if request.method != "POST":
        rules.check_event(request.user, wrong)
    earlier: OpenEvent = next(row for row in all_events_of(opened) if row.event.pk == wrong.pk)

    def act(_case: Case, form: EventCorrection) -> None:
        correcting.correct_event(event=wrong, contents=form.right(), reason=form.because, keyring=request.keyring)

    page = partial(EventCorrection, initial=EventCorrection.of(earlier.contents))
    return event_page(request, wrong.case, _("Correct an event"), page, act)


@never_cache
@officer_required(Permission.SET_GELAR, key=True)
def gelar(request: OfficerRequest, gelar_id: UUID) -> HttpResponse:
    """Record anew what a gelar kasus decided."""
    wrong = or_404(queries.gelar_by_id(gelar_id))
    opened = peek(wrong.case, request.keyring)
    if request.method != "POST":
        rules.check_gelar(request.user, wrong)
    earlier = next(row for row in all_decisions_of(opened) if row.gelar.pk == wrong.pk)
    initial = asdict(earlier.contents) | {"held_on": wrong.held_on, "verdict": wrong.verdict}
    form = GelarCorrection(request.POST if request.method == "POST" else None, initial=initial)

    def act(_case: Case, form: GelarCorrection) -> None:
        correcting.correct_gelar(gelar=wrong, **form.told(), reason=form.because, keyring=request.keyring)

    hint = _("The earlier one stays readable and is marked. Who leads the case and who acted on it are told.")
    return act_on(request, wrong.case_id, form, _("Correct a gelar kasus"), act, told=hint)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def closure(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Open a case again that was closed by mistake."""
    case = case_or_404(case_id)
    if request.method != "POST":
        rules.check_reopen_case(request.user, case)

    def act(case: Case, form: ReasonForm) -> None:
        correcting.reopen_case(case=case, reason=form.because, keyring=request.keyring)

    form = ReasonForm(request.POST if request.method == "POST" else None)
    hint = _("Its reports go on with it. How it was closed stays readable; reporters read that it is followed up.")
    return act_on(request, case_id, form, _("Open the case again"), act, told=hint)


@officer_required(Permission.READ_REPORTS)
def told(request: OfficerRequest, told_id: int) -> HttpResponse:
    """Something that this officer wrote, reviewed or leads was corrected: where to read it, and to tick it off."""
    row = or_404(queries.told_by_id(told_id, request.user))
    if row.report is not None:
        check_read(request.user, row.report)
    if row.case is not None:
        check_view(request.user, row.case)
    address = reverse("officers:report" if row.report_id else "officers:case", args=[row.report_id or row.case_id])
    if request.method == "POST":
        correcting.tick_off(notice=row, by=request.user)
        return redirect(address)
    return render(request, "officers/cases/corrected.html", {"row": row, "address": address})

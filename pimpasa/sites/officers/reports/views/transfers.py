"""Handing a report on, taking one over, keeping out of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.queries import officers_of
from pimpasa.accounts.roles import Permission
from pimpasa.handling.actions.transferring import recuse, transfer
from pimpasa.handling.actions.verifying import take_over
from pimpasa.handling.rules import check_act
from pimpasa.keys.errors import NoDeskKey
from pimpasa.reports.models import Report
from pimpasa.reports.rules import check_own, check_read
from pimpasa.reports.states import Step
from pimpasa.sites.common.http import acting, render_form, saying_why
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.forms import RecuseForm, TransferForm
from pimpasa.sites.officers.reports.views.report import check_page, report_or_404, to_report
from pimpasa.territory.models import Desk
from pimpasa.territory.queries.offices import desks_of_office, units_elsewhere


@officer_required(Permission.VERIFY, key=True)
def hand_on(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """To another desk, the unit alone, or another office, with the reason."""
    report = report_or_404(report_id)
    check_page(request, report, lambda: check_act(request.user, report, Step.TRANSFER))
    targets = targets_of(report, with_here=request.method == "POST")
    form = TransferForm(request.POST or None, choices=[(name, label) for name, (label, _d, _u) in targets.items()])
    if request.method == "POST" and form.is_valid():
        _label, desk, unit = targets[form.cleaned_data["to"]]
        reason = form.cleaned_data["reason"]
        try:
            with acting(form, "reason"):
                transfer(report=report, to_desk=desk, to_unit=unit, reason=reason, keyring=request.keyring)
                messages.success(request, _("The report is at its new desk."))
                return redirect("officers:reports")
        except NoDeskKey:
            form.add_error("to", _("Nobody could read it there yet: that desk has no key."))
    return _page(request, form, report, "officers/reports/transfer.html")


def targets_of(report: Report, *, with_here: bool) -> dict[str, tuple[str, Desk | None, Desk]]:
    """Where it may go, by the form's value: its label, desk and unit; what was sent may name where it came since."""
    own = list(desks_of_office(report.office))
    unit = next(desk for desk in own if desk.kind == Desk.Kind.UNIT)
    targets: dict[str, tuple[str, Desk | None, Desk]] = {
        "unit": (_("%(unit)s alone") % {"unit": unit.name}, None, unit)
    }
    for desk in own:
        if desk.kind == Desk.Kind.VILLAGE:
            targets[f"desk-{desk.pk}"] = (desk.name, desk, unit)
    for elsewhere in units_elsewhere(report.office):
        targets[f"office-{elsewhere.office_id}"] = (elsewhere.office.name, None, elsewhere)
    here = (report.desk_id, report.unit_id)
    return {name: to for name, to in targets.items() if with_here or (to[1].pk if to[1] else None, to[2].pk) != here}


@require_POST
@officer_required(Permission.VERIFY, key=True)
def over(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Go on in a colleague's place."""
    report = report_or_404(report_id)
    check_read(request.user, report)
    with saying_why(request):
        take_over(report=report, by=request.user)
    return to_report(report)


@officer_required(Permission.READ_REPORTS)
def keep_out(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Say that somebody in a report is near to oneself; a head says it of others, too."""
    report = report_or_404(report_id)
    check_page(request, report, lambda: check_own(request.user, report))
    people = {str(request.user.pk): request.user}
    if request.user.may(Permission.RECUSE_OTHERS):
        people |= {
            str(colleague.pk): colleague for colleague in officers_of(request.user.office) if colleague.is_active
        }
    form = RecuseForm(request.POST or None, choices=[(pk, colleague.name) for pk, colleague in people.items()])
    if request.method == "POST" and form.is_valid():
        chosen = people[form.cleaned_data["officer"]]
        with acting(form, "officer"):
            recuse(report=report, officer=chosen, by=request.user)
            return redirect("officers:reports") if chosen.pk == request.user.pk else to_report(report)
    return _page(request, form, report, "officers/reports/recuse.html")


def _page(request: OfficerRequest, form: Any, report: Report, template: str) -> HttpResponse:
    back = reverse("officers:report", args=[report.pk])
    context = {"form": form, "report": report, "back": back}
    return render_form(request, template, context)

"""Stopping and allowing the erasing of a report."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Permission
from pimpasa.handling.actions.holding import lift_hold, place_hold
from pimpasa.handling.rules import check_lift
from pimpasa.sites.officers.http import OfficerRequest, officer_required, refuse_and_return
from pimpasa.sites.officers.reports.forms import HoldForm
from pimpasa.sites.officers.reports.views.report import UNPROCESSABLE, report_or_404, to_report


@officer_required(Permission.DECIDE_KEEPING, key=True)
def hold(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Keep a report longer than its period, until a day and for a reason."""
    report = report_or_404(report_id)
    check_lift(request.user, report)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            place_hold(report=report, keyring=request.keyring, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
        else:
            return to_report(request, report, "#keeping")
    back = reverse("officers:report", args=[report.pk])
    context = {"form": form, "report": report, "back": back}
    return render(request, "officers/reports/hold.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@officer_required(Permission.DECIDE_KEEPING)
def lift(request: OfficerRequest, report_id: UUID, hold_id: int) -> HttpResponse:
    """Let the period count again."""
    report = report_or_404(report_id)
    check_lift(request.user, report)
    try:
        lift_hold(hold=get_object_or_404(report.holds, pk=hold_id), by=request.user)
    except Refused as refused:
        return refuse_and_return(request, refused, "officers:report", report.pk)
    return to_report(request, report, "#keeping")

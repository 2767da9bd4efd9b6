"""Stopping and allowing the erasing of a report."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.handling.actions.holding import lift_hold, place_hold
from pimpasa.handling.rules import check_lift
from pimpasa.reports.queries.retention import hold_of
from pimpasa.sites.common.http import acting, or_404, render_form, saying_why
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.forms import HoldForm
from pimpasa.sites.officers.reports.views.report import report_or_404, to_report


@officer_required(Permission.DECIDE_KEEPING, key=True)
def hold(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Keep a report longer than its period, until a day and for a reason."""
    report = report_or_404(report_id)
    check_lift(request.user, report)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            place_hold(report=report, keyring=request.keyring, **form.cleaned_data)
            return to_report(report, "#keeping")
    back = reverse("officers:report", args=[report.pk])
    context = {"form": form, "report": report, "back": back}
    return render_form(request, "officers/reports/hold.html", context)


@require_POST
@officer_required(Permission.DECIDE_KEEPING)
def lift(request: OfficerRequest, report_id: UUID, hold_id: int) -> HttpResponse:
    """Let the period count again."""
    report = report_or_404(report_id)
    check_lift(request.user, report)
    with saying_why(request):
        lift_hold(hold=or_404(hold_of(report, hold_id)), by=request.user)
        return to_report(report, "#keeping")
    return to_report(report)

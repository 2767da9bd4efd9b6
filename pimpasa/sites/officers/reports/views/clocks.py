"""How urgent a report is, and when somebody in it departs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pimpasa.accounts.roles import Permission
from pimpasa.handling.actions.grading import grade, note_departure
from pimpasa.handling.rules import check_clock
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.forms import DepartureForm, GradeForm
from pimpasa.sites.officers.reports.views.report import check_page, report_or_404, to_report


@officer_required(Permission.VERIFY, key=True)
def urgency(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Say that it is more urgent, or less, and why."""
    report = report_or_404(report_id)
    check_page(request, report, lambda: check_clock(request.user, report))
    form = GradeForm(request.POST or None, initial={"urgency": report.urgency})
    if request.method == "POST" and form.is_valid():
        with acting(form, "reason"):
            opened = peek(report, request.keyring)
            chosen = form.cleaned_data["urgency"]
            grade(opened=opened, urgency=chosen, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Saved."))
            return to_report(report)
    return _page(request, form, report, _("How urgent is it?"))


@officer_required(Permission.VERIFY, key=True)
def departure(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Note when somebody departs: the report is due by then."""
    report = report_or_404(report_id)
    check_page(request, report, lambda: check_clock(request.user, report))
    form = DepartureForm(request.POST or None, initial={"leaves_at": report.leaves_at})
    if request.method == "POST" and form.is_valid():
        with acting(form, "leaves_at"):
            note_departure(report=report, leaves_at=form.cleaned_data["leaves_at"], by=request.user)
            messages.success(request, _("Saved."))
            return to_report(report)
    return _page(request, form, report, _("When does somebody depart?"))


def _page(request: OfficerRequest, form: Any, report: Report, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("officers:report", args=[report.pk])}
    return render_form(request, "officers/form.html", context)

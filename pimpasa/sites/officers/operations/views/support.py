"""Support from the office: asked for by a Pimpasa, answered by the unit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import can
from pimpasa.operations import queries
from pimpasa.operations.actions.support import add_to_support, answer_support, ask_support
from pimpasa.operations.kinds import SupportKind
from pimpasa.operations.opening import open_support
from pimpasa.operations.states import SupportState, SupportStep
from pimpasa.reports.models import Report
from pimpasa.reports.rules import check_own
from pimpasa.sites.common.http import UNPROCESSABLE, acting, or_404, render_form
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.operations.forms import MoreForm, SupportAnswerForm, SupportForm
from pimpasa.sites.officers.reports.views.report import report_or_404


@officer_required(Permission.READ_REPORTS)
def supports(request: OfficerRequest) -> HttpResponse:
    """What one asked for, and what one's unit was asked for, newest first."""
    context = {
        "rows": page_of(queries.support_seen_by(request.user), request),
        "may_ask": can(request.user, Permission.VERIFY),
    }
    return render(request, "officers/operations/supports.html", context)


@officer_required(Permission.VERIFY, key=True)
def ask(request: OfficerRequest) -> HttpResponse:
    """Ask for support at a place."""
    return _ask(request, None)


@officer_required(Permission.VERIFY, key=True)
def ask_for_report(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Ask for support for a report."""
    report = report_or_404(report_id)
    check_own(request.user, report)
    return _ask(request, report)


def _ask(request: OfficerRequest, report: Report | None) -> HttpResponse:
    form = SupportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            support_request = ask_support(asked=form.asked(), report=report, keyring=request.keyring)
            messages.success(request, _("Your unit is asked."))
            return redirect("officers:support", support_request.pk)
    back = reverse("officers:report", args=[report.pk]) if report else reverse("officers:supports")
    context = {"form": form, "report": report, "back": back}
    return render_form(request, "officers/operations/ask.html", context)


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def support(request: OfficerRequest, request_id: UUID) -> HttpResponse:
    """A request, read by who asked and by the unit; the unit answers, who asked says more."""
    support_request = or_404(queries.support_by_id(request_id))
    opened = open_support(request=support_request, keyring=request.keyring)
    is_mine = support_request.asked_by_id == request.user.pk
    form: SupportAnswerForm | MoreForm | None = None
    if support_request.state == SupportState.MORE_NEEDED and is_mine:
        form = MoreForm(request.POST or None)
    elif support_request.state == SupportState.ASKED and not is_mine and can(request.user, Permission.PLAN_OPERATIONS):
        form = SupportAnswerForm(request.POST or None)
    if request.method == "POST" and form is not None and form.is_valid() and _told(request, support_request, form):
        return redirect("officers:support", support_request.pk)
    context = {
        "opened": opened,
        "request_": support_request,
        "kind": SupportKind(opened.asked.kind).label,
        "form": form,
        "back": reverse("officers:supports"),
    }
    status = UNPROCESSABLE if form is not None and form.errors else 200
    return render(request, "officers/operations/support.html", context, status=status)


def _told(request: OfficerRequest, support_request: Any, form: SupportAnswerForm | MoreForm) -> bool:
    values = form.cleaned_data
    with acting(form, "words"):
        if isinstance(form, MoreForm):
            add_to_support(request=support_request, words=values["words"], keyring=request.keyring)
        else:
            step = SupportStep(values["step"])
            answer_support(request=support_request, step=step, words=values["words"], keyring=request.keyring)
        messages.success(request, _("Recorded."))
        return True
    return False

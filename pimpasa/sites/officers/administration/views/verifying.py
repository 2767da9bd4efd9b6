"""How the office verifies: its steps for each kind of report, and a second officer's review."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.reports.kinds import Kind
from pimpasa.sites.common.http import saying_why
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.verification.actions.settings import set_plan, set_second_review
from pimpasa.verification.kinds import StepKind
from pimpasa.verification.plan import MOST_STEPS
from pimpasa.verification.queries import plan_of

SPARE_ROWS = 3


@officer_required(Permission.SET_WAYS)
def ways(request: OfficerRequest) -> HttpResponse:
    """The steps for each kind of report, and whether a second officer reviews."""
    office = request.user.office
    plans = []
    for kind in Kind:
        rows = [(step.kind.value, step.text) for step in plan_of(office, kind)]
        plans.append((kind, rows + [("", "")] * min(SPARE_ROWS, MOST_STEPS - len(rows))))
    return render(
        request, "officers/administration/verifying.html", {"plans": plans, "kinds": StepKind.choices, "office": office}
    )


@require_POST
@officer_required(Permission.SET_WAYS)
def set_steps(request: OfficerRequest, kind: str) -> HttpResponse:
    """Save one kind's steps, top to bottom; a row without words is left out."""
    rows = zip(request.POST.getlist("step"), request.POST.getlist("text"), strict=False)
    steps = [(step or StepKind.OTHER.value, " ".join(text.split())[:200]) for step, text in rows if text.strip()]
    with saying_why(request):
        set_plan(office=request.user.office, kind=kind, steps=steps, by=request.user)
        messages.success(request, _("Saved."))
    return redirect("officers:ways")


@require_POST
@officer_required(Permission.SET_WAYS)
def second_review(request: OfficerRequest) -> HttpResponse:
    """Whether a second officer reads each finding before it counts."""
    is_wanted = request.POST.get("wanted") == "yes"
    with saying_why(request):
        set_second_review(office=request.user.office, is_wanted=is_wanted, by=request.user)
        messages.success(request, _("Saved."))
    return redirect("officers:ways")

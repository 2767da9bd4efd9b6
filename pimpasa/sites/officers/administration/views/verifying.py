"""How the office verifies: its steps for each kind of report, and a second officer's review."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.insights.actions.warning import set_warning_terms
from pimpasa.insights.queries.early_warnings import USUAL, terms_of
from pimpasa.reports.actions.terms import set_terms
from pimpasa.reports.kinds import Kind, Wait
from pimpasa.reports.queries.terms import amounts_of
from pimpasa.sites.common.http import acting, render_form, saying_why
from pimpasa.sites.officers.administration.forms.terms import TermsForm, WarningTermsForm
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


@officer_required(Permission.SET_WAYS)
def terms(request: OfficerRequest) -> HttpResponse:
    """How long an officer, the reporter and the office may take, each within its bounds."""
    office = request.user.office
    initial = {wait.value: amount for wait, amount in amounts_of(office.pk).items()}
    form = TermsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        amounts = {Wait(wait): amount for wait, amount in form.cleaned_data.items()}
        with acting(form):
            set_terms(office=office, amounts=amounts, by=request.user)
            messages.success(request, _("Saved. It counts for what begins to wait from now on."))
            return redirect("officers:terms")
    return render_form(request, "officers/administration/terms.html", {"form": form})


@officer_required(Permission.SET_WAYS)
def warning_terms(request: OfficerRequest) -> HttpResponse:
    """At how many desks, within how many days, the unit is told what they have alike."""
    office = request.user.office
    terms = terms_of([office.pk]).get(office.pk, USUAL)
    form = WarningTermsForm(request.POST or None, initial={"desks": terms.desks, "days": terms.days})
    if request.method == "POST" and form.is_valid():
        with acting(form):
            set_warning_terms(office=office, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("officers:warning_terms")
    return render_form(request, "officers/administration/warning_terms.html", {"form": form})


@require_POST
@officer_required(Permission.SET_WAYS)
def second_review(request: OfficerRequest) -> HttpResponse:
    """Whether a second officer reads each finding before it counts."""
    is_wanted = request.POST.get("wanted") == "yes"
    with saying_why(request):
        set_second_review(office=request.user.office, is_wanted=is_wanted, by=request.user)
        messages.success(request, _("Saved."))
    return redirect("officers:ways")

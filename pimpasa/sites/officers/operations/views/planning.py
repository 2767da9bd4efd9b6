"""What the unit does about operations: plans them, agrees to urgent ones, sets teams, calls them off."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.cases.models import Case
from pimpasa.cases.rules.cases import check_step as check_case_step
from pimpasa.cases.states import CaseStep
from pimpasa.common import clock
from pimpasa.letters.opening import OpenLetter, offered
from pimpasa.letters.opening import peek as peek_letter
from pimpasa.letters.queries import by_id as letter_by_id
from pimpasa.letters.queries import named_in
from pimpasa.operations import queries
from pimpasa.operations.actions import planning, teams
from pimpasa.operations.models import Operation
from pimpasa.operations.opening import peek
from pimpasa.operations.rules import check_step, facts_of
from pimpasa.operations.states import OperationStep
from pimpasa.sites.common.http import acting, or_404, render_form
from pimpasa.sites.officers.cases.views.cases import case_or_404
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.sites.officers.letters.forms import WITHOUT, LetterForm, named
from pimpasa.sites.officers.operations.forms import CallOffForm, PlanForm, TeamForm
from pimpasa.sites.officers.operations.views.operations import operation_or_404
from pimpasa.sites.officers.verification.forms import DecisionForm
from pimpasa.territory.models import Desk


@officer_required(Permission.PLAN_OPERATIONS, key=True)
def plan_for_case(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Plan an operation of a case; refused without a surat perintah that covers each of its days."""
    case = case_or_404(case_id)
    check_case_step(request.user, case, CaseStep.PLAN)
    return _plan(request, case.unit, case=case)


@officer_required(Permission.PLAN_OPERATIONS, key=True)
def plan(request: OfficerRequest) -> HttpResponse:
    """Plan an operation on the unit's own initiative."""
    unit = queries.unit_of(request.user)
    if unit is None:
        raise Refused("not_of_the_unit", _("Only members of the unit plan and see its operations."))
    return _plan(request, unit)


def _plan(request: OfficerRequest, unit: Desk, *, case: Case | None = None) -> HttpResponse:
    """First the letter is chosen, then the plan is what it says and little more."""
    back = reverse("officers:case", args=[case.pk]) if case else reverse("officers:operations")
    if request.GET.get("surat") is None:
        letters = [(opened, named(opened)) for opened in offered(request.keyring, on=clock.today())]
        return render(request, "officers/operations/choose.html", {"letters": letters, "back": back})
    letter = _letter(request)
    form = PlanForm(request.POST or None, letter=letter, officers=_who_may_come(unit, letter), planner=request.user)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            operation = planning.plan_operation(
                unit=unit,
                case=case,
                facts=form.facts(),
                plan=form.plan(),
                team=form.team(),
                keyring=request.keyring,
                letter=letter.letter if letter else None,
            )
            messages.success(
                request, _("A colleague of the unit is asked to agree.") if operation.is_urgent else _("Recorded.")
            )
            return redirect("officers:operation", operation.pk)
    context = {"form": form, "letter": letter, "back": back, "named": named(letter) if letter else ""}
    return render_form(request, "officers/operations/plan.html", context)


def _letter(request: OfficerRequest) -> OpenLetter | None:
    """The letter that the address names; nothing where it says that there is none. Raises Http404 for another."""
    name = request.GET.get("surat", "")
    if name == WITHOUT:
        return None
    try:
        letter = letter_by_id(UUID(name))
    except ValueError:
        raise Http404 from None
    return peek_letter(or_404(letter), request.keyring)


def _who_may_come(unit: Desk, letter: OpenLetter | None) -> list[Officer]:
    """Of the office's officers those whom the letter names, in its order."""
    officers = queries.candidates(unit.office)
    return officers if letter is None else [officer for officer in named_in(letter.letter) if officer in officers]


@never_cache
@officer_required(Permission.APPROVE_CHECKS, key=True)
def decide(request: OfficerRequest, operation_id: UUID) -> HttpResponse:
    """Agree to a colleague's urgent operation, or refuse it."""
    operation = operation_or_404(operation_id)
    check_step(request.user, operation, OperationStep.AGREE)
    opened = peek(operation, request.keyring)
    form = DecisionForm(request.POST or None)

    def act() -> None:
        agrees, words = form.cleaned_data["decision"] == "yes", form.cleaned_data["words"]
        planning.decide(operation=operation, agrees=agrees, words=words, keyring=request.keyring)

    if _done(request, form, act):
        return redirect("officers:operation", operation.pk)
    context = {"form": form, "operation": operation, "opened": opened, "plan": opened.plan}
    return render_form(request, "officers/operations/decide.html", context)


@officer_required(Permission.PLAN_OPERATIONS, key=True)
def letter(request: OfficerRequest, operation_id: UUID) -> HttpResponse:
    """Hand in the letter that an urgent operation owed."""
    operation = operation_or_404(operation_id)
    check_step(request.user, operation, OperationStep.LETTER)
    first, _last = facts_of(operation).days()
    form = LetterForm(request.POST or None, letters=offered(request.keyring, on=first))

    def act() -> None:
        planning.hand_in_letter(operation=operation, letter=or_404(form.chosen()), keyring=request.keyring)

    return _act(request, operation, form, _("Hand in the surat perintah"), act)


@officer_required(Permission.PLAN_OPERATIONS, key=True)
def team(request: OfficerRequest, operation_id: UUID) -> HttpResponse:
    """Set who comes; whoever is in another operation at the time is refused."""
    operation = operation_or_404(operation_id)
    check_step(request.user, operation, OperationStep.TEAM)
    facts_of(operation)
    members = queries.team_of(operation)
    form = TeamForm(request.POST or None, officers=queries.candidates(operation.office), team=members)

    def act() -> None:
        teams.change_team(operation=operation, team=form.team(), keyring=request.keyring)

    return _act(request, operation, form, _("Team of the operation"), act)


@officer_required(Permission.PLAN_OPERATIONS, key=True)
def call_off(request: OfficerRequest, operation_id: UUID) -> HttpResponse:
    """Call an operation off, for a reason."""
    operation = operation_or_404(operation_id)
    check_step(request.user, operation, OperationStep.CALL_OFF)
    form = CallOffForm(request.POST or None)

    def act() -> None:
        planning.call_off(operation=operation, reason=form.cleaned_data["reason"], keyring=request.keyring)

    return _act(request, operation, form, _("Call the operation off"), act)


def _act(
    request: OfficerRequest, operation: Operation, form: Form, title: str, act: Callable[[], None]
) -> HttpResponse:
    if _done(request, form, act):
        return redirect("officers:operation", operation.pk)
    return form_page(request, form, title, back=reverse("officers:operation", args=[operation.pk]))


def _done(request: OfficerRequest, form: Form, act: Callable[[], None]) -> bool:
    """One form, one action: what is refused comes back with its reason and what was typed."""
    if request.method != "POST" or not form.is_valid():
        return False
    with acting(form):
        act()
        messages.success(request, _("Recorded."))
        return True
    return False

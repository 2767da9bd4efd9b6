"""Who may do what with an operation, and when. Facts of law carry their article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import seats_of, unit_seats_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.keys.models import OfficerKey
from pimpasa.keys.queries import keyed_officers, officer_key
from pimpasa.letters.queries import by_id as letter_by_id
from pimpasa.letters.rules import check_named
from pimpasa.logbook.rules import check_time
from pimpasa.operations.contents import Facts, OperationPlan, OperationResult, SupportAsked
from pimpasa.operations.kinds import Manner, OperationKind, SupportKind, TeamRole
from pimpasa.operations.models import Operation, SupportRequest, TeamMember
from pimpasa.operations.states import (
    ANSWERS,
    OPERATION_TRANSITIONS,
    SUPPORT_TRANSITIONS,
    OperationState,
    OperationStep,
    SupportState,
    SupportStep,
)
from pimpasa.reports.models import Report
from pimpasa.reports.rules import check_own
from pimpasa.territory import zones
from pimpasa.territory.models import Desk
from pimpasa.vault.rules import check_in_use
from pimpasa.verification.kinds import CheckedPerson
from pimpasa.verification.warrants import (
    check_covered,
    check_purpose,
    check_urgent,
    end_of_next_day,
)

MOST_TEAM = 20
LONGEST_OPERATION = timedelta(days=14)
HOLDS_TIME = (OperationState.ASKED, OperationState.PLANNED, OperationState.UNDER_WAY)

Team = Sequence[tuple[Officer, str]]


def check_unit(officer: Officer, unit: Desk) -> None:
    """Raise Refused unless the officer plans operations and sits at the unit today."""
    check_permission(officer, Permission.PLAN_OPERATIONS)
    if unit.pk not in [desk.pk for desk in unit_seats_of(officer)]:
        raise Refused("not_of_unit", _("Only members of the unit plan and see its operations."))


def check_lead(officer: Officer, operation: Operation) -> None:
    """Raise Refused unless the officer leads this operation from its unit."""
    check_unit(officer, operation.unit)


def is_of_team(officer: Officer, operation: Operation, *roles: TeamRole) -> bool:
    """Whether the officer is in its team, and still of its office: who went to another leaves its operations.

    A page that only shows something asks for the team once, however much of it depends on that.
    """
    if officer.seats is None or operation.roles is None:
        operation.roles = dict(TeamMember.objects.filter(operation=operation).values_list("officer", "role"))
    role = operation.roles.get(officer.pk)
    return officer.office_id == operation.office_id and role in (roles or TeamRole.values)


def check_take_part(officer: Officer, operation: Operation) -> None:
    """Raise Refused unless the officer is in the team, or leads from the unit."""
    if is_of_team(officer, operation):
        check_permission(officer, Permission.READ_REPORTS)
    elif officer.may(Permission.PLAN_OPERATIONS):
        check_lead(officer, operation)
    else:
        raise Refused("not_in_team", _("You are not, or no longer, in the team of this operation."))


def check_lead_team(officer: Officer, operation: Operation) -> None:
    """Raise Refused unless the officer is the team's leader, or leads from the unit."""
    if not is_of_team(officer, operation, TeamRole.LEADER):
        check_lead(officer, operation)


def check_approve(officer: Officer, operation: Operation) -> None:
    """Raise Refused unless the officer may agree to a colleague's urgent operation (art. 30 (4) b)."""
    check_permission(officer, Permission.APPROVE_CHECKS)
    check_lead(officer, operation)
    if operation.planned_by_id == officer.pk:
        raise Refused("own_operation", _("Somebody else has to agree."))


WHO: dict[OperationStep, Callable[[Officer, Operation], None]] = {
    OperationStep.AGREE: check_approve,
    OperationStep.REFUSE: check_approve,
    OperationStep.LETTER: check_lead,
    OperationStep.TEAM: check_lead,
    OperationStep.NOTE: check_take_part,
    OperationStep.END: check_lead_team,
    OperationStep.DRAFT: check_lead_team,
    OperationStep.REPORT: check_lead,
    OperationStep.CALL_OFF: check_lead,
}


def check_view(officer: Officer, operation: Operation) -> None:
    """Raise Refused unless the officer takes part or leads, and the operation is still kept."""
    check_take_part(officer, operation)
    check_in_use(operation)
    if operation.case is not None:
        check_in_use(operation.case)
    if operation.shredded_at is not None:
        day = zones.day(operation.shredded_at)
        raise Refused("erased", _("This operation was erased on %(day)s, when its time was over.") % {"day": day})


def check_step(officer: Officer, operation: Operation, step: OperationStep) -> OperationState:
    """The state a step leads to. Raises Refused where the operation's state or the officer's part does not allow it."""
    check_view(officer, operation)
    WHO[step](officer, operation)
    to = OPERATION_TRANSITIONS[OperationState(operation.state)].get(step)
    if to is None:
        raise Refused(
            "not_in_this_state",
            _("An operation in the state “%(state)s” does not allow this: %(step)s.")
            % {"state": OperationState(operation.state).label, "step": step.label},
        )
    return to


def may(officer: Officer, operation: Operation, step: OperationStep) -> bool:
    try:
        check_step(officer, operation, step)
    except Refused:
        return False
    return True


def check_plan(facts: Facts, plan: OperationPlan) -> None:
    """Raise Refused unless the operation is lawful and whole: art. 12 and 13 for citizens, art. 30 for the letter."""
    if facts.kind not in OperationKind.values or facts.person not in CheckedPerson.values:
        raise Refused("not_on_list", _("Choose from the list."))
    if plan.manner not in {"", *Manner.values}:
        raise Refused("not_on_list", _("Choose from the list."))
    if not plan.place.strip() or len(plan.purpose.strip()) < 10:
        raise Refused("no_purpose", _("Say where, and in a sentence what for."))
    _check_times(facts)
    check_purpose(facts.person, plan.citizen_purpose)
    if not plan.urgent_reason:
        return
    check_urgent(facts.person, plan.urgent_reason, plan.found_directly, plan.conditions)
    if facts.ends_at > end_of_next_day(clock.now()):
        raise Refused(
            "too_late_without_letter", _("Without a letter an operation is over by the end of tomorrow (art. 30 (4)).")
        )


def _check_times(facts: Facts) -> None:
    if facts.ends_at <= facts.starts_at:
        raise Refused("ends_before_it_begins", _("The operation ends before it begins."))
    if facts.ends_at - facts.starts_at > LONGEST_OPERATION:
        raise Refused("too_long", _("An operation lasts at most %(n)d days; plan the rest as another.") % {"n": 14})
    if facts.ends_at <= clock.now():
        raise Refused("over_already", _("This time is over already."))


def check_team(team: Team, *, unit: Desk, facts: Facts, changed: Operation | None = None) -> None:
    """Raise Refused unless the team has one leader, is not too large, and each may come and is free at the time.

    The message of who is not free says when and for which unit, nothing of what the other operation is about.
    """
    officers = [officer for officer, _role in team]
    leaders = [officer for officer, role in team if role == TeamRole.LEADER]
    if len(leaders) != 1:
        raise Refused("not_one_leader", _("Choose one leader of the team."))
    if len(team) > MOST_TEAM or len({officer.pk for officer in officers}) < len(team):
        raise Refused("team_too_large", _("A team has at most %(most)d officers, each once.") % {"most": MOST_TEAM})
    if not {role for _officer, role in team} <= set(TeamRole.values):
        raise Refused("not_on_list", _("Choose from the list."))
    keyed = keyed_officers(officers)
    for officer in officers:
        _check_may_come(officer, unit, keyed)
        _check_free(officer, facts, changed)


def _check_may_come(officer: Officer, unit: Desk, keyed: set[int]) -> None:
    if officer.office_id != unit.office_id or not officer.may(Permission.READ_REPORTS):
        raise Refused("cannot_come", _("%(name)s cannot be in this team.") % {"name": officer.name})
    if officer.pk not in keyed:
        raise _never_signed_in(officer)


def _never_signed_in(officer: Officer) -> Refused:
    return Refused("never_signed_in", _("%(name)s has to sign in once first.") % {"name": officer.name})


def _check_free(officer: Officer, facts: Facts, changed: Operation | None) -> None:
    busy = TeamMember.objects.filter(
        officer=officer,
        operation__state__in=HOLDS_TIME,
        operation__starts_at__lt=facts.ends_at,
        operation__ends_at__gt=facts.starts_at,
    ).exclude(Q(operation=changed) if changed else Q(pk=None))
    clash = busy.select_related("operation__unit").order_by("operation__starts_at").first()
    if clash is not None:
        raise Refused(
            "booked_already",
            _("%(name)s is in another operation at that time: %(unit)s, %(start)s to %(end)s.")
            % {
                "name": officer.name,
                "unit": clash.operation.unit.name,
                "start": _moment(clash.operation.starts_at),
                "end": _moment(clash.operation.ends_at),
            },
        )


def _moment(value: datetime | None) -> str:
    return zones.moment(value) if value else ""


def check_enter(
    officer: Officer, operation: Operation, plan: OperationPlan, *, step: OperationStep, at: datetime
) -> OperationState:
    """The state an entry of this moment leads to. Raises Refused where the letter does not cover the moment itself."""
    to = check_step(officer, operation, step)
    check_time(at, since=operation.planned_at)
    agreed_at = operation.decided_at if operation.is_urgent else None
    check_covered(plan.warrant, at=at, agreed_at=agreed_at)
    return to


def check_result(result: OperationResult) -> None:
    if len(result.findings.strip()) < 10:
        raise Refused("no_findings", _("Say in a sentence what the operation found."))


def check_reason(words: str) -> None:
    if len(words.strip()) < 10:
        raise Refused("why_not_unsaid", _("Say in a few words why not."))


def facts_of(operation: Operation) -> Facts:
    """What stays readable. Raises Refused for a plan of before operations had times and teams."""
    if operation.starts_at is None or operation.ends_at is None or operation.sealed_under_case:
        raise Refused("older_than_teams", _("This plan is older than teams are. Call it off and plan it anew."))
    return Facts(operation.kind, operation.person, operation.starts_at, operation.ends_at)


def check_named_in_letter(plan: OperationPlan, team: Team) -> None:
    """Raise Refused where the letter of the operation does not name whoever is to come.

    One that is urgent names nobody yet, and one typed before letters were chosen names nobody to us.
    """
    letter = letter_by_id(plan.warrant.letter) if plan.warrant is not None and plan.warrant.letter else None
    if letter is not None:
        check_named(letter, [officer for officer, _role in team])


def check_see_support(officer: Officer, request: SupportRequest) -> None:
    """Raise Refused unless the officer asked for it, or sits at the unit that was asked."""
    if request.asked_by_id == officer.pk:
        check_permission(officer, Permission.READ_REPORTS)
    else:
        check_unit(officer, request.unit)


def check_ask_support(officer: Officer, asked: SupportAsked, report: Report | None) -> None:
    """Raise Refused unless the officer says what they need and what for: for a report of theirs, or where."""
    check_permission(officer, Permission.VERIFY)
    if report is not None:
        check_own(officer, report)
    if asked.kind not in SupportKind.values or len(asked.text.strip()) < 10:
        raise Refused("nothing_asked", _("Choose what you need, and say in a sentence what for."))
    if report is None and not asked.place.strip():
        raise Refused("no_place", _("Say where."))


def unit_to_ask(officer: Officer) -> Desk:
    """The unit of the officer's office. Raises Refused for one without a desk, or an office without a unit."""
    if not seats_of(officer):
        raise Refused("no_desk", _("You sit at no desk today. Your administrator assigns you."))
    unit = Desk.objects.filter(office=officer.office, kind=Desk.Kind.UNIT, closed_on=None).first()
    if unit is None:
        raise Refused("no_unit", _("Your office has no unit that could answer."))
    return unit


def can_ask_support(officer: Officer) -> bool:
    """Whether the officer verifies, sits at a desk today, and their office has a unit that could answer."""
    try:
        check_permission(officer, Permission.VERIFY)
        unit_to_ask(officer)
    except Refused:
        return False
    return True


def check_keyed(officer: Officer) -> OfficerKey:
    """The officer's key. Raises Refused for one who never signed in."""
    key = officer_key(officer)
    if key is None:
        raise _never_signed_in(officer)
    return key


def check_answer_support(officer: Officer, request: SupportRequest, step: SupportStep, words: str) -> SupportState:
    """The state that an answer leads to. Raises Refused unless the officer is of the unit, and says why not."""
    check_unit(officer, request.unit)
    if request.asked_by_id == officer.pk:
        raise Refused("own_request", _("Somebody else has to answer."))
    to = _next_support_state(request, step)
    if step not in ANSWERS:
        raise Refused("not_on_list", _("Choose from the list."))
    if step != SupportStep.GRANT and len(words.strip()) < 10:
        raise Refused("answer_unsaid", _("Say in a few words why not, or what is missing."))
    return to


def check_add_to_support(officer: Officer, request: SupportRequest, words: str) -> SupportState:
    """The state that saying more leads to. Raises Refused unless it is the asker who does."""
    if request.asked_by_id != officer.pk:
        raise Refused("not_the_asker", _("Who asked for it says more."))
    to = _next_support_state(request, SupportStep.ADD)
    if len(words.strip()) < 5:
        raise Refused("nothing_written", _("Write something first."))
    return to


def _next_support_state(request: SupportRequest, step: SupportStep) -> SupportState:
    to = SUPPORT_TRANSITIONS[SupportState(request.state)].get(step)
    if to is None:
        raise Refused(
            "support_not_in_this_state",
            _("A request in the state “%(state)s” does not allow this: %(step)s.")
            % {"state": SupportState(request.state).label, "step": step.label},
        )
    return to

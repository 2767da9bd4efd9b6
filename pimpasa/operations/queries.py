from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of, officers_of, unit_seats_of
from pimpasa.accounts.roles import Permission
from pimpasa.cases.models import Case
from pimpasa.cases.queries import number_in
from pimpasa.common import clock
from pimpasa.keys.queries import keyed_officers
from pimpasa.operations.contents import OperationPlan, SupportAsked
from pimpasa.operations.feeds import calendar_file, token_digest
from pimpasa.operations.kinds import TeamRole
from pimpasa.operations.models import CalendarFeed, LogEntry, Operation, SupportRequest, TeamMember
from pimpasa.operations.retention import SUPPORT
from pimpasa.operations.rules import HOLDS_TIME, Team
from pimpasa.operations.states import PENDING, OperationState, SupportState
from pimpasa.sealing import envelopes
from pimpasa.territory import zones
from pimpasa.territory.models import Desk, Office, Place
from pimpasa.vault.queries import grace_is_over, may_be_set_aside

MOST = 50
FEED_PAST = timedelta(days=30)
FEED_AHEAD = timedelta(days=366)
MOST_NAMED = 10
_DAY = re.compile(r"\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](20\d\d)\s*")


def unit_of(officer: Officer) -> Desk | None:
    """The unit where the officer sits today."""
    return next(iter(unit_seats_of(officer)), None)


def visible_to(officer: Officer) -> QuerySet[Operation]:
    """Operations of the units from which the officer leads, and those whose team they are in."""
    mine = Exists(TeamMember.objects.filter(operation=OuterRef("pk"), officer=officer))
    units = desks_of(officer, on=clock.today()).filter(kind=Desk.Kind.UNIT).values("pk")
    visible = Q(mine) | Q(unit__in=units) if officer.may(Permission.PLAN_OPERATIONS) else Q(mine)
    return Operation.objects.filter(visible).select_related("unit", "case")


def about(text: str, officer: Officer, *, cases: Sequence[Case]) -> list[Operation]:
    """Operations that the officer sees of these cases, of a case's number, or that begin on a day such as 27-11-2026.

    The newest MOST_NAMED. Their plans are sealed and stay so.
    """
    asked_for = Q(case__in=[case.pk for case in cases])
    if number := number_in(text):
        asked_for |= Q(case__number=number[0], case__year=number[1])
    if day := day_in(text):
        asked_for |= Q(starts_at__gte=clock.midnight(day), starts_at__lt=clock.midnight(day + timedelta(days=1)))
    return list(visible_to(officer).filter(asked_for).order_by("-id")[:MOST_NAMED])


def day_in(text: str) -> date | None:
    """The day that a text is, written as people do: 27-11-2026, 27/11/2026, 27.11.2026."""
    parts = _DAY.fullmatch(text)
    try:
        return date(int(parts[3]), int(parts[2]), int(parts[1])) if parts else None
    except ValueError:
        return None


def by_id(operation_id: UUID) -> Operation | None:
    rows = Operation.objects.select_related("unit__office", "office", "case__unit", "planned_by", "decided_by")
    return rows.filter(pk=operation_id).first()


def locked_operation(operation: Operation) -> Operation:
    """The operation as it stands now, held until the transaction ends."""
    rows = Operation.objects.select_for_update(of=("self",)).select_related("unit__office", "case__unit", "planned_by")
    return rows.get(pk=operation.pk)


def lock_officers(team: Team) -> None:
    """Whoever plans at the same time with the same people waits, so that nobody is booked twice."""
    ids = [officer.pk for officer, _role in team]
    list(Officer.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))


def plan_of(operation: Operation, key: bytes) -> OperationPlan:
    return OperationPlan.from_json(envelopes.open_json(bytes(operation.plan), key=key, context=operation.plan_context))


def of_case(case: Case) -> QuerySet[Operation]:
    """A case's operations, oldest first."""
    return Operation.objects.filter(case=case).select_related("unit", "case__unit").order_by("id")


def candidates(office: Office) -> list[Officer]:
    """Who may be in a team of this office: those who read reports and have signed in once."""
    officers = [officer for officer in officers_of(office) if officer.may(Permission.READ_REPORTS)]
    keyed = keyed_officers(officers)
    return [officer for officer in officers if officer.pk in keyed]


def places_of(office: Office) -> QuerySet[Place]:
    """The named places of an office's jurisdiction."""
    return Place.objects.filter(village__district__jurisdiction__office=office).select_related("village")


@dataclass(frozen=True)
class Day:
    """A day of the calendar; `twice` names who is in two operations at once, by operation."""

    day: date
    rows: list[tuple[Operation, list[str]]]


def calendar(officer: Officer, *, first: date, days: int) -> list[Day]:
    """The days from `first` on which operations take place that the officer may see, with who is booked twice."""
    start = clock.midnight(first)
    rows = list(
        visible_to(officer)
        .filter(starts_at__lt=start + timedelta(days=days), ends_at__gt=start)
        .exclude(state__in=[OperationState.CALLED_OFF, OperationState.REFUSED])
        .prefetch_related("team__officer")
        .order_by("starts_at", "id")
    )
    dates = [first + timedelta(days=number) for number in range(days)]
    every_day = [Day(day, [(row, _twice(row, rows)) for row in rows if _is_on(row, day)]) for day in dates]
    return [day for day in every_day if day.rows]


def _is_on(operation: Operation, day: date) -> bool:
    if operation.starts_at is None or operation.ends_at is None:
        return False
    first, last = (zones.day_of(moment) for moment in (operation.starts_at, operation.ends_at))
    return first <= day <= last


def _twice(operation: Operation, rows: list[Operation]) -> list[str]:
    busy = {
        member.officer_id
        for row in rows
        if row.pk != operation.pk and _meet(operation, row)
        for member in row.team.all()
    }
    return [member.officer.name for member in operation.team.all() if member.officer_id in busy]


def _meet(first: Operation, second: Operation) -> bool:
    if first.starts_at is None or first.ends_at is None or second.starts_at is None or second.ends_at is None:
        return False
    return first.starts_at < second.ends_at and second.starts_at < first.ends_at


def without_times(officer: Officer) -> QuerySet[Operation]:
    """Pending operations planned before they had times; no calendar shows them."""
    return visible_to(officer).filter(starts_at=None, state__in=PENDING).order_by("id")


def on_feed(officer: Officer) -> QuerySet[Operation]:
    """The operations of an officer's own calendar: where they are in the team, from a month ago to a year ahead."""
    now = clock.now()
    return (
        Operation.objects.filter(team__officer=officer, starts_at__lt=now + FEED_AHEAD, ends_at__gt=now - FEED_PAST)
        .exclude(state__in=[OperationState.CALLED_OFF, OperationState.REFUSED])
        .select_related("unit")
        .order_by("starts_at", "id")
    )


def feed_of(token: str) -> bytes | None:
    """The calendar behind a token, or None where it is nobody's, or of an officer who may not sign in any more."""
    link = CalendarFeed.objects.filter(token_digest=token_digest(token)).select_related("officer").first()
    if link is None or not link.officer.may(Permission.READ_REPORTS):
        return None
    return calendar_file(on_feed(link.officer), token)


@dataclass(frozen=True)
class OperationDuties:
    """What waits: urgent ones to decide, letters owed, operations to come, reports owed, support asked for."""

    to_decide: list[Operation]
    letters: list[Operation]
    coming: list[Operation]
    reports: list[Operation]
    support: list[SupportRequest]
    asked_back: list[SupportRequest]

    def __bool__(self) -> bool:
        return any((self.to_decide, self.letters, self.coming, self.reports, self.support, self.asked_back))


def duties_of(officer: Officer, *, on: date) -> OperationDuties:
    """Each list by what comes first."""
    leads = officer.may(Permission.PLAN_OPERATIONS)
    units = desks_of(officer, on=on).filter(kind=Desk.Kind.UNIT if leads else "").values("pk")
    rows = Operation.objects.select_related("unit").order_by("starts_at", "id")
    led = rows.filter(unit__in=units)
    mine = rows.filter(team__officer=officer)
    heads = rows.filter(team__officer=officer, team__role=TeamRole.LEADER)
    owed = [row for part in (led, heads) for row in part.filter(state=OperationState.CARRIED_OUT)[:MOST]]
    return OperationDuties(
        to_decide=list(led.filter(state=OperationState.ASKED).exclude(planned_by=officer)[:MOST]),
        letters=list(led.filter(letter_due_at__isnull=False).order_by("letter_due_at")[:MOST]),
        coming=list(mine.filter(state__in=HOLDS_TIME)[:MOST]),
        reports=list({row.pk: row for row in owed}.values()),
        support=list(_asked().filter(unit__in=units)[:MOST]),
        asked_back=list(_support().filter(asked_by=officer, state=SupportState.MORE_NEEDED)[:MOST]),
    )


def _support() -> QuerySet[SupportRequest]:
    return SupportRequest.objects.select_related("unit", "asked_by", "report").order_by("id")


def _asked() -> QuerySet[SupportRequest]:
    return _support().filter(state=SupportState.ASKED).order_by("due_at", "id")


def support_seen_by(officer: Officer) -> QuerySet[SupportRequest]:
    """What the officer asked for, and what their unit was asked for; newest first."""
    visible = Q(asked_by=officer)
    if officer.may(Permission.PLAN_OPERATIONS):
        visible |= Q(unit__in=desks_of(officer, on=clock.today()).filter(kind=Desk.Kind.UNIT).values("pk"))
    return _support().filter(visible).order_by("-id")


def support_by_id(request_id: UUID) -> SupportRequest | None:
    rows = SupportRequest.objects.select_related(
        "unit__office", "unit_key", "asker_key", "asked_by", "answered_by", "report"
    )
    return rows.filter(pk=request_id).first()


def locked_support(request: SupportRequest) -> SupportRequest:
    """The request as it stands now, held until the transaction ends."""
    rows = SupportRequest.objects.select_for_update(of=("self",)).select_related("unit", "unit_key", "asker_key")
    return rows.get(pk=request.pk)


def support_contents(request: SupportRequest, key: bytes) -> SupportAsked:
    return SupportAsked(**envelopes.open_json(bytes(request.envelope), key=key, context=request.context))


def to_be_set_aside(on: date) -> QuerySet[Operation]:
    """Operations whose last day has passed, oldest first; those of a case are set aside with it."""
    return Operation.objects.filter(may_be_set_aside(on), keep_until__lt=on).order_by("id")


def due(on: date) -> QuerySet[Operation]:
    """Operations whose grace is over, or whose case was erased, oldest first."""
    over = grace_is_over(on) | Q(case__shredded_at__isnull=False)
    return Operation.objects.filter(over, shredded_at=None).order_by("id")


def support_due(on: date) -> QuerySet[SupportRequest]:
    """Requests for support of an erased report, or older than a year."""
    return SupportRequest.objects.filter(Q(asked_at__date__lt=on - SUPPORT) | Q(report__shredded_at__isnull=False))


def facts_for_export(operation: Operation) -> dict[str, Any]:
    """The readable facts of an operation and its team, as an export tells them."""
    team = TeamMember.objects.filter(operation=operation).select_related("officer")
    return {
        "kind": operation.kind,
        "state": operation.state,
        "person": operation.person,
        "starts_at": operation.starts_at.isoformat() if operation.starts_at else None,
        "ends_at": operation.ends_at.isoformat() if operation.ends_at else None,
        "team": [{"name": member.officer.name, "role": member.role} for member in team],
    }


def calendar_feed_of(officer: Officer) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(officer=officer).first()


def photo_entry_by_id(entry_id: UUID) -> LogEntry | None:
    """An entry of a log that has a photo."""
    rows = LogEntry.objects.select_related("exhibit", "operation__unit", "operation__case__unit")
    return rows.filter(pk=entry_id, exhibit__isnull=False).first()


def team_of(operation: Operation) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(operation=operation)


def newest_of_case(case: Case) -> Operation | None:
    return of_case(case).last()

"""What waits of reports, and of what officers ask each other about them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pimpasa.accounts.queries import assignments_on
from pimpasa.handling.models import IdentityOpening, Reassignment
from pimpasa.reports.kinds import ShareState, Urgency
from pimpasa.reports.models import Report, Share
from pimpasa.reports.states import OUTCOMES, State
from pimpasa.vault.models import IN_USE
from pimpasa.verification.kinds import CheckState, ReviewState
from pimpasa.verification.models import FieldCheck, Finding
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.seats import SOON, Seat, offered

# So long somebody is told that a report came to them or went.
SAID_FOR = timedelta(days=7)
_OF_REPORT = {"about": "report__kind", "place": "report__village__name", "urgency": "report__urgency"}


def _own(seat: Seat) -> Q:
    """What was done with a report is its own desk's and unit's, not of who only reads it."""
    return Q(report__desk__in=seat.desks) | Q(report__unit__in=seat.units)


def _open(seat: Seat) -> QuerySet[Report]:
    return seat.mine.exclude(state__in=sorted(OUTCOMES))


def _reports(rows: QuerySet[Report], kind: Kind, *, since: str = "received_at") -> QuerySet[Any, Any]:
    return offered(rows, kind, since=since, until="due_at", about="kind", place="village__name", urgency="urgency")


def emergencies(seat: Seat) -> QuerySet[Any, Any]:
    """Nobody took them. By the indexes report_open_at_desk and report_open_at_unit."""
    rows = _open(seat).filter(urgency=Urgency.EMERGENCY, officer=None)
    return _reports(rows.order_by("due_at", "id"), Kind.EMERGENCY)


def new(seat: Seat) -> QuerySet[Any, Any]:
    """Nobody took them: of one's desks, and of the unit what no desk has.

    By report_open_at_desk and report_free_of_unit.
    """
    rows = _open(seat).filter(Q(desk__in=seat.desks) | Q(unit__in=seat.units, desk=None), officer=None)
    return _reports(rows.exclude(urgency=Urgency.EMERGENCY).order_by("urgency", "due_at", "id"), Kind.NEW)


def worse(seat: Seat) -> QuerySet[Any, Any]:
    """By report_got_worse."""
    rows = seat.mine.filter(IN_USE, worse_at__isnull=False).order_by("worse_at")
    return _reports(rows, Kind.WORSE, since="worse_at")


def answered(seat: Seat) -> QuerySet[Any, Any]:
    """Nobody of its desks read it yet; of a report that somebody took, for them alone. By report_answered.

    What was taken by somebody who sits nowhere any more waits as if nobody had taken it.
    """
    rows = seat.mine.filter(IN_USE, answered_at__isnull=False, worse_at=None)
    seats = assignments_on(seat.today).filter(desk__closed_on=None, officer__is_active=True)
    seated = seats.filter(officer=OuterRef("officer"))
    is_free = Q(officer=None) | ~Exists(seated)
    mine = Q(officer=seat.officer) | is_free & (Q(desk__in=seat.desks) | Q(desk=None))
    return _reports(rows.filter(mine).order_by("answered_at"), Kind.ANSWERED, since="answered_at")


def own(seat: Seat) -> QuerySet[Any, Any]:
    """One's own that are late or due within SOON. By report_open_of_officer."""
    rows = _open(seat).filter(officer=seat.officer, urgency__in=Urgency.values, due_at__lt=seat.now + SOON)
    return _reports(rows.order_by("due_at", "id"), Kind.OWN)


def given(seat: Seat) -> QuerySet[Any, Any]:
    """What a colleague gave this officer lately, while it is theirs. By reassignment_to."""
    rows = _reassigned(seat).filter(after=seat.officer, report__officer=seat.officer)
    return offered(rows, Kind.GIVEN, thing="report_id", since="at", until="report__due_at", **_OF_REPORT)


def taken_over(seat: Seat) -> QuerySet[Any, Any]:
    """What somebody else took lately that was this officer's. By reassignment_from."""
    rows = _reassigned(seat).filter(before=seat.officer).exclude(report__officer=seat.officer)
    return offered(rows, Kind.TAKEN, thing="report_id", since="at", **_OF_REPORT)


def _reassigned(seat: Seat) -> QuerySet[Reassignment]:
    rows = Reassignment.objects.filter(report__in=seat.mine, at__gt=seat.now - SAID_FOR).exclude(officer=seat.officer)
    return rows.exclude(report__state__in=sorted(OUTCOMES)).order_by("-at", "-id")


def late(seat: Seat) -> QuerySet[Any, Any]:
    """Of the whole office, for who oversees it; nothing in them is opened. By report_due_at_office."""
    rows = Report.objects.exclude(state__in=sorted(OUTCOMES)).filter(office=seat.officer.office_id)
    return _reports(rows.filter(due_at__lt=seat.now).order_by("due_at", "id"), Kind.LATE)


def without_case(seat: Seat) -> QuerySet[Any, Any]:
    """By report_waits_for_case."""
    rows = seat.mine.filter(unit__in=seat.units, state=State.SUBSTANTIATED, due_at__isnull=False, case_report=None)
    return _reports(rows.order_by("urgency", "due_at", "id"), Kind.CASE)


def reviews(seat: Seat) -> QuerySet[Any, Any]:
    rows = Finding.objects.filter(_own(seat), report__in=seat.mine, review=ReviewState.ASKED)
    rows = rows.exclude(officer=seat.officer).order_by("id")
    return offered(rows, Kind.REVIEW, since="recorded_at", **_OF_REPORT)


def checks_to_decide(seat: Seat) -> QuerySet[Any, Any]:
    """By check_to_decide."""
    rows = FieldCheck.objects.filter(report__in=seat.mine, report__unit__in=seat.units, state=CheckState.ASKED)
    rows = rows.exclude(officer=seat.officer).order_by("id")
    return offered(rows, Kind.DECIDE_CHECK, since="planned_at", **_OF_REPORT)


def letters(seat: Seat) -> QuerySet[Any, Any]:
    """By check_owes_letter."""
    rows = FieldCheck.objects.filter(_own(seat), report__in=seat.mine, letter_due_at__isnull=False)
    return offered(rows.order_by("letter_due_at"), Kind.LETTER, since="planned_at", until="letter_due_at", **_OF_REPORT)


def visits(seat: Seat) -> QuerySet[Any, Any]:
    """By check_to_make."""
    rows = FieldCheck.objects.filter(report__in=seat.mine, officer=seat.officer, state=CheckState.READY)
    return offered(rows.order_by("id"), Kind.VISIT, since="planned_at", **_OF_REPORT)


def identities(seat: Seat) -> QuerySet[Any, Any]:
    rows = IdentityOpening.objects.filter(_own(seat), report__in=seat.mine, consented_at=None, opened_at=None)
    rows = rows.filter(report__office__two_open_identities=True).exclude(officer=seat.officer).order_by("id")
    return offered(rows, Kind.IDENTITY, thing="report_id", since="asked_at", **_OF_REPORT)


def shares(seat: Seat) -> QuerySet[Any, Any]:
    rows = Share.objects.filter(report__in=seat.mine, report__unit__in=seat.units, state=ShareState.ASKED)
    return offered(rows.order_by("id"), Kind.SHARE, since="asked_at", **_OF_REPORT)

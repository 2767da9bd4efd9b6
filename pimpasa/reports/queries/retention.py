"""How long a report is kept, and what stops its erasing.

The defaults are this program's proposal (UU 27/2022 asks for a schedule, not for these numbers); each office sets its
own and has them confirmed by its lawyer. What shows no violation goes first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from pimpasa.common import clock
from pimpasa.reports.models import LegalHold, Report, RetentionPeriod
from pimpasa.reports.states import State
from pimpasa.territory.models import Office
from pimpasa.vault.models import IN_USE
from pimpasa.vault.queries import grace_is_over, may_be_set_aside

DEFAULT_DAYS: dict[State, int] = {
    State.NOT_A_VIOLATION: 30,
    State.DUPLICATE: 90,
    State.NOT_SUBSTANTIATED: 365,
    State.HANDED_OVER: 365,
    State.SUBSTANTIATED: 5 * 365,
}
SOON = timedelta(days=30)


def periods_of(office: Office) -> dict[State, int]:
    """Days for each outcome, the office's own where it set them."""
    own = RetentionPeriod.objects.filter(office=office).values_list("outcome", "days")
    return DEFAULT_DAYS | {State(outcome): days for outcome, days in own}


def keep_until(report: Report, *, since: date) -> date | None:
    """The last day of a report whose outcome is known."""
    days = periods_of(report.office).get(State(report.state))
    return since + timedelta(days=days) if days is not None else None


def active_holds(on: date) -> QuerySet[LegalHold]:
    return LegalHold.objects.filter(lifted_at=None, ends_on__gte=on)


def to_be_set_aside(on: date) -> QuerySet[Report]:
    """Reports whose last day has passed and which nothing holds, the longest overdue first."""
    held = active_holds(on).filter(report=OuterRef("pk"))
    return Report.objects.filter(may_be_set_aside(on), ~Exists(held), keep_until__lt=on).order_by("keep_until", "id")


def to_be_erased(on: date) -> QuerySet[Report]:
    """Reports that were set aside so long ago that nobody may take that back, the first of them first."""
    return Report.objects.filter(grace_is_over(on)).order_by("set_aside_at", "id")


def erased_within_a_month(office: Office) -> QuerySet[Report]:
    """An office's reports that go within a month, holds or not, the next first."""
    until = clock.today() + SOON
    return (
        Report.objects.filter(office=office, keep_until__lte=until)
        .filter(IN_USE)
        .select_related("village")
        .order_by("keep_until", "id")
    )


def held_among(reports: Iterable[Report], *, on: date) -> set[UUID]:
    """Ids of those whose erasing is stopped on a day."""
    return set(active_holds(on).filter(report__in=list(reports)).values_list("report_id", flat=True))


def hold_of(report: Report, hold_id: int) -> LegalHold | None:
    return report.holds.filter(pk=hold_id).first()

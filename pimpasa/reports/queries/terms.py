"""An office's own terms, and the deadline that a report has by them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from pimpasa.reports.deadlines import DEFAULTS, Amounts, due_at
from pimpasa.reports.kinds import Urgency, Wait
from pimpasa.reports.models import OfficeTerm, Report
from pimpasa.reports.states import OUTCOMES, State


def amounts_of(office_id: int) -> Amounts:
    """Hours or working days for each wait, the office's own where it set them."""
    return amounts_among(OfficeTerm.objects.filter(office_id=office_id), office_id)


def amounts_among(terms: Iterable[OfficeTerm], office_id: int) -> Amounts:
    """As `amounts_of`, of the terms of this and perhaps of other offices."""
    own = {Wait(term.wait): term.amount for term in terms if term.office_id == office_id}
    return {**DEFAULTS, **own}


def deadline_of(report: Report, *, since: datetime | None = None) -> datetime | None:
    """Until when a report is due, counted from when it entered its state unless another moment is given.

    Never after the hour at which somebody departs.
    """
    since = since or report.waits_since
    due = due_at(
        State(report.state),
        urgency=Urgency(report.urgency),
        since=since,
        village=report.village_id,
        amounts=amounts_of(report.office_id),
    )
    return sooner(due, report, since=since)


def sooner(due: datetime | None, report: Report, *, since: datetime) -> datetime | None:
    """A deadline, or the departure where that comes first; one that is over before the wait began moves nothing."""
    leaves_at = report.leaves_at
    if due is None or leaves_at is None or leaves_at <= since:
        return due
    return min(due, leaves_at)


def without_deadline() -> QuerySet[Report]:
    """Open reports for whose deadline nobody ever asked: those that rested before every wait had a term."""
    return Report.objects.exclude(state__in=sorted(OUTCOMES)).filter(due_at=None, shredded_at=None).order_by("id")

"""An office's own terms, and the deadline that a report has by them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from pimpasa.reports.deadlines import DEFAULTS, Amounts, due_at
from pimpasa.reports.kinds import Urgency, Wait
from pimpasa.reports.models import OfficeTerm, Report
from pimpasa.reports.states import OUTCOMES, State


def amounts_of(office_id: int) -> Amounts:
    """Hours or working days for each wait, the office's own where it set them."""
    own = OfficeTerm.objects.filter(office_id=office_id).values_list("wait", "amount")
    return {**DEFAULTS, **{Wait(wait): amount for wait, amount in own}}


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

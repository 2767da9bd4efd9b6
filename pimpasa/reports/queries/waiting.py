"""What desks are to be told of: reports that are new, due soon or late, got worse, or whose reporter wrote."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from pimpasa.common import clock
from pimpasa.reports.models import Message, Notice, Report
from pimpasa.reports.queries.lists import near_deadline
from pimpasa.reports.states import OUTCOMES
from pimpasa.territory.models import Desk

# A desk that never heard anything is not told of what lay there long before.
LOOK_BACK = timedelta(days=1)
_UNIT_TOO = (Notice.About.LATE, Notice.About.WORSE)


def desks_with(about: Notice.About) -> list[Desk]:
    """The open desks at which something of this is waiting, by a count over the last day."""
    since = clock.now() - LOOK_BACK
    desks: set[int | None] = set()
    for field in ("desk", "unit"):
        rows = _changed(about, since, clock.now()).values(field).annotate(Count("id"))
        desks |= {row[field] for row in rows}
    return list(Desk.objects.filter(pk__in=[pk for pk in desks if pk], closed_on=None).order_by("pk"))


def waiting_at(about: Notice.About, desk: Desk, *, since: datetime, until: datetime) -> QuerySet[Report]:
    """What a desk is to be told of, of what changed after `since` and until `until`."""
    rows = _changed(about, since, until)
    if desk.kind == Desk.Kind.VILLAGE:
        return rows.filter(desk=desk)
    # The unit hears of what has no desk of its own, and of everything that is late or got worse.
    return rows.filter(unit=desk) if about in _UNIT_TOO else rows.filter(unit=desk, desk=None)


def _changed(about: Notice.About, since: datetime, until: datetime) -> QuerySet[Report]:
    got_worse = Report.objects.filter(worse_at__gt=since, worse_at__lte=until)
    if about == Notice.About.WORSE:
        return got_worse
    if about == Notice.About.WROTE:
        messages = Message.objects.filter(officer=None, sent_at__gt=since, sent_at__lte=until)
        return Report.objects.filter(pk__in=messages.values("report")).exclude(pk__in=got_worse.values("pk"))
    open_reports = Report.objects.exclude(state__in=sorted(OUTCOMES))
    if about == Notice.About.NEW:
        return open_reports.filter(received_at__gt=since, received_at__lte=until, officer=None)
    if about == Notice.About.SOON:
        return open_reports.filter(near_deadline(until)).exclude(near_deadline(since))
    return open_reports.filter(due_at__gt=since, due_at__lte=until)

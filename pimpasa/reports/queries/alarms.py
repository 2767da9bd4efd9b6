"""Which emergencies nobody opened yet, and who is told of them."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Coalesce

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import heads_of, members_of
from pimpasa.common import clock
from pimpasa.reports.models import Alarm, Recusal, Report, Via
from pimpasa.reports.rules import can_read
from pimpasa.territory.models import Desk

MOST_AT_ONCE = 200


def desks_ringing(via: Via) -> list[Desk]:
    """Where emergencies are to be told now this way: at the report's desk, or at its unit where it has none."""
    rows = Alarm.objects.filter(via=via, next_at__lte=clock.now())
    places = rows.values_list(Coalesce("report__desk", "report__unit"), flat=True).distinct()
    return list(Desk.objects.filter(pk__in=list(places)).order_by("pk"))


def ringing_at(desk: Desk, via: Via) -> list[Alarm]:
    """A desk's alarms that are to be told now this way, the longest waiting first, locked for this transaction."""
    rows = Alarm.objects.select_for_update(skip_locked=True, of=("self",)).filter(via=via, next_at__lte=clock.now())
    here = Q(report__desk=desk) | Q(report__desk=None, report__unit=desk)
    alarms = rows.filter(here).select_related("report__desk", "report__unit", "report__office")
    return list(alarms.order_by("next_at", "pk")[:MOST_AT_ONCE])


def listeners(report: Report) -> list[Officer]:
    """Who is told of an emergency: who may read it at its desk and unit, and the heads, but for those who keep out."""
    today = clock.today()
    desks = [desk for desk in (report.desk, report.unit) if desk is not None]
    members = {officer for desk in desks for officer in members_of(desk, on=today) if can_read(officer, report)}
    kept_out = set(Recusal.objects.filter(report=report).values_list("officer_id", flat=True))
    heads = {officer for officer in heads_of(report.office) if officer.pk not in kept_out}
    return sorted(members | heads, key=lambda officer: officer.pk)


def alarm_of(report: Report) -> Alarm | None:
    """What the report's page says of it; None where it never rang."""
    return Alarm.objects.filter(report=report, via=Via.MAIL).select_related("opened_by").first()

"""Where to hold the next dialogue: kelurahan without one for long, with many reports, with many departures.

Counts only, by rules that the page itself tells: nobody has to trust a number whose making they cannot see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Subquery, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.common import clock
from pimpasa.insights.kinds import Grain
from pimpasa.insights.models import Cell
from pimpasa.insights.queries.coverage import decided_villages
from pimpasa.outreach.models import Departures, Dialogue
from pimpasa.outreach.queries.planning import newest_departures
from pimpasa.outreach.states import HELD, HOLDS_TIME
from pimpasa.territory.models import Office, Village

MOST_POINTS = 12  # of each of the three signs
DECIDED = 3  # points of a Desa Binaan, where the office has promised to come
DAYS_A_POINT = 30
DEPARTURES_A_POINT = 50
LOOK_BACK = timedelta(days=90)
SHOWN = 10


@dataclass(frozen=True)
class Suggestion:
    """A kelurahan, with days since its last dialogue (None: there was none), reports in 90 days, people who left."""

    village: Village
    days: int | None
    reports: int
    departures: Departures | None
    decided_on: date | None = None

    @property
    def points(self) -> int:
        waited = MOST_POINTS if self.days is None else self.days // DAYS_A_POINT
        departures = self.departures.number // DEPARTURES_A_POINT if self.departures else 0
        decided = DECIDED if self.decided_on else 0
        return decided + sum(min(MOST_POINTS, sign) for sign in (waited, self.reports, departures))

    @property
    def reasons(self) -> list[str]:
        reasons = [self._waited()]
        if self.reports:
            in_days = ngettext("%(n)d report in 90 days", "%(n)d reports in 90 days", self.reports)
            reasons.append(in_days % {"n": self.reports})
        if self.departures and self.departures.number:
            numbers = {"n": self.departures.number, "year": self.departures.year, "source": self.departures.source}
            reasons.append(_("%(n)d departures in %(year)d (%(source)s)") % numbers)
        if self.decided_on:
            reasons.append(_("Desa Binaan by a decision of %(day)s") % {"day": date_format(self.decided_on, "j F Y")})
        return reasons

    def _waited(self) -> str:
        if self.days is None:
            return _("No dialogue yet")
        return ngettext("No dialogue for %(n)d day", "No dialogue for %(n)d days", self.days) % {"n": self.days}


def where_next(office: Office) -> list[Suggestion]:
    """At most ten kelurahan of the office's area in which none is planned, those with most points first."""
    today = clock.today()
    reports = _reports(office)
    decided = decided_villages(office)
    departures = {row.village_id: row for row in newest_departures(office)}
    suggestions = [
        Suggestion(
            village,
            _days(village, today),
            reports.get(village.pk, 0),
            departures.get(village.pk),
            decided.get(village.pk),
        )
        for village in _villages(office)
    ]
    return sorted(suggestions, key=lambda suggestion: (-suggestion.points, suggestion.village.name))[:SHOWN]


def _villages(office: Office) -> list[Village]:
    """Without those where one is to come; each with `last_held`."""
    coming = Dialogue.objects.filter(village=OuterRef("pk"), state__in=HOLDS_TIME, ends_at__gte=clock.now())
    held = Dialogue.objects.filter(village=OuterRef("pk"), state__in=HELD).order_by("-starts_at")
    area = Village.objects.filter(~Exists(coming), district__jurisdiction__office=office)
    return list(area.select_related("district").annotate(last_held=Subquery(held.values("starts_at")[:1])))


def _days(village: Village, today: date) -> int | None:
    last = village.last_held  # type: ignore[attr-defined]  # annotated by _villages
    return (today - timezone.localtime(last).date()).days if last else None


def _reports(office: Office) -> dict[str, int]:
    """By kelurahan, from the kept cells: however many reports there are, as many rows are read as kinds of them."""
    since = clock.day_of(clock.now() - LOOK_BACK)
    area = Village.objects.filter(district__jurisdiction__office=office)
    cells = Cell.objects.filter(village__in=area, grain=Grain.DAY, day__gte=since)
    return dict(cells.order_by().values_list("village").annotate(n=Sum("number")))

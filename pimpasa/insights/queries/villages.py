"""One village: its decisions, since when it has a Pimpasa, who was there before, what was held, how long people waited.

Above an office nobody is named, and how long people waited is told of quarters that are over (insights.disclosure).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import ExtractYear

from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import can
from pimpasa.common import clock
from pimpasa.coverage.models import Decision, Programme
from pimpasa.insights.disclosure import Reach
from pimpasa.insights.histograms import quantile
from pimpasa.insights.kinds import Stage
from pimpasa.insights.models import WaitCell
from pimpasa.insights.queries.coverage import months, reach_in, remit_of
from pimpasa.insights.queries.quarters import STAGES, over_by, waits_of_villages
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import HELD
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Jurisdiction, Village

DAY = timedelta(days=1)
Waited = Mapping[tuple[str, Stage], float]


@dataclass(frozen=True)
class History:
    """Newest first. `dialogues` are years and how many were held; `may_keep` who writes decisions and programmes."""

    village: Village
    decisions: Sequence[Decision]
    seats: Sequence[Assignment]
    programmes: Sequence[Programme]
    dialogues: Sequence[tuple[int, int]]
    last_dialogue: date | None
    path: Sequence[tuple[str, str]]
    is_named: bool
    may_keep: bool

    @property
    def here_since(self) -> date | None:
        """Since when somebody sits here without a day between; None where nobody does."""
        since: date | None = None
        for seat in self.seats:
            if _sits(seat) if since is None else (seat.ends_on is None or seat.ends_on >= since - DAY):
                since = min(seat.starts_on, since or seat.starts_on)
        return since


def _sits(seat: Assignment) -> bool:
    today = clock.today()
    is_over = seat.ends_on is not None and seat.ends_on < today
    return seat.starts_on <= today and not is_over and seat.officer.is_active and seat.desk.closed_on is None


def history_of(officer: Officer, code: str) -> History | None:
    """A village that somebody answers for; None for any other."""
    village = remit_of(officer).filter(pk=code).select_related("district__regency__province").first()
    if village is None:
        return None
    is_own = officer.office.level == Level.OFFICE
    seats = Assignment.objects.filter(Q(desk__village=village) | Q(desk__merged__village=village)).distinct()
    dialogues = Dialogue.objects.filter(village=village, state__in=HELD).annotate(year=ExtractYear("starts_at"))
    years = list(dialogues.order_by("-year").values("year").annotate(number=Count("pk"), last=Max("starts_at")))
    keeps = can(officer, Permission.KEEP_COVERAGE) and is_own
    return History(
        village=village,
        decisions=list(village.decisions.select_related("office", "officer")),
        seats=list(seats.select_related("officer", "desk").order_by("-starts_on", "-pk")),
        programmes=list(village.programmes.order_by(F("ended_on").desc(nulls_first=True), "name")),
        dialogues=[(year["year"], year["number"]) for year in years],
        last_dialogue=clock.day_of(years[0]["last"]) if years else None,
        path=_path(village),
        is_named=is_own,
        may_keep=keeps and Jurisdiction.objects.filter(office=officer.office, district=village.district_id).exists(),
    )


def _path(village: Village) -> list[tuple[str, str]]:
    """Codes and names of what it lies in, from the province down."""
    district = village.district
    areas = (district.regency.province, district.regency, district)
    return [(area.pk, area.name) for area in areas]


def village_of(officer: Officer, code: str) -> Village | None:
    """A village that somebody answers for."""
    return remit_of(officer).filter(pk=code).first()


def waited_in(officer: Officer, codes: Sequence[str]) -> Waited:
    """Within how many minutes half of the waits ended, by village and stage: of whole months, or above of a quarter."""
    if reach_in(officer) != Reach.OWN:
        return waits_of_villages(codes, over_by(clock.today())[0])
    begin, end = months()
    cells = WaitCell.objects.filter(
        office=officer.office, day__gte=begin, day__lt=end, village__in=codes, stage__in=STAGES
    )
    numbers: dict[tuple[str, Stage], Counter[int]] = defaultdict(Counter)
    rows = cells.values_list("village", "stage", "bucket").annotate(n=Sum("number")).order_by()
    for village, stage, bucket, number in rows:
        numbers[village, Stage(stage)][bucket] += number
    return {key: quantile(buckets, 0.5) or 0 for key, buckets in numbers.items()}


def decision_of(officer: Officer, decision_id: int) -> Decision | None:
    """A decision about a village that somebody at an office answers for; above it nobody is named, so none is read."""
    if officer.office.level != Level.OFFICE:
        return None
    rows = Decision.objects.select_related("village", "file").filter(village__in=remit_of(officer))
    return rows.filter(pk=decision_id).first()


def programme_of(officer: Officer, programme_id: int) -> Programme | None:
    """A programme of a village that somebody answers for."""
    rows = Programme.objects.select_related("village").filter(village__in=remit_of(officer))
    return rows.filter(pk=programme_id).first()

"""How many open reports an officer has, by kelurahan; and, for one desk, by RW and place, without opening any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from pimpasa.accounts.models import Officer
from pimpasa.reports import words as index
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import WordIndex
from pimpasa.reports.queries import queue
from pimpasa.territory.models import Desk, Place

LAST_RW = 60
MOST = 1_000


@dataclass(frozen=True)
class VillageCount:
    number: int
    emergencies: int


def by_village(officer: Officer) -> dict[str, VillageCount]:
    """Of the officer's open reports."""
    rows = (
        queue(officer)
        .order_by()
        .values("village")
        .annotate(number=Count("id"), emergencies=Count("id", filter=Q(urgency=Urgency.EMERGENCY)))
    )
    return {row["village"]: VillageCount(row["number"], row["emergencies"]) for row in rows}


def by_rw_and_place(officer: Officer, desk: Desk) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Of a village desk's open reports, at most the newest MOST: counts by RW, and by known place, where above zero."""
    places = list(Place.objects.filter(village=desk.village_id or "").values_list("name", flat=True))
    reports = queue(officer).filter(desk=desk).order_by("-id")[:MOST]
    indexed = WordIndex.objects.filter(report__in=[row.pk for row in reports]).select_related("report")
    rws: Counter[str] = Counter()
    named: Counter[str] = Counter()
    known: dict[str, tuple[dict[int, str], dict[int, str]]] = {}
    for row in indexed:
        month = index.month_of(row.report.received_at)
        if month not in known:
            known[month] = _digests(desk, month, places)
        rw_labels, place_labels = known[month]
        rws.update(_labels(row.digests, rw_labels))
        named.update(_labels(row.digests, place_labels))
    return sorted(rws.items()), named.most_common()


def _digests(desk: Desk, month: str, places: list[str]) -> tuple[dict[int, str], dict[int, str]]:
    rws = [f"{number:03}" for number in range(1, LAST_RW + 1)]
    as_rw = index.digests([index.rw_token(rw) for rw in rws], desk=desk.pk, month=month)
    as_place = index.digests([index.place_token(place) for place in places], desk=desk.pk, month=month)
    return dict(zip(as_rw, rws, strict=True)), dict(zip(as_place, places, strict=True))


def _labels(digests: Iterable[int], labels: dict[int, str]) -> list[str]:
    return [labels[digest] for digest in digests if digest in labels]

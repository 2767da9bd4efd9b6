"""How many open reports an officer has, by kelurahan; and, for one desk, by RW and place, without opening any."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from pimpasa.accounts.models import Officer
from pimpasa.handling.queries.queue import queue
from pimpasa.reports import tokens
from pimpasa.reports.kinds import Urgency
from pimpasa.territory.models import Desk, Place

LAST_RW = 60
MOST = 1_000
_COUNT = """
SELECT digest, count(*)
FROM (SELECT unnest(digests) AS digest FROM reports_wordindex WHERE report_id = ANY(%s::uuid[])) AS kept
WHERE digest = ANY(%s::bigint[]) GROUP BY digest
"""


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
    reports = queue(officer).filter(desk=desk).order_by("-id").values_list("pk", "received_at")[:MOST]
    received = dict(reports)
    labels_of_rws: dict[int, str] = {}
    labels_of_places: dict[int, str] = {}
    for month in {tokens.month_of(moment) for moment in received.values()}:
        rws, named_places = _digests(desk, month, places)
        labels_of_rws |= rws
        labels_of_places |= named_places
    numbers = _counted(list(received), [*labels_of_rws, *labels_of_places])
    return sorted(_by_label(labels_of_rws, numbers).items()), _by_label(labels_of_places, numbers).most_common()


def _counted(reports: list[UUID], digests: list[int]) -> dict[int, int]:
    """In how many of the reports each of the digests stands."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [reports, digests])
        return dict(cursor.fetchall())


def _by_label(labels: dict[int, str], numbers: dict[int, int]) -> Counter[str]:
    """The same label has a digest of its own in each month."""
    counts: Counter[str] = Counter()
    for digest, label in labels.items():
        counts[label] += numbers.get(digest, 0)
    return +counts


def _digests(desk: Desk, month: str, places: list[str]) -> tuple[dict[int, str], dict[int, str]]:
    rws = [f"{number:03}" for number in range(1, LAST_RW + 1)]
    as_rw = tokens.digests([tokens.rw_token(rw) for rw in rws], desk=desk.pk, month=month)
    as_place = tokens.digests([tokens.place_token(place) for place in places], desk=desk.pk, month=month)
    return dict(zip(as_rw, rws, strict=True)), dict(zip(as_place, places, strict=True))

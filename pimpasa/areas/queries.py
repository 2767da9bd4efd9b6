"""What was told of areas: counted for who works there, listed for the desk that it was told to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.areas.kinds import Happening
from pimpasa.areas.models import AreaNote
from pimpasa.common import clock

MOST = 200


@dataclass(frozen=True)
class AreaCount:
    """How often something was told of a kelurahan within thirty days."""

    village: str
    happening: str
    number: int


def notes_for(officer: Officer) -> QuerySet[AreaNote]:
    """Those told to the officer's desks, newest first and MOST at most."""
    desks = desks_of(officer, on=clock.today())
    return AreaNote.objects.filter(desk__in=desks).select_related("village", "desk", "desk_key")[:MOST]


def counts_for(officer: Officer) -> list[AreaCount]:
    """What was told of the kelurahan of the officer's office, most often first."""
    rows = AreaNote.objects.filter(desk__office=officer.office_id).values_list("village__name", "happening")
    numbers = Counter(rows).most_common()
    return [AreaCount(village, str(Happening(kind).label), number) for (village, kind), number in numbers]


def due(on: date) -> QuerySet[AreaNote]:
    """Those whose thirty days are over on a day."""
    return AreaNote.objects.filter(keep_until__lt=on).order_by("pk")

"""Of what somebody in particular is still to be told."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.waiting.kinds import FACTS, Kind
from pimpasa.waiting.models import Notice
from pimpasa.waiting.queries.entries import Entry, waiting_for

PERSONAL = [kind for kind in Kind if FACTS[kind].is_personal]


def reachable() -> QuerySet[Officer]:
    """Whoever may be told anything, in a lasting order."""
    return Officer.objects.filter(is_active=True).select_related("office").order_by("pk")


def untold(officer: Officer, via: Notice.Via) -> Sequence[Entry]:
    """What waits for an officer in particular and they were not told of this way."""
    entries = waiting_for(officer, PERSONAL).entries
    rows = Notice.objects.filter(officer=officer, via=via, kind__in={entry.kind for entry in entries})
    earlier = set(rows.values_list("kind", "thing")) if entries else set()
    return [entry for entry in entries if (entry.kind.value, entry.thing) not in earlier]

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.carrying.models import Phone
from pimpasa.carrying.rules import MOST_REPORTS
from pimpasa.common import clock
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import visible_to
from pimpasa.reports.states import OUTCOMES
from pimpasa.vault.models import IN_USE


def phone_by_id(pk: UUID) -> Phone | None:
    return Phone.objects.select_related("officer__office").filter(pk=pk).first()


def phones_of(officer: Officer) -> QuerySet[Phone]:
    """Those on which something of theirs may lie, the oldest first."""
    return Phone.objects.filter(officer=officer)


def own_open_reports(officer: Officer) -> Sequence[Report]:
    """What an officer has taken and not concluded, the most urgent first."""
    rows = visible_to(officer).filter(IN_USE, officer=officer).exclude(state__in=sorted(OUTCOMES))
    return list(rows.order_by("urgency", "due_at", "id")[:MOST_REPORTS])


def standing_of(officer: Officer) -> bytes:
    """A digest of role and desks today: whoever has others now has no claim on what they took along before."""
    desks = sorted(desks_of(officer, on=clock.today()).values_list("pk", flat=True))
    return hashlib.sha256(f"{officer.role} {officer.office_id} {desks}".encode()).digest()

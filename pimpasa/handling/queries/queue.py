"""The lists that officers work from."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import listed, visible_to
from pimpasa.reports.states import OUTCOMES
from pimpasa.territory.models import Desk, Office
from pimpasa.vault.models import IN_USE


def queue(officer: Officer, *, seats: Sequence[Desk] | None = None) -> QuerySet[Report]:
    """Open reports of one's desks: what is urgent first, then by deadline."""
    return listed(visible_to(officer, seats=seats).exclude(state__in=sorted(OUTCOMES))).order_by(
        "urgency", "due_at", "id"
    )


def concluded(officer: Officer, *, seats: Sequence[Desk] | None = None) -> QuerySet[Report]:
    """Reports of one's desks that have a finding, newest first."""
    return listed(visible_to(officer, seats=seats).filter(IN_USE, state__in=sorted(OUTCOMES))).order_by("-id")


def deadlines_of(office: Office) -> QuerySet[Report]:
    """An office's open reports by deadline, for an auditor: nothing in them is opened."""
    return (
        Report.objects.filter(office=office, due_at__isnull=False)
        .select_related("village", "officer", "desk")
        .order_by("due_at", "id")
    )

"""How many other reports name the same, for the rows of a list: by their blind mentions, without opening any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from pimpasa.accounts.models import Officer
from pimpasa.reports.kinds import MentionStatus
from pimpasa.reports.models import Mention, Report
from pimpasa.reports.queries.lists import visible_to
from pimpasa.territory.models import Desk

# Of each thing that a report names so many others are looked at, so that a much used number costs what a rare one does.
MOST_NEAR = 20


def number_near(reports: Sequence[Report], officer: Officer, *, seats: Sequence[Desk] | None = None) -> dict[UUID, int]:
    """Of the officer's desks, how many other reports name something that this one names; zero is left out."""
    same = Mention.objects.filter(digest=OuterRef("digest"), report__in=visible_to(officer, seats=seats).values("pk"))
    same = same.filter(report__set_aside_at=None).exclude(report=OuterRef("report"))
    near = same.exclude(status=MentionStatus.REFUSED).order_by("-id").values("report")[:MOST_NEAR]
    mentions = Mention.objects.filter(report__in=[report.pk for report in reports])
    rows = mentions.exclude(status=MentionStatus.REFUSED).values_list("report", ArraySubquery(near))
    by_report: dict[UUID, set[UUID]] = defaultdict(set)
    for report_id, others in rows:
        by_report[report_id].update(others)
    return {report_id: len(others) for report_id, others in by_report.items() if others}

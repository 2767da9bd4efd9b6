"""Other cases that name the same, by their blind marks: one's own are named, others only by their office."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case, PersonMention
from pimpasa.cases.queries import visible_to
from pimpasa.reports.kinds import MentionStatus
from pimpasa.reports.models import Mention

MOST = 50


@dataclass(frozen=True)
class LinkedCase:
    """`may_read` is False for a case of another unit: that it is there, and where, is all that is told."""

    case: Case
    may_read: bool


def linked_cases(case: Case, officer: Officer) -> list[LinkedCase]:
    """Other cases whose people or reports name what this one's do, newest first, MOST at most."""
    digests = _digests(case)
    if not digests:
        return []
    by_person = PersonMention.objects.filter(digest__in=digests).values("person__case")
    reports = Mention.objects.filter(digest__in=digests).exclude(status=MentionStatus.REFUSED).values("report")
    found = (
        Case.objects.filter(Q(pk__in=by_person) | Q(case_reports__report__in=reports), shredded_at=None)
        .exclude(pk=case.pk)
        .select_related("office", "unit")
        .distinct()[:MOST]
    )
    readable = set(visible_to(officer).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    return [LinkedCase(one, one.pk in readable) for one in found]


def _digests(case: Case) -> list[bytes]:
    people = PersonMention.objects.filter(person__case=case).values_list("digest", flat=True)
    told = Mention.objects.filter(report__case_report__case=case).exclude(status=MentionStatus.REFUSED)
    return list({bytes(row) for row in [*people, *told.values_list("digest", flat=True)]})

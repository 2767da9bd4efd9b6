"""What of a case was corrected after something was made of it: a paper, an export, a referral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import names_of
from pimpasa.cases.kinds import Corrected
from pimpasa.cases.models import (
    Case,
    EarlierPerson,
    Event,
    GelarKasus,
    LeaderChange,
)
from pimpasa.common.reading import ask_together
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.verification.models import Finding


@dataclass(frozen=True)
class Correction:
    """What of a case was corrected, by whom and when; its reports' findings among it."""

    kind: Corrected
    at: datetime
    by: Officer


def corrected_since(case: Case, since: datetime) -> list[Correction]:
    """What was corrected after something was made of the case, such as a paper; oldest first."""
    later = {"corrected_at__gt": since}
    rows: list[tuple[Corrected, QuerySet[Any]]] = [
        (Corrected.FINDING, Finding.objects.filter(report__case_report__case=case, **later)),
        (Corrected.EVENT, Event.objects.filter(case=case, **later)),
        (Corrected.GELAR, GelarKasus.objects.filter(case=case, **later)),
    ]
    rows = [(kind, queryset.select_related("corrected_by")) for kind, queryset in rows]
    people = EarlierPerson.objects.filter(person__case=case, at__gt=since).select_related("officer")
    ask_together(*(queryset for _kind, queryset in rows), people)
    corrections = [Correction(kind, row.corrected_at, row.corrected_by) for kind, queryset in rows for row in queryset]
    corrections += [Correction(Corrected.PERSON, row.at, row.officer) for row in people]
    return sorted(corrections, key=lambda correction: correction.at)


def led_anew_since(case: Case, since: datetime) -> list[Correction]:
    """When the case got another leader after something was made of it; oldest first."""
    rows = LeaderChange.objects.filter(case=case, at__gt=since).select_related("officer")
    return [Correction(Corrected.LEADER, row.at, row.officer) for row in rows]


def corrected_after(case: str, since: str) -> Q:
    """Rows whose case (the field `case`) was corrected after the moment in the field `since`."""
    later = {"corrected_at__gt": OuterRef(since)}
    finding = Finding.objects.filter(report__case_report__case=OuterRef(case), **later)
    of_case = [model.objects.filter(case=OuterRef(case), **later) for model in (Event, GelarKasus)]
    people = EarlierPerson.objects.filter(person__case=OuterRef(case), at__gt=OuterRef(since))
    return reduce(or_, (Q(Exists(rows)) for rows in (finding, *of_case, people)))


@dataclass(frozen=True)
class Outdated:
    """What left the case before its last correction: the files, each with when and by whom, and when that was."""

    corrected_at: datetime | None
    exports: list[tuple[datetime, str]]


def outdated(case: Case) -> Outdated:
    """Which exports of a case say what was corrected since."""
    corrections = corrected_since(case, case.opened_at)
    if not corrections:
        return Outdated(None, [])
    last = corrections[-1].at
    rows = list(entries_of([case.subject]).filter(act__in=[Act.CASE_EXPORTED, Act.CASE_AS_DATA], at__lt=last))
    names = names_of({row.actor for row in rows})
    return Outdated(last, [(row.at, names.get(row.actor, "")) for row in rows])

"""Reports of the same thing: likely ones proposed with the reasons, called different, and found again by number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.accounts.models import Officer
from pimpasa.common.ids import shifted
from pimpasa.connections.models import Distinct
from pimpasa.reports import tokens
from pimpasa.reports.kinds import MentionStatus
from pimpasa.reports.models import Mention, Report
from pimpasa.reports.queries.lists import SEALED, visible_to
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.reports.states import State
from pimpasa.vault.models import IN_USE

NEAR = timedelta(days=21)
LOOKED_AT = 200
SHOWN = 5
LIKELY = 5


@dataclass
class Likely:
    """A report that may tell of the same; `reasons` in words, `score` their weight."""

    report: Report
    score: int = 0
    reasons: list[str] = field(default_factory=list)

    def because(self, reason: str, weight: int) -> None:
        self.score += weight
        self.reasons.append(reason)


def likely_duplicates(opened: OpenReport, officer: Officer) -> list[Likely]:
    """Up to SHOWN reports that the officer reads and that may tell of the same, the likeliest and nearest first."""
    candidates = {report.pk: Likely(report) for report in _candidates(opened.report, officer)}
    _weigh_identifiers(opened.report, candidates)
    _weigh_words(opened, candidates)
    for candidate in candidates.values():
        _weigh_facts(opened.report, candidate)
    likely = [candidate for candidate in candidates.values() if candidate.score >= LIKELY]

    def turn(candidate: Likely) -> tuple[int, timedelta, UUID]:
        return -candidate.score, abs(candidate.report.received_at - opened.report.received_at), candidate.report.pk

    return sorted(likely, key=turn)[:SHOWN]


def _candidates(report: Report, officer: Officer) -> list[Report]:
    """Those of its kind that name the same, and of its village those received just before and just after.

    With their word indexes, in one statement. Those named in one union, since PostgreSQL would look at each report of
    the office to see which of three lists has it.
    """
    judged = Distinct.objects.filter(Q(one=report, two=OuterRef("pk")) | Q(two=report, one=OuterRef("pk")))
    readable = visible_to(officer).filter(IN_USE, ~Exists(judged), kind=report.kind, duplicate_of=None)
    rows = readable.exclude(state=State.DUPLICATE).exclude(pk=report.pk)
    # Ids are in the order of receipt: the database reads no further than these weeks.
    around = rows.filter(
        village=report.village_id,
        received_at__range=(report.received_at - NEAR, report.received_at + NEAR),
        pk__range=(shifted(report.pk, -NEAR), shifted(report.pk, NEAR)),
    )
    before = around.filter(pk__lt=report.pk).order_by("-id")[: LOOKED_AT // 2]
    after = around.filter(pk__gt=report.pk).order_by("id")[: LOOKED_AT // 2]
    ids = before.values("pk").union(after.values("pk"), _naming_the_same(report))
    return list(rows.filter(pk__in=ids).select_related("village", "words").defer(*SEALED))


def _naming_the_same(report: Report) -> QuerySet[Mention, Any]:
    named = Mention.objects.filter(report=report).exclude(status=MentionStatus.REFUSED).values("digest")
    same = Mention.objects.filter(digest__in=named).exclude(status=MentionStatus.REFUSED).exclude(report=report)
    return same.order_by("-id").values("report")[:LOOKED_AT]


def _weigh_identifiers(report: Report, candidates: dict[UUID, Likely]) -> None:
    mine = Mention.objects.filter(report=report).values("digest")
    shared = Mention.objects.filter(report__in=list(candidates), digest__in=mine).order_by().values_list("report")
    for pk, number in shared.annotate(n=Count("pk")):
        reason = ngettext("%(n)d thing named in both", "%(n)d things named in both", number) % {"n": number}
        candidates[pk].because(reason, 4 * number)


def _weigh_words(opened: OpenReport, candidates: dict[UUID, Likely]) -> None:
    """Compare words without opening the others: what this one tells is digested as each other's index would be."""
    words = tokens.words_told([opened.answers.narrative, *opened.later_texts])
    own_tokens = [*words, *tokens.where_and_signs(opened.answers)]

    @cache
    def as_theirs(unit: int, month: str) -> dict[int, str]:
        return dict(zip(tokens.digests(own_tokens, desk=unit, month=month), own_tokens, strict=True))

    for candidate in candidates.values():
        by_digest = as_theirs(candidate.report.unit_id, tokens.month_of(candidate.report.received_at))
        digests = candidate.report.words.digests if hasattr(candidate.report, "words") else []
        common = {by_digest[digest] for digest in digests if digest in by_digest}
        _because_of_words(candidate, common, number_of_words=len(words))


def _because_of_words(candidate: Likely, common: set[str], *, number_of_words: int) -> None:
    same_words = sum(token.startswith("w:") for token in common)
    if same_words >= 5 and same_words / number_of_words >= 0.5:
        candidate.because(_("much the same words"), 4)
    if any(token.startswith("rw:") for token in common):
        candidate.because(_("the same RW"), 1)
    if any(token.startswith("place:") for token in common):
        candidate.because(_("the same place"), 3)


def _weigh_facts(report: Report, candidate: Likely) -> None:
    if candidate.score:
        candidate.because(_("the same kind"), 1)
    if candidate.score and candidate.report.village_id == report.village_id:
        candidate.because(_("the same kelurahan"), 1)
    if candidate.score and abs(candidate.report.received_at - report.received_at) <= timedelta(days=3):
        candidate.because(_("within three days"), 1)

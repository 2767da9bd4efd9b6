"""Reports of the same thing: likely ones proposed with the reasons, called different, and found again by number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.accounts.models import Officer
from pimpasa.common.ids import shifted
from pimpasa.connections.models import Distinct
from pimpasa.reports import tokens
from pimpasa.reports.kinds import MentionStatus
from pimpasa.reports.models import Mention, Report, WordIndex
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
    """Up to SHOWN reports that the officer reads and that may tell of the same, the likeliest first."""
    candidates = {report.pk: Likely(report) for report in _candidates(opened.report, officer)}
    _weigh_identifiers(opened.report, candidates)
    _weigh_words(opened, candidates)
    for candidate in candidates.values():
        _weigh_facts(opened.report, candidate)
    likely = [candidate for candidate in candidates.values() if candidate.score >= LIKELY]
    return sorted(likely, key=lambda candidate: -candidate.score)[:SHOWN]


def _candidates(report: Report, officer: Officer) -> list[Report]:
    """Those of its kind that name the same, and of its village those received just before and just after."""
    pairs = Distinct.objects.filter(Q(one=report) | Q(two=report)).values_list("one", "two")
    judged = {pk for pair in pairs for pk in pair} | {report.pk}
    readable = visible_to(officer).filter(IN_USE, kind=report.kind, duplicate_of=None).exclude(pk__in=judged)
    rows = readable.exclude(state=State.DUPLICATE).select_related("village").defer(*SEALED)
    # Ids are in the order of receipt: the database reads no further than these weeks.
    around = rows.filter(
        village=report.village_id,
        received_at__range=(report.received_at - NEAR, report.received_at + NEAR),
        pk__range=(shifted(report.pk, -NEAR), shifted(report.pk, NEAR)),
    )
    before = around.filter(pk__lt=report.pk).order_by("-id")[: LOOKED_AT // 2]
    after = around.filter(pk__gt=report.pk).order_by("id")[: LOOKED_AT // 2]
    same = rows.filter(pk__in=_naming_the_same(report)).order_by("-id")
    return list({row.pk: row for row in (*same, *before, *after)}.values())


def _naming_the_same(report: Report) -> list[UUID]:
    named = Mention.objects.filter(report=report).exclude(status=MentionStatus.REFUSED).values("digest")
    same = Mention.objects.filter(digest__in=named).exclude(status=MentionStatus.REFUSED).exclude(report=report)
    return list(same.order_by("-id").values_list("report", flat=True)[:LOOKED_AT])


def _weigh_identifiers(report: Report, candidates: dict[UUID, Likely]) -> None:
    mine = {bytes(row) for row in Mention.objects.filter(report=report).values_list("digest", flat=True)}
    shared: dict[UUID, int] = {}
    for row in Mention.objects.filter(report__in=list(candidates), digest__in=list(mine)):
        shared[row.report_id] = shared.get(row.report_id, 0) + 1
    for pk, number in shared.items():
        reason = ngettext("%(n)d thing named in both", "%(n)d things named in both", number) % {"n": number}
        candidates[pk].because(reason, 4 * number)


def _weigh_words(opened: OpenReport, candidates: dict[UUID, Likely]) -> None:
    """Compare words without opening the others: what this one tells is digested as each other's index would be."""
    words = tokens.words_told([opened.answers.narrative, *opened.later_texts])
    own_tokens = [*words, *tokens.where_and_signs(opened.answers)]

    @cache
    def as_theirs(unit: int, month: str) -> dict[int, str]:
        return dict(zip(tokens.digests(own_tokens, desk=unit, month=month), own_tokens, strict=True))

    for row in WordIndex.objects.filter(report__in=list(candidates)):
        candidate = candidates[row.report_id]
        by_digest = as_theirs(candidate.report.unit_id, tokens.month_of(candidate.report.received_at))
        common = {by_digest[digest] for digest in row.digests if digest in by_digest}
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

"""How an open case goes on: its terms, who leads it, and how it was closed by mistake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from pimpasa.cases.contents import TermContents
from pimpasa.cases.models import Case, CaseReopening, LeaderChange, Term
from pimpasa.cases.opening.cases import contents_of
from pimpasa.sealing import envelopes


@dataclass(frozen=True)
class OpenTerm:
    term: Term
    contents: TermContents


@dataclass(frozen=True)
class OpenReopening:
    """How a case was closed by mistake, with its closing note, and why it was a mistake."""

    reopening: CaseReopening
    reason: str
    closing_note: str


def leader_rows(case: Case) -> QuerySet[LeaderChange]:
    return LeaderChange.objects.filter(case=case).select_related("officer", "before", "after")


def open_leader_changes(rows: Iterable[LeaderChange], key: bytes) -> list[tuple[LeaderChange, str]]:
    """Who led the case before and until when, oldest first, each with the reason."""
    return [(row, envelopes.open_json(bytes(row.reason), key=key, context=row.context)["reason"]) for row in rows]


def reopening_rows(case: Case) -> QuerySet[CaseReopening]:
    return CaseReopening.objects.filter(case=case).select_related("officer")


def open_reopenings(rows: Iterable[CaseReopening], key: bytes) -> list[OpenReopening]:
    """When the case was closed by mistake, oldest first."""
    return [
        OpenReopening(row, **envelopes.open_json(bytes(row.envelope), key=key, context=row.context)) for row in rows
    ]


def term_rows(case: Case) -> QuerySet[Term]:
    return Term.objects.filter(case=case).select_related("done_by", "person")


def open_terms(rows: Iterable[Term], key: bytes) -> list[OpenTerm]:
    """Those that wait, the nearest first, then those that were kept."""
    terms = [open_term(row, key) for row in rows]
    return sorted(terms, key=lambda term: term.term.done_on is not None)


def open_term(term: Term, key: bytes) -> OpenTerm:
    return OpenTerm(term, contents_of(TermContents, term, key))

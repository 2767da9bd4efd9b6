"""How an open case goes on: its terms, who leads it, and how it was closed by mistake."""

from __future__ import annotations

from dataclasses import dataclass

from pimpasa.cases.contents import (
    TermContents,
)
from pimpasa.cases.models import (
    CaseReopening,
    LeaderChange,
    Term,
)
from pimpasa.cases.opening.cases import OpenCase, contents_of
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


def leader_changes_of(opened: OpenCase) -> list[tuple[LeaderChange, str]]:
    """Who led the case before and until when, oldest first, each with the reason."""
    rows = LeaderChange.objects.filter(case=opened.case).select_related("officer", "before", "after")
    return [
        (row, envelopes.open_json(bytes(row.reason), key=opened.key, context=row.context)["reason"]) for row in rows
    ]


def reopenings_of(opened: OpenCase) -> list[OpenReopening]:
    """When the case was closed by mistake, oldest first."""
    rows = CaseReopening.objects.filter(case=opened.case).select_related("officer")
    return [
        OpenReopening(row, **envelopes.open_json(bytes(row.envelope), key=opened.key, context=row.context))
        for row in rows
    ]


def terms_of(opened: OpenCase) -> list[OpenTerm]:
    """The terms of an open case: those that wait, the nearest first, then those that were kept."""
    rows = Term.objects.filter(case=opened.case).select_related("done_by", "person")
    terms = [open_term(row, opened.key) for row in rows]
    return sorted(terms, key=lambda term: term.term.done_on is not None)


def open_term(term: Term, key: bytes) -> OpenTerm:
    return OpenTerm(term, contents_of(TermContents, term, key))

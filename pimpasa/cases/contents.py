"""What the envelopes of a case, its people, events, decisions and terms hold. Days are ISO 8601."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from pimpasa.cases.kinds import Answer, Level, Sex

Contents = TypeVar("Contents")


def read(kind: type[Contents], data: dict[str, Any]) -> Contents:
    """Contents as they were sealed, now or in an older version."""
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # every caller gives a dataclass
    return kind(**{name: value for name, value in data.items() if name in names})


@dataclass(frozen=True)
class CaseContents:
    title: str
    notes: str = ""
    closing_note: str = ""


@dataclass(frozen=True)
class PersonContents:
    """Who somebody is, as far as it is known; `born` is a year or a day, `nationality` a country's name."""

    name: str
    other_names: str = ""
    sex: str = Sex.UNKNOWN.value
    born: str = ""
    is_child: str = Answer.UNKNOWN.value
    nationality: str = ""
    documents: str = ""
    contacts: str = ""
    address: str = ""
    notes: str = ""


@dataclass(frozen=True)
class ScreeningContents:
    """A conversation: how it was held, what was asked and answered, what is needed.

    `answers` gives an Answer for each question's code (cases.questions.QUESTIONS).
    """

    place: str
    language: str
    reason: str
    is_private: bool = False
    is_willing: bool = False
    interpreter: str = ""
    is_child: str = Answer.UNKNOWN.value
    guardian: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    needs: str = ""


@dataclass(frozen=True)
class EventContents:
    """`day` is a year, a month or a day (2025, 2025-09, 2025-09-23); `village` a code of the territory, or nothing.

    `persons` are ids of the case's people; `country` a code of common.countries.COUNTRIES.
    """

    kind: str
    text: str
    day: str = ""
    place: str = ""
    village: str = ""
    country: str = "ID"
    persons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class LawChoiceContents:
    """Which rule an event is judged by for an offence, as whose word, and why (KUHP art. 3 (1)).

    `offence` and `rule` are codes of cases.law; `articles` what stood side by side when it was chosen.
    """

    offence: str
    rule: str
    lawyer: str
    reason: str
    articles: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class GelarContents:
    """Level, chair, members, evidence, consideration, decision and reason, as Permenimipas 2/2025 art. 59 asks.

    `set_by` names who set it where that was not the head of office; `consideration` is an entry of that pack, empty
    unless an administrative action was decided, `words` what it said then, and `met_by` the facts that it rests on.
    """

    chair: str
    members: str
    evidence: str
    decision: str
    reason: str
    level: str = Level.HEAD.value
    set_by: str = ""
    consideration: str = ""
    words: str = ""
    met_by: str = ""


@dataclass(frozen=True)
class TakContents:
    """Of an action: its number, and the rule it rests on."""

    number: str
    basis: str
    reason: str


@dataclass(frozen=True)
class TermContents:
    text: str
    outcome: str = ""

"""Finding reports by words, RW, place and signs, none of which stand readable anywhere: newest first, page by page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Q, Value
from django.utils.functional import cached_property

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.common import clock
from pimpasa.linking.words import words
from pimpasa.reports import words as index
from pimpasa.reports.filters import Filter
from pimpasa.reports.indicators import INDICATORS
from pimpasa.reports.models import Report
from pimpasa.reports.queries import visible_to
from pimpasa.territory.models import Desk

MOST_WORDS = 8
NOTHING = Filter()
_RW = re.compile(r"\d{1,3}", re.ASCII)
# Months looked through in turn, newest first: a common word is found in the first, a rare one costs six questions.
STRETCHES = (1, 2, 4, 8, 16, 32)


@dataclass(frozen=True)
class Question:
    """What is looked for in what is sealed: words, an RW, a place, a sign's number; empty ones ask for nothing."""

    q: str = ""
    rw: str = ""
    place: str = ""
    sign: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Question:
        """From a form's fields of the same names; what cannot be, such as an RW of letters, asks for nothing."""
        given = {name: asked.get(name, "").strip()[:120] for name in ("q", "rw", "place", "sign")}
        if not _RW.fullmatch(given["rw"]):
            given["rw"] = ""
        if given["sign"] not in {str(number) for number in INDICATORS}:
            given["sign"] = ""
        return cls(**given)

    @property
    def tokens(self) -> list[str]:
        found = [f"w:{word}" for word in words(self.q)[:MOST_WORDS]]
        if self.rw:
            found.append(index.rw_token(self.rw))
        if self.place:
            found.append(index.place_token(self.place))
        if self.sign:
            found.append(f"sign:{self.sign}")
        return found


@dataclass(frozen=True)
class Sought:
    """What somebody looks for among the reports they read, open or done; `asked` narrows it by what is readable."""

    officer: Officer
    question: Question
    asked: Filter = NOTHING

    @cached_property
    def tokens(self) -> list[str]:
        return self.question.tokens

    def rows(self, start: int, number: int) -> list[Report]:
        """`number` reports after the first `start`, newest first; none where nothing was asked that can be found."""
        found: list[Report] = []
        if not self.tokens:
            return found
        for months in _stretches(clock.today()):
            found += self._in(months, start + number - len(found))
            if len(found) >= start + number:
                break
        return found[start : start + number]

    def _in(self, months: list[str], number: int) -> list[Report]:
        wanted = Q()
        for month in months:
            for desk in self._desks:
                wanted |= Q(words__digests__contains=_numbers(index.digests(self.tokens, desk=desk, month=month)))
        if not wanted:
            return []
        rows = visible_to(self.officer).filter(wanted, shredded_at=None)
        narrowed = self.asked.apply(rows, self.officer).select_related("village__district", "officer", "desk")
        return list(narrowed.order_by("-id")[:number])

    @cached_property
    def _desks(self) -> list[int]:
        """Those in whose index to look: a unit's holds all of its office's reports."""
        seats = list(desks_of(self.officer, on=clock.today()))
        offices = {seat.office_id for seat in seats if seat.kind == Desk.Kind.UNIT}
        return [seat.pk for seat in seats if seat.kind == Desk.Kind.UNIT or seat.office_id not in offices]


def _numbers(digests: list[int]) -> Value:
    """As bigints: Django binds the numbers of a bare list as 32 bits, and PostgreSQL would look for their ends."""
    return Value(digests, output_field=ArrayField(BigIntegerField()))


def _stretches(today: date) -> list[list[str]]:
    year, month = today.year, today.month
    stretches = []
    for length in STRETCHES:
        stretch = []
        for _number in range(length):
            stretch.append(f"{year:04}-{month:02}")
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        stretches.append(stretch)
    return stretches

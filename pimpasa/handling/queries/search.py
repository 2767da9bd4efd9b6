"""Finding reports by words, RW, place and signs, none of which stand readable anywhere: newest first, page by page.

What stands in many reports is found among the newest ones read; what stands in few through the index, some months at a
time. Which of the two is right is not left to the database: it cannot tell a rare digest from a common one, and would
read a million rows for a word that nobody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import cached_property

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import seats_of
from pimpasa.common import clock
from pimpasa.handling.queries.filters import Filter
from pimpasa.linking.words import words
from pimpasa.reports import tokens
from pimpasa.reports.indicators import INDICATORS
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import listed, visible_to
from pimpasa.territory.models import Desk
from pimpasa.territory.neighbourhoods import UnreadNeighbourhood, rw_in
from pimpasa.territory.queries.offices import units_merged_into
from pimpasa.vault.models import IN_USE

MOST_WORDS = 8
NOTHING = Filter()
# So many of the newest are read before the index is asked: a page's worth of what stands in one of twenty.
NEWEST = 600
# Months looked through in turn, newest first.
STRETCHES = (1, 3, 11, 48)
# Reports that the index found, asked for at once whether the officer reads them and whether they fit.
CHUNK = 500
_AMONG_NEWEST = """
WITH asked AS MATERIALIZED (
  SELECT month, digests::bigint[] AS digests FROM unnest(%s::text[], %s::text[]) AS written(month, digests)
)
SELECT newest.id FROM ({newest}) AS newest
JOIN reports_wordindex AS kept ON kept.report_id = newest.id
JOIN asked ON asked.month = to_char(newest.received_at AT TIME ZONE %s, 'YYYY-MM') AND kept.digests @> asked.digests
"""
_IN_INDEX = """
SELECT kept.report_id FROM unnest(%s::text[]) AS asked(digests)
JOIN reports_wordindex AS kept ON kept.digests @> asked.digests::bigint[]
"""


@dataclass(frozen=True)
class Question:
    """What is looked for in what is sealed: words, an RW, a place, a sign's number; empty ones ask for nothing."""

    q: str = ""
    rw: str = ""
    place: str = ""
    sign: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str]) -> Question:
        """From a form's fields of the same names; what cannot be, such as an RW without number, asks for nothing."""
        fields = {name: form.get(name, "").strip()[:120] for name in ("q", "rw", "place", "sign")}
        try:
            fields["rw"] = rw_in(fields["rw"]).rw
        except UnreadNeighbourhood:
            fields["rw"] = ""
        if fields["sign"] not in {str(number) for number in INDICATORS}:
            fields["sign"] = ""
        return cls(**fields)

    @property
    def ways(self) -> list[list[str]]:
        """The tokens of each way in which it can be meant: by its words, and by what they name in any spelling."""
        ways = tokens.ways_to_say(words(self.q)[:MOST_WORDS])
        if names := tokens.names_told(self.q):
            besides = tokens.ways_to_say(tokens.words_besides_names(self.q)[:MOST_WORDS]) or [[]]
            ways += [[*names, *way][:MOST_WORDS] for way in besides]
        return [[*way, *self._where_and_sign] for way in ways] or [way for way in [self._where_and_sign] if way]

    @property
    def near_ways(self) -> list[list[str]]:
        """The same by how its names sound, for who asks for a name as they heard it."""
        return [[*way, *self._where_and_sign] for way in tokens.ways_to_sound(self.q)]

    @property
    def _where_and_sign(self) -> list[str]:
        rw = [tokens.rw_token(self.rw)] if self.rw else []
        place = [tokens.place_token(self.place)] if self.place else []
        sign = [f"sign:{self.sign}"] if self.sign else []
        return [*rw, *place, *sign]


@dataclass(frozen=True)
class Search:
    """What somebody looks for among the reports they read, open or done; `narrowing` goes by what is readable.

    `is_near` where reports count that name somebody whose name sounds alike.
    """

    officer: Officer
    question: Question
    narrowing: Filter = NOTHING
    is_near: bool = False

    @cached_property
    def _ways(self) -> list[list[str]]:
        return self.question.near_ways if self.is_near else self.question.ways

    def rows(self, start: int, number: int) -> list[Report]:
        """`number` reports after the first `start`, newest first; none where nothing was asked that can be found.

        What is readable narrows alone, too, where nothing is asked of what is sealed.
        """
        if not self._ways:
            return self._narrowed(start, number)
        if not self._desks:
            return []
        ids = self._among_newest()
        if len(ids) < start + number and not self._all_are_newest:
            ids = list(islice(self._in_index(), start + number))
        return self._listed(ids[start : start + number])

    def _narrowed(self, start: int, number: int) -> list[Report]:
        if self.is_near or self.question != Question() or not self.narrowing.narrows:
            return []
        return list(listed(self._all).order_by("-id")[start : start + number])

    @cached_property
    def _all(self) -> QuerySet[Report]:
        """Those to find something in."""
        return self.narrowing.apply(visible_to(self.officer).filter(IN_USE), self.officer)

    @cached_property
    def _all_are_newest(self) -> bool:
        return not self._all.order_by("-id")[NEWEST:].exists()

    def _among_newest(self) -> list[UUID]:
        months = [month for stretch in self._stretches for month in stretch]
        digests_of_months = [(month, digests) for month in months for digests in self._digests(month)]
        rows = self._all.order_by("-id").values("id", "received_at")[:NEWEST]
        try:
            newest, parameters = rows.query.sql_with_params()
        except EmptyResultSet:  # a filter that nothing fits, as Django knows without asking
            return []
        columns = [list(column) for column in zip(*digests_of_months, strict=True)]
        return _ids(_AMONG_NEWEST.format(newest=newest), [*columns, *parameters, clock.JAKARTA.key])

    def _in_index(self) -> Iterator[UUID]:
        """Newest first, as far as one asks."""
        for stretch in self._stretches:
            ids = _ids(_IN_INDEX, [[digests for month in stretch for digests in self._digests(month)]])
            for start in range(0, len(ids), CHUNK):
                rows = self._all.filter(pk__in=ids[start : start + CHUNK]).order_by("-id")
                yield from rows.values_list("pk", flat=True)

    def _listed(self, ids: list[UUID]) -> list[Report]:
        return list(listed(Report.objects.filter(pk__in=ids)).order_by("-id")) if ids else []

    def _digests(self, month: str) -> list[str]:
        """What is looked for as each desk's index of a month keeps it, as PostgreSQL writes arrays."""
        by_desk = (tokens.digests(way, desk=desk, month=month) for desk in self._desks for way in self._ways)
        return [f"{{{','.join(map(str, digests))}}}" for digests in by_desk]

    @cached_property
    def _stretches(self) -> list[list[str]]:
        return _stretches(clock.today())

    @cached_property
    def _desks(self) -> list[int]:
        """Those in whose index to look: a unit's holds all of its office's reports.

        Reports of a closed office that the unit reads for stay indexed as that office's unit's.
        """
        seats = seats_of(self.officer)
        units = [seat.pk for seat in seats if seat.kind == Desk.Kind.UNIT]
        offices = {seat.office_id for seat in seats if seat.kind == Desk.Kind.UNIT}
        of_kelurahan = [seat.pk for seat in seats if seat.pk not in units and seat.office_id not in offices]
        return [*units, *(units_merged_into(units) if units else []), *of_kelurahan]


def _ids(sql: str, parameters: list[Any]) -> list[UUID]:
    """Newest first, each once."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return sorted({row[0] for row in cursor.fetchall()}, reverse=True)


def _stretches(today: date) -> list[list[str]]:
    back = count(today.year * 12 + today.month - 1, -1)
    return [[f"{number // 12:04}-{number % 12 + 1:02}" for number in islice(back, length)] for length in STRETCHES]

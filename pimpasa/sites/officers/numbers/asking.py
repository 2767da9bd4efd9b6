"""What an address asks of the numbers: a period, and a narrowing; nonsense asks for the present quarter and all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pimpasa.insights.periods import Length, Month, Period
from pimpasa.insights.queries.numbers import Narrowing
from pimpasa.reports.kinds import Channel, Kind
from pimpasa.reports.states import State

FIRST_YEAR = 2024
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Question:
    """A period and a narrowing, and how an address says them."""

    period: Period
    narrowing: Narrowing
    today: date

    @classmethod
    def of(
        cls, query: Mapping[str, str], *, villages: Collection[str], desks: Collection[int] | None, today: date
    ) -> Question:
        length = _chosen(query.get("panjang", ""), list(Length)) or Length.QUARTER
        period = Period.around(_month(query.get("mulai", ""), today).first, Length(length), today=today)
        narrowing = Narrowing(
            kind=_chosen(query.get("jenis", ""), Kind.values),
            village=_chosen(query.get("kelurahan", ""), villages),
            channel=_chosen(query.get("saluran", ""), Channel.values),
            outcome=_chosen(query.get("hasil", ""), State.values),
            desks=desks,
        )
        return cls(period, narrowing, today)

    @property
    def address(self) -> str:
        """The query by which the same is asked again."""
        return urlencode({"panjang": self.period.length, "mulai": self.period.name, **self._narrowed()})

    @property
    def is_narrowed(self) -> bool:
        return bool(self._narrowed())

    def narrowed_to(self, *, village: str, kind: str) -> str:
        """The address of the same for one kelurahan, and for one kind of its reports where one is named."""
        return replace(
            self, narrowing=replace(self.narrowing, village=village, kind=kind or self.narrowing.kind)
        ).address

    @property
    def lengths(self) -> list[tuple[str, str, bool]]:
        """Each length with its word, the address of that length around the same time, and whether it is asked for."""
        day = self.period.until
        return [
            (LENGTHS[length](), self._at(Period.around(day, length, today=self.today)), length == self.period.length)
            for length in Length
        ]

    @property
    def earlier(self) -> str:
        """The address of the span before, empty before there was this program."""
        before = self.period.before
        return self._at(before) if before.first.year >= FIRST_YEAR else ""

    @property
    def later(self) -> str:
        """The address of the span after, empty where it has not begun."""
        first = self.period.after.first
        return self._at(Period.around(first, self.period.length, today=self.today)) if first <= self.today else ""

    def _at(self, period: Period) -> str:
        return replace(self, period=period).address

    def _narrowed(self) -> dict[str, str]:
        narrowing = self.narrowing
        named = {
            "jenis": narrowing.kind,
            "kelurahan": narrowing.village,
            "saluran": narrowing.channel,
            "hasil": narrowing.outcome,
        }
        return {name: value for name, value in named.items() if value}


LENGTHS = {Length.MONTH: lambda: _("Month"), Length.QUARTER: lambda: _("Quarter"), Length.YEAR: lambda: _("Year")}


def named(period: Period) -> str:
    """What people call a period: "November 2026", "Triwulan IV 2026", "2026"."""
    if period.length == Length.MONTH:
        return date_format(period.first, "F Y")
    if period.length == Length.YEAR:
        return str(period.first.year)
    number = ROMAN[(period.begin.number - 1) // Length.QUARTER.months]
    return _("Quarter %(number)s %(year)d") % {"number": number, "year": period.first.year}


def _chosen(value: str, values: Collection[str]) -> str:
    return value if value in values else ""


def _month(text: str, today: date) -> Month:
    """A month such as 2026-10, none before this program or after today; nonsense is the present one."""
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        return Month.of(today)
    return Month.of(day) if date(FIRST_YEAR, 1, 1) <= day <= today else Month.of(today)

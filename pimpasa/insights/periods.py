"""Calendar months, and the spans that a page of numbers is asked for."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

QUARTER = 3
YEAR = 12


class Length(StrEnum):
    """How long a span is, by how its address names it."""

    MONTH = "bulan"
    QUARTER = "triwulan"
    YEAR = "tahun"

    @property
    def months(self) -> int:
        return {Length.MONTH: 1, Length.QUARTER: QUARTER, Length.YEAR: YEAR}[self]


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def later(self, months: int) -> Month:
        """The month so many months after this one, or before it."""
        year, number = divmod(self.year * YEAR + self.number - 1 + months, YEAR)
        return Month(year, number + 1)


@dataclass(frozen=True)
class Period:
    """A month, quarter or year of the calendar, `until` the day up to which it is over, both days included."""

    length: Length
    begin: Month
    until: date

    @classmethod
    def around(cls, day: date, length: Length, *, today: date) -> Period:
        """The span in which a day falls, as far as today."""
        begin = Month(day.year, (day.month - 1) // length.months * length.months + 1)
        return cls(length, begin, min(today, begin.later(length.months - 1).last))

    @property
    def first(self) -> date:
        return self.begin.first

    @property
    def end(self) -> Month:
        return self.begin.later(self.length.months - 1)

    @property
    def name(self) -> str:
        """How an address says it: its first month."""
        return self.begin.first.isoformat()[:7]

    @property
    def a_year_before(self) -> Period:
        """The same span of the year before, up to the same day of it: two that are as far along."""
        begin = self.begin.later(-YEAR)
        return Period(self.length, begin, begin.first + self._days_along(begin))

    @property
    def before(self) -> Period:
        """The whole span before this one."""
        begin = self.begin.later(-self.length.months)
        return Period(self.length, begin, begin.later(self.length.months - 1).last)

    @property
    def after(self) -> Month:
        """The month in which the next span begins."""
        return self.begin.later(self.length.months)

    def _days_along(self, begin: Month) -> timedelta:
        if self.until == self.end.last:
            return begin.later(self.length.months - 1).last - begin.first
        month = begin.later((self.until.year - self.first.year) * YEAR + self.until.month - self.first.month)
        return date(month.year, month.number, min(self.until.day, month.last.day)) - begin.first

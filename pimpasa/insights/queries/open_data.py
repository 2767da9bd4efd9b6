"""What is given out as open data: tables of spans that are over, and the counts that noise is added to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Sum
from django.db.models.functions import Substr

from pimpasa.insights.kinds import Grain, Table
from pimpasa.insights.models import Cell, OpenBudget, OpenTable
from pimpasa.insights.periods import YEAR, Length, Month
from pimpasa.reports.kinds import Kind
from pimpasa.territory.models import Province, Regency

NATION = ""
# How much of a kelurahan's code says its area.
LETTERS = {Table.DAILY: 0, Table.MONTHLY: 2, Table.QUARTERLY: 5}
MONTHS = {Table.MONTHLY: Length.MONTH.months, Table.QUARTERLY: Length.QUARTER.months}
Numbers = Mapping[str, int]


@dataclass(frozen=True, order=True)
class Span:
    """A day, month or quarter of the calendar, by which table it is given out."""

    last: date
    first: date
    table: Table

    @property
    def year(self) -> int:
        return self.first.year


def spans_over(on: date) -> list[Span]:
    """What was over before a day, from the beginning of the year before on, oldest first."""
    begin = Month(on.year - 1, 1)
    days = [begin.first + timedelta(days=number) for number in range((on - begin.first).days)]
    spans = [Span(day, day, Table.DAILY) for day in days]
    for table, months in MONTHS.items():
        firsts = [begin.later(number) for number in range(0, 2 * YEAR, months)]
        spans += [Span(month.later(months - 1).last, month.first, table) for month in firsts]
    return sorted(span for span in spans if span.last < on)


def waiting(on: date) -> list[Span]:
    """Of them those that were not given out yet."""
    released = set(OpenTable.objects.filter(first__gte=date(on.year - 1, 1, 1)).values_list("table", "first"))
    return [span for span in spans_over(on) if (span.table.value, span.first) not in released]


def counts_of(spans: Iterable[Span]) -> dict[Span, dict[str, int]]:
    """How many reports came in, by `code:kind`: every area and kind of the table, also where there was none."""
    by_table: dict[Table, list[Span]] = defaultdict(list)
    for span in spans:
        by_table[span.table].append(span)
    counts: dict[Span, dict[str, int]] = {}
    for table, same in by_table.items():
        numbers = _numbers(table, same)
        keys = [(code, kind) for code in codes_of(table) for kind in Kind.values]
        counts |= {span: {f"{code}:{kind}": numbers[span.first, code, kind] for code, kind in keys} for span in same}
    return counts


def codes_of(table: Table) -> list[str]:
    """The areas of a table by their codes; the nation has none."""
    return [code for code, _name in areas_of(table)]


def areas_of(table: Table) -> list[tuple[str, str]]:
    """Code and name of each area of a table, in the order of codes."""
    if table == Table.DAILY:
        return [(NATION, "Indonesia")]
    model = Province if table == Table.MONTHLY else Regency
    return list(model._default_manager.order_by("code").values_list("code", "name"))  # noqa: SLF001 - of either model


def _numbers(table: Table, spans: Sequence[Span]) -> Counter[tuple[date, str, str]]:
    grain = Grain.DAY if table == Table.DAILY else Grain.MONTH
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    cells = Cell.objects.filter(grain=grain, day__gte=first, day__lte=last)
    area = Substr("village_id", 1, max(1, LETTERS[table]))
    rows = cells.values_list("day", area, "kind").annotate(n=Sum("number")).order_by()
    numbers: Counter[tuple[date, str, str]] = Counter()
    for day, code, kind, number in rows:
        numbers[_begin(table, day), code if LETTERS[table] else NATION, kind] += number
    return numbers


def _begin(table: Table, day: date) -> date:
    months = MONTHS.get(table)
    return day if months is None else Month(day.year, (day.month - 1) // months * months + 1).first


def budgets() -> list[OpenBudget]:
    """Of each year, the newest first."""
    return list(OpenBudget.objects.order_by("-year"))


def newest_release() -> int:
    """A number that changes whenever something is given out."""
    return OpenTable.objects.aggregate(newest=Max("pk"))["newest"] or 0


def newest_of(table: Table, number: int) -> list[OpenTable]:
    """The newest tables of a kind, oldest of them first."""
    return list(OpenTable.objects.filter(table=table).order_by("-first")[:number])[::-1]


def tables_of(table: Table, year: int) -> list[OpenTable]:
    """All of a year, in the order of time."""
    return list(OpenTable.objects.filter(table=table, budget=year).order_by("first"))


def years_of(table: Table) -> list[int]:
    """In which years something was given out, the newest first."""
    rows = OpenTable.objects.filter(table=table).order_by("-budget").values_list("budget", flat=True)
    return list(rows.distinct())

"""Open data: each table is drawn with its noise once, paid for out of the year's budget by an act, and then stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pimpasa.insights import noise
from pimpasa.insights.disclosure import BUDGET, SCALES, cost_of
from pimpasa.insights.models import OpenBudget, OpenTable
from pimpasa.insights.queries.open_data import Span, counts_of, waiting
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record


@act(Act.OPEN_DATA_RELEASED, idle="all that is over is out, or the year's budget is used up")
def release(*, on: date) -> int:
    """Give out the tables of spans that were over before a day; returns how many.

    Whoever asks again, at whatever machine, finds the same draw: an average of many would be the count itself.
    """
    budgets = _budgets(sorted({span.year for span in waiting(on)}))
    # Asked for again: another worker may have given out meanwhile what waited.
    affordable = [span for span in waiting(on) if _spend(budgets[span.year], span)]
    tables = _drawn(affordable)
    OpenTable.objects.bulk_create(tables)
    for budget in budgets.values():
        out = [table for table in tables if table.budget_id == budget.year]
        if out:
            budget.save()
            record(budget, by=SYSTEM, facts={"spent": budget.spent, "tables": [str(table) for table in out]})
    return len(tables)


def _budgets(years: Sequence[int]) -> Mapping[int, OpenBudget]:
    """Locked, so that one gives out at a time."""
    OpenBudget.objects.bulk_create([OpenBudget(year=year, whole=BUDGET) for year in years], ignore_conflicts=True)
    rows = OpenBudget.objects.filter(year__in=years).order_by("year")
    return {budget.year: budget for budget in rows.select_for_update()}


def _spend(budget: OpenBudget, span: Span) -> bool:
    """Whether the budget pays for a table; it is paid then."""
    if budget.left < cost_of(span.table):
        return False
    budget.spent += cost_of(span.table)
    return True


def _drawn(spans: Sequence[Span]) -> list[OpenTable]:
    if not spans:
        return []
    counts = counts_of(spans)
    draws = noise.drawn([(SCALES[span.table], list(counts[span].values())) for span in spans])
    return [
        OpenTable(
            budget_id=span.year,
            table=span.table,
            first=span.first,
            last=span.last,
            cost=cost_of(span.table),
            counts=dict(zip(counts[span], numbers, strict=True)),
        )
        for span, numbers in zip(spans, draws, strict=True)
    ]

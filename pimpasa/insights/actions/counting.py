"""Counts kept up to date: they follow the log, act for act in its one order, or are made anew and compared.

Intake waits for no counter: what an act changed is counted within a minute, by the worker, from the rows as they are
then. So a report is counted again as often as something happens to it, and never twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Model, QuerySet, Sum

from pimpasa.common.batches import pages
from pimpasa.insights.kinds import Grain
from pimpasa.insights.models import Bookmark, Cell, ReportFact, TermSince, WaitCell, WaitFact
from pimpasa.insights.periods import Month
from pimpasa.insights.queries.facts import Life, Terms, lives_of, reports_in
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import newest_position, placed
from pimpasa.ledger.verbs import unlogged
from pimpasa.reports.models import Report
from pimpasa.reports.queries.terms import amounts_of

ACTS_AT_ONCE = 2_000
REPORTS_AT_ONCE = 1_000
START = -1
UNREAD = ("envelope", "identity", "receipt_public")
SHARED = ("office", "village", "desk", "kind", "channel", "urgency", "state")
FACT_COLUMNS = (*SHARED, "finished", "reopened", "day")
CELL_COLUMNS = (*FACT_COLUMNS, "grain")
WAIT_COLUMNS = ("stage", "bucket", "late", "officer")
WAIT_CELL_COLUMNS = (*SHARED, *WAIT_COLUMNS, "day")
WHY = "counts what is logged already"
Span = tuple[int, Month]
Numbers = Counter[tuple[object, ...]]
AnyModel = TypeVar("AnyModel", bound=Model)


@dataclass(frozen=True)
class Recount:
    """Of how many reports what was counted anew differs from what was kept, and of how many months the cells do."""

    reports: int
    facts: int
    cells: int
    total: int

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs, and all cells together are all reports."""
        return self.facts == 0 and self.cells == 0 and self.total == self.reports


@unlogged(WHY)
def follow() -> int:
    """Count what the next acts of the log did; returns how many acts that were, none where all are counted."""
    bookmark = _bookmark()
    newest = newest_position()
    if newest < bookmark.position:
        bookmark.position = START  # a log that was brought back from before is followed anew
    upto = min(newest, bookmark.position + ACTS_AT_ONCE)
    acts = upto - bookmark.position
    if acts <= 0:
        return 0
    _note_terms(bookmark.position, upto)
    reports = Report.objects.filter(pk__in=reports_in(bookmark.position, upto)).defer(*UNREAD)
    spans: set[Span] = set()
    for page in pages(reports, REPORTS_AT_ONCE):
        spans |= _keep(lives_of(page, Terms()))
    _count(spans)
    bookmark.position = upto
    bookmark.save()
    return acts


@unlogged(WHY)
def recount(*, mend: bool) -> Recount:
    """Count every report anew, and say how what was kept differs; `mend` puts the new count in its place.

    What the log has not placed yet is counted here and not there, so the log is followed first.
    """
    _bookmark()
    terms = Terms()
    reports = 0
    different = 0
    spans: set[Span] = set()
    for page in pages(Report.objects.defer(*UNREAD), REPORTS_AT_ONCE):
        lives = lives_of(page, terms)
        reports += len(lives)
        different += _differences(lives)
        spans |= _keep(lives) if mend else {_span(life.fact) for life in lives}
    cells = sum(_cells_of(span) != _kept_cells(span) for span in spans)
    if mend:
        _count(spans)
    total = Cell.objects.filter(grain=Grain.DAY).aggregate(total=Sum("number"))["total"]
    return Recount(reports, different, cells, total or 0)


def _bookmark() -> Bookmark:
    """Locked, so that one counts at a time."""
    Bookmark.objects.get_or_create(pk=Bookmark.COUNTS)
    return Bookmark.objects.select_for_update().get(pk=Bookmark.COUNTS)


def _note_terms(after: int, upto: int) -> None:
    """Remember which terms offices set in these acts, each from its act on."""
    changes = placed(after, upto).filter(act=Act.OFFICE_CHANGED, subject__startswith="office:")
    for subject, at in changes.values_list("subject", "at"):
        office = int(subject.split(":")[1])
        before = Terms().at(office, at)
        rows = [
            TermSince(office_id=office, wait=wait, since=at, amount=amount)
            for wait, amount in amounts_of(office).items()
            if before[wait] != amount
        ]
        TermSince.objects.bulk_create(rows, ignore_conflicts=True)


def _span(fact: ReportFact) -> Span:
    return fact.office_id, Month.of(fact.day)


def _keep(lives: Sequence[Life]) -> set[Span]:
    """Put facts in the place of those of before; returns the spans whose cells changed."""
    facts = [life.fact for life in lives]
    before = ReportFact.objects.filter(pk__in=[fact.pk for fact in facts])
    spans = {_span(fact) for fact in [*before, *facts]}
    before.delete()
    ReportFact.objects.bulk_create(facts)
    WaitFact.objects.bulk_create(wait for life in lives for wait in life.waits)
    return spans


def _differences(lives: Sequence[Life]) -> int:
    facts = ReportFact.objects.filter(pk__in=[life.fact.pk for life in lives]).prefetch_related("waits")
    by_report: dict[UUID, Any] = {fact.pk: _values(fact, fact.waits.all()) for fact in facts}
    return sum(by_report.get(life.fact.pk) != _values(life.fact, life.waits) for life in lives)


def _values(fact: ReportFact, waits: Iterable[WaitFact]) -> Any:
    return (
        [getattr(fact, name) for name in _attributes(ReportFact, FACT_COLUMNS)],
        sorted((wait.stage, wait.minutes, wait.bucket, wait.late, wait.officer_id or 0) for wait in waits),
    )


def _attributes(model: type[Model], columns: Iterable[str]) -> list[str]:
    attributes = {field.name: field.attname for field in model._meta.concrete_fields}  # noqa: SLF001 - documented
    return [attributes[name] for name in columns]


def _count(spans: Iterable[Span]) -> None:
    """Make the cells of offices' months anew from the facts."""
    for span in spans:
        cells, waits = _cells_of(span)
        _kept(Cell, span).delete()
        _kept(WaitCell, span).delete()
        Cell.objects.bulk_create(_rows(Cell, CELL_COLUMNS, cells), batch_size=REPORTS_AT_ONCE)
        WaitCell.objects.bulk_create(_rows(WaitCell, WAIT_CELL_COLUMNS, waits), batch_size=REPORTS_AT_ONCE)


def _rows(model: type[AnyModel], columns: Sequence[str], numbers: Numbers) -> list[AnyModel]:
    names = _attributes(model, columns)
    return [model(**dict(zip(names, values, strict=True)), number=number) for values, number in numbers.items()]


def _cells_of(span: Span) -> tuple[Numbers, Numbers]:
    """What the facts of an office's month come to, by columns: reports by day and by month, and waits by month."""
    office, month = span
    facts = ReportFact.objects.filter(office=office, day__gte=month.first, day__lte=month.last)
    cells: Numbers = Counter()
    for *values, day, number in facts.values_list(*FACT_COLUMNS).annotate(n=Count("pk")).order_by():
        cells[*values, day, Grain.DAY.value] += number
        cells[*values, month.first, Grain.MONTH.value] += number
    waits: Numbers = Counter()
    rows = WaitFact.objects.filter(fact__in=facts)
    columns = [*(f"fact__{name}" for name in SHARED), *WAIT_COLUMNS]
    for *values, number in rows.values_list(*columns).annotate(n=Count("minutes")).order_by():
        waits[*values, month.first] += number
    return cells, waits


def _kept_cells(span: Span) -> tuple[Numbers, Numbers]:
    """The same as it is kept."""
    return _numbers(_kept(Cell, span), CELL_COLUMNS), _numbers(_kept(WaitCell, span), WAIT_CELL_COLUMNS)


def _kept(model: type[AnyModel], span: Span) -> QuerySet[AnyModel]:
    office, month = span
    # A manager that any model has, whatever it calls its own.
    return model._default_manager.filter(office=office, day__gte=month.first, day__lte=month.last)  # noqa: SLF001


def _numbers(rows: QuerySet[AnyModel], columns: Sequence[str]) -> Numbers:
    numbers: Numbers = Counter()
    for *values, number in rows.values_list(*columns, "number"):
        numbers[tuple(values)] += number
    return numbers

"""Open data over a year: drawn once, paid for out of a budget, and telling of no single event."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from math import exp
from random import Random
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from pimpasa.common import clock
from pimpasa.insights import noise
from pimpasa.insights.actions.counting import recount
from pimpasa.insights.actions.releasing import release
from pimpasa.insights.disclosure import BUDGET, SCALES, THOUSANDTHS, cost_of, margin_of, noised
from pimpasa.insights.kinds import Table
from pimpasa.insights.models import OpenBudget, OpenTable
from pimpasa.insights.queries.open_data import Span, counts_of, spans_over
from pimpasa.insights.tasks import release as release_task
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries
from pimpasa.timekeeping.models import Doubt
from tests.factories import reports as given
from tests.factories.acts import count_on
from tests.factories.people import cast

DAY = date(2026, 4, 2)
A_YEAR = date(2026, 1, 1)


def likelihood(shown: int, count: int, scale: int) -> float:
    """The logarithm of how likely a count shows like this: discrete Laplace, but for a constant."""
    return -abs(shown - count) / scale


@pytest.mark.django_db
class TestARelease:
    def test_gives_out_what_is_over_once(self) -> None:
        cast()
        assert release(on=DAY) == len(spans_over(DAY))
        before = dict(OpenTable.objects.values_list("pk", "counts"))
        assert release(on=DAY) == 0
        assert recount(mend=True).is_equal
        assert release(on=DAY) == 0
        assert dict(OpenTable.objects.values_list("pk", "counts")) == before
        assert release(on=DAY + timedelta(days=1)) == 1

    def test_knows_days_months_and_quarters_from_the_year_before_on(self) -> None:
        spans = Counter(span.table for span in spans_over(DAY))
        assert spans == {Table.DAILY: 365 + 31 + 28 + 31 + 1, Table.MONTHLY: 15, Table.QUARTERLY: 5}
        assert spans_over(DAY)[-1] == Span(date(2026, 4, 1), date(2026, 4, 1), Table.DAILY)

    def test_is_paid_for_by_an_act(self) -> None:
        cast()
        release(on=DAY)
        spent = dict(OpenBudget.objects.values_list("year", "spent"))
        assert spent == {2025: 365 * 20 + 12 * 100 + 4 * 250, 2026: 91 * 20 + 3 * 100 + 250}
        assert sorted(entry.subject for entry in entries(act=Act.OPEN_DATA_RELEASED)) == [
            "open-data:2025",
            "open-data:2026",
        ]

    def test_counts_each_report_once_in_each_kind_of_table(self) -> None:
        cast()
        given.report()
        count_on()
        today = clock.today()
        after = date(today.year, today.month, 1) + timedelta(days=100)
        counts = counts_of([span for span in spans_over(after) if span.first <= today <= span.last])
        assert {span.table: sum(numbers.values()) for span, numbers in counts.items()} == dict.fromkeys(Table, 1)

    def test_ends_where_the_budget_of_the_year_does(self) -> None:
        cast()
        OpenBudget.objects.create(year=2025, whole=BUDGET)
        OpenBudget.objects.create(year=2026, whole=50)
        release(on=DAY)
        assert dict(OpenBudget.objects.values_list("year", "spent"))[2026] == 40
        assert OpenTable.objects.filter(budget=2026).count() == 2
        assert release(on=DAY + timedelta(days=1)) == 0

    def test_can_never_spend_more_whoever_writes(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            OpenBudget.objects.create(year=2026, whole=10, spent=11)

    def test_of_a_wrong_clock_spends_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        cast()
        monkeypatch.setattr(clock, "machine_now", lambda: datetime(2033, 3, 14, tzinfo=UTC))
        assert release_task(timestamp=0) == 0
        assert Doubt.objects.count() == 1
        assert OpenTable.objects.count() == OpenBudget.objects.count() == 0

    def test_of_a_failing_process_gives_nothing_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        cast()
        monkeypatch.setattr(sys, "executable", "/bin/false")
        with pytest.raises(subprocess.SubprocessError):
            release(on=DAY)
        assert OpenTable.objects.count() == OpenBudget.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_give_out_once() -> None:
    cast()
    barrier = Barrier(2)
    released: list[int] = []

    def work() -> None:
        barrier.wait()
        released.append(release(on=DAY))
        connection.close()

    workers = [Thread(target=work) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(released) == [0, len(spans_over(DAY))]
    assert OpenBudget.objects.get(year=2026).spent == sum(
        OpenTable.objects.filter(budget=2026).values_list("cost", flat=True)
    )


def test_the_noise_is_as_wide_as_is_said() -> None:
    """By the discrete Laplace distribution: a mean distance of 2a/(1-a²), a = exp(-1/scale), and 19 of 20 within."""
    number = 20_000
    draws = noise.drawn([(scale, [0] * number) for scale in SCALES.values()])
    for (table, scale), numbers in zip(SCALES.items(), draws, strict=True):
        ratio = exp(-1 / scale)
        mean = 2 * ratio / (1 - ratio**2)
        assert abs(sum(map(abs, numbers)) / number - mean) < 6 * scale / number**0.5
        within = sum(abs(drawn) <= margin_of(table) for drawn in numbers) / number
        assert 0.94 < within < 0.96


def test_no_other_process_loads_the_library() -> None:
    """The program with all its tasks, as the web processes and the worker load it."""
    code = (
        "import os, django, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'pimpasa.config.settings'; django.setup();"
        "import pimpasa.insights.tasks, pimpasa.config.urls; sys.exit('opendp' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class Watcher:
    """Keeps every table, knows the noise's distribution and all reports but one; weighs whether that one was there."""

    def __init__(self, tables: list[OpenTable]) -> None:
        self.tables = tables

    def weight(self, day: date, kind: str, counts: dict[Span, dict[str, int]], codes: dict[Table, str]) -> float:
        """How much likelier what is shown is with a report of that day than without it, as a logarithm."""
        weight = 0.0
        for table in self.tables:
            if table.first <= day <= table.last:
                sort = Table(table.table)
                key = f"{codes[sort]}:{kind}"
                count = counts[Span(table.last, table.first, sort)][key]
                weight += likelihood(table.counts[key], count, SCALES[sort])
                weight -= likelihood(table.counts[key], count - 1, SCALES[sort])
        return weight


@pytest.mark.django_db
def test_who_keeps_a_year_of_open_data_learns_of_no_single_event(monkeypatch: pytest.MonkeyPatch) -> None:
    cast()
    chance = Random(1)  # noqa: S311 - invented events
    codes = {Table.DAILY: "", Table.MONTHLY: "31", Table.QUARTERLY: "31.73"}
    events = [(A_YEAR + timedelta(days=day), chance.choice(["tppo", "pmi"])) for day in range(365) for _n in range(3)]

    def counts_with_events(spans: list[Span]) -> dict[Span, dict[str, int]]:
        counts = counts_of(spans)
        for span, numbers in counts.items():
            for day, kind in events:
                numbers[f"{codes[span.table]}:{kind}"] += span.first <= day <= span.last
        return counts

    monkeypatch.setattr("pimpasa.insights.actions.releasing.counts_of", counts_with_events)
    release(on=date(2027, 1, 1))
    tables = list(OpenTable.objects.filter(budget=2026))
    counts = counts_with_events([Span(table.last, table.first, Table(table.table)) for table in tables])
    watcher = Watcher(tables)
    of_one = sum(cost_of(table) for table in Table) / THOUSANDTHS
    weights = [watcher.weight(day, kind, counts, codes) for day, kind in events]
    assert max(map(abs, weights)) <= of_one + 1e-9
    assert exp(of_one) < 1.5  # nobody becomes half as likely again, or less
    assert OpenBudget.objects.get(year=2026).spent <= BUDGET
    assert any(noised(number) is None for table in tables for number in table.counts.values())
    assert min(shown for table in tables for n in table.counts.values() if (shown := noised(n)) is not None) >= 10

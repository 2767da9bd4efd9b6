"""Reports in numbers for benchmarks: a thousand a second on two quiet cores.

Real, every one of them: its words sealed under a key of its own, granted to its desks, its receipt, what it is found by
and what it names, its acts with their commitments and places in the signed log, its finding where it is concluded, what
is counted of it. Each opens on a page and verifies. A thousand stories are told, each again and again at its own
desk; a story is read once, and sealed anew for every report.

Not there: imprints, so an audit of rows would call each of them put in by hand; visits, messages and files; their share
of the public log, which comes out with its next batch.

How it is fast: several processes seal and copy into the database side by side, foreign keys are not looked at again
row by row, the larger indexes are dropped before and made anew after it, and cells are summed up in two statements. A
test holds that what is counted so is what `pimpasa insights check` counts.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from pimpasa.config import simulation

if TYPE_CHECKING:
    from bench.country import Country

STORIES = 1_000
SPAN = timedelta(days=3 * 365)
BUSY = 40  # of a hundred stories so many are the busiest desk's
ACTS_AT_ONCE = 20_000
COLUMNS_OF_FACTS = ("report_id", "office_id", "village_id", "desk_id", "kind", "channel", "urgency", "state",
                    "finished", "reopened", "day")  # fmt: skip
COLUMNS_OF_WAITS = ("fact_id", "stage", "minutes", "bucket", "late", "officer_id")
FILLED = ("reports_report", "reports_reportgrant", "reports_mention", "reports_wordindex", "ledger_entry",
          "verification_finding", "insights_reportfact", "insights_waitfact")  # fmt: skip
_SHARED = "office_id, village_id, desk_id, kind, channel, urgency, state"
_CELLS = """
INSERT INTO insights_cell ({shared}, finished, reopened, grain, day, number)
SELECT {shared}, finished, reopened, 'day', day, count(*) FROM insights_reportfact
GROUP BY {shared}, finished, reopened, day
UNION ALL
SELECT {shared}, finished, reopened, 'month', date_trunc('month', day)::date, count(*) FROM insights_reportfact
GROUP BY {shared}, finished, reopened, date_trunc('month', day)
"""
_WAIT_CELLS = """
INSERT INTO insights_waitcell ({shared}, stage, bucket, late, officer_id, day, number)
SELECT {shared}, stage, bucket, late, officer_id, date_trunc('month', day)::date, count(*)
FROM insights_waitfact JOIN insights_reportfact ON fact_id = report_id
GROUP BY {shared}, stage, bucket, late, officer_id, date_trunc('month', day)
"""
_next_position: Any = None


@dataclass(frozen=True)
class Filled:
    """How many reports there are more, and how long that took."""

    reports: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.reports:,} reports in {self.seconds:.0f} s, {self.reports / self.seconds:.0f} a second"


def fill(country: Country, reports: int, *, seed: int) -> Filled:
    """Add so many reports of the three years before now."""
    from pimpasa.common import clock

    begun = time.monotonic()
    plan = simulation.Plan(reports, seed, weighted(country), clock.now(), span=SPAN, stories=STORIES)
    put(plan)
    return Filled(reports, time.monotonic() - begun)


def weighted(country: Country) -> list[simulation.Place]:
    """Four stories of ten are the busiest desk's, the others are spread over all desks."""
    places = list(simulation.places())
    busy = next(place for place in places if place.desk == country.busy.pk)
    return [*[busy] * (len(places) * BUSY // (100 - BUSY)), *places]


def put(plan: simulation.Plan, *, processes: int | None = None) -> None:
    """Store a plan's reports with everything that is theirs."""
    size = _entries()
    with _unhindered(), _without_indexes(plan.reports):
        starts = range(0, plan.reports, simulation.BATCH)
        position = multiprocessing.get_context("spawn").Value("q", size)
        with ProcessPoolExecutor(
            processes or os.cpu_count() or 1, multiprocessing.get_context("spawn"), _begin, (position,)
        ) as pool:
            jobs = [
                pool.submit(_put_batch, plan, start, min(simulation.BATCH, plan.reports - start)) for start in starts
            ]
            for number, job in enumerate(jobs, 1):
                job.result()
                if number % 50 == 0:
                    print(f"{number * simulation.BATCH:,} of {plan.reports:,} reports", flush=True)
    _sign(size)
    _sum_up()
    _look_over()


def _begin(position: Any) -> None:
    global _next_position
    simulation.prepare()
    _next_position = position


def _put_batch(plan: simulation.Plan, start: int, count: int) -> None:
    from django.db import connection, transaction

    rows = simulation.batch(plan, start, count)
    lives = list(_lives(rows))
    entries = [(*entry, position) for position, entry in enumerate(rows["entry"], _claimed(len(rows["entry"])))]
    tables = {table: rows[name] for name, table in simulation.TABLES.items() if name != "entry"}
    tables[simulation.TABLES["entry"].replace("mac)", "mac, position)")] = entries
    tables[f"insights_reportfact ({', '.join(COLUMNS_OF_FACTS)})"] = [
        tuple(getattr(life.fact, column) for column in COLUMNS_OF_FACTS) for life in lives
    ]
    tables[f"insights_waitfact ({', '.join(COLUMNS_OF_WAITS)})"] = [
        tuple(getattr(wait, column) for column in COLUMNS_OF_WAITS) for life in lives for wait in life.waits
    ]
    with _unhindered(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        for table, values in tables.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)


def _claimed(entries: int) -> int:
    """The first of so many places in the log, which are this process's."""
    with _next_position.get_lock():
        first: int = _next_position.value
        _next_position.value += entries
    return first


def _lives(rows: simulation.Rows) -> Iterator[Any]:
    """What each report counts as, by the rule that counts real ones."""
    from pimpasa.insights.queries import facts
    from pimpasa.ledger.acts import Act
    from pimpasa.reports.models import Report

    terms = facts.Terms()
    acts: dict[str, dict[Act, facts.Moment]] = {}
    for act, subject, actor, at, *_sealed in rows["entry"]:
        if act in facts.ACTS:
            acts.setdefault(subject, {})[Act(act)] = (at, actor)
    officers = {actor: int(actor.partition(":")[2]) for own in acts.values() for _at, actor in own.values()}
    names = [name.strip() for name in simulation.TABLES["report"].partition("(")[2].rstrip(")").split(",")]
    for row in rows["report"]:
        report = Report(**dict(zip(names, row, strict=True)))
        yield facts.life_of(report, acts.get(report.subject, {}), terms, officers, finished=False)


@contextmanager
def _unhindered() -> Iterator[None]:
    """Without triggers: what rows an act changed is noted for real acts, and foreign keys point where they should."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")


@contextmanager
def _without_indexes(reports: int) -> Iterator[None]:
    """Many rows are sorted once instead of each by itself; for few that would take longer."""
    if reports < 50_000:
        yield
        return
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint)",
            [list(FILLED)],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        begun = time.monotonic()
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("RESET maintenance_work_mem")
    print(f"{len(indexes)} indexes in {time.monotonic() - begun:.0f} s", flush=True)


def _entries() -> int:
    """The size of the log, once everything that waits has its place."""
    from pimpasa.ledger.integration import integrate
    from pimpasa.ledger.queries import newest_checkpoint

    while integrate(late=True):
        pass
    newest = newest_checkpoint()
    return newest.size if newest else 0


def _sign(size: int) -> None:
    """Take the new acts into the tree as the integrator does, which looks at each of them first."""
    from django.db import transaction

    from pimpasa.ledger import integration, queries, tree
    from pimpasa.ledger.models import Entry

    begun = time.monotonic()
    with transaction.atomic():
        old = size
        last = queries.newest_checkpoint()
        new = Entry.objects.filter(position__gte=old).order_by("position").values_list("commitment", flat=True)
        waiting = new.iterator(ACTS_AT_ONCE)
        while commitments := list(islice(waiting, ACTS_AT_ONCE)):
            integration.extend(size, [tree.leaf_hash(bytes(commitment)) for commitment in commitments])
            size += len(commitments)
        integration._sign(last, size)  # noqa: SLF001 - what checks each act first would take longer than the sealing
    print(f"{size - old:,} acts signed in {time.monotonic() - begun:.0f} s", flush=True)


def _sum_up() -> None:
    """Cells from the facts, and that everything in the log is counted."""
    from django.db import connection, transaction

    from pimpasa.insights.models import Bookmark
    from pimpasa.ledger.queries import newest_position

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("TRUNCATE insights_cell, insights_waitcell")
        cursor.execute(_CELLS.format(shared=_SHARED))
        cursor.execute(_WAIT_CELLS.format(shared=_SHARED))
        Bookmark.objects.update_or_create(pk=Bookmark.COUNTS, defaults={"position": newest_position()})


def _look_over() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")

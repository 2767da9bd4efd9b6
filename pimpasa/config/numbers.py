"""What the database and the disk say of the whole installation, as numbers to watch.

Nothing younger than a minute shows in queues and lags, or a report would be seen to come in; sums are in full tens,
as of the public log's newest batch.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import Error, connection, connections
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector as Base

from pimpasa import __version__
from pimpasa.common import clock
from pimpasa.common.publication import in_full_tens
from pimpasa.config.jobs import LINES
from pimpasa.evidence import store
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.installation import queries as installed
from pimpasa.ledger import queries as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.models import Draft

HOLDS = 10.0  # seconds between two looks, however often somebody asks
YOUNGEST = timedelta(minutes=1)
STEP_OF_DISK = 100 * 1024**2
# Since when each waits: a job that is put off waits from the moment that it was put off to.
_JOBS = """
SELECT queue_name, status::text, count(*), min(coalesce(scheduled_at, deferred.at))
FROM procrastinate_jobs
LEFT JOIN LATERAL (
    SELECT max(at) AS at FROM procrastinate_events WHERE job_id = procrastinate_jobs.id AND type = 'deferred'
) deferred ON true
WHERE status IN ('todo', 'doing', 'failed') AND (status = 'failed' OR coalesce(scheduled_at, deferred.at) < %s)
GROUP BY queue_name, status
"""


class Collector(Base):
    """Looks anew when somebody asks, at most every HOLDS."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._looked_at = -HOLDS
        self._known: list[Metric] = []
        self._batch: datetime | None = None
        self._sums: list[Metric] = []

    def describe(self) -> Iterable[Metric]:
        """Nothing is asked of the database when this is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        with self._lock:
            if monotonic() - self._looked_at > HOLDS:
                self._known = list(self._look())
                self._looked_at = monotonic()
            yield from self._known

    def _look(self) -> Iterator[Metric]:
        yield InfoMetricFamily("pimpasa_version", "Which version this is.", {"version": __version__})
        yield from _disk()
        try:
            metrics = [*_jobs(), *_log(), *_backup(), *self._summed()]
        except Error:
            yield _gauge("pimpasa_database_up", "Whether the database answers.", 0)
        else:
            yield _gauge("pimpasa_database_up", "Whether the database answers.", 1)
            yield from metrics
        finally:
            # The thread that shows the numbers has no request at whose end it would be closed.
            if not connection.in_atomic_block:
                connections.close_all()
        yield _gauge("pimpasa_store_up", "Whether the store of files answers.", _store())

    def _summed(self) -> list[Metric]:
        batch = ledger.newest_batch()
        at = batch.signed_at if batch else None
        if at != self._batch or not self._sums:
            self._batch, self._sums = at, list(_sums(at))
        return self._sums


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=value)


def _disk() -> Iterator[Metric]:
    usage = shutil.disk_usage(settings.DATA)
    free = usage.free // STEP_OF_DISK * STEP_OF_DISK
    yield _gauge("pimpasa_disk_free_bytes", "Free where the data lie, in full 100 MiB.", free)
    yield _gauge("pimpasa_disk_bytes", "The size of that disk.", usage.total)


def _store() -> int:
    try:
        store.answer()
    except StoreUnavailable:
        return 0
    return 1


def _jobs() -> Iterator[Metric]:
    now = clock.now()
    jobs = GaugeMetricFamily(
        "pimpasa_jobs", "Jobs that wait or run for over a minute, or failed.", labels=["line", "state"]
    )
    ages = GaugeMetricFamily(
        "pimpasa_queue_age_seconds", "How long the longest waits, from a minute on.", labels=["line"]
    )
    with connection.cursor() as cursor:
        cursor.execute(_JOBS, [now - YOUNGEST])
        rows = {(line, state): (number, since) for line, state, number, since in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %s", [now - YOUNGEST])
        workers = cursor.fetchone()[0]
    for line in LINES:
        for state in ("todo", "doing", "failed"):
            jobs.add_metric([line, state], rows.get((line, state), (0, None))[0])
        since = rows.get((line, "todo"), (0, None))[1]
        ages.add_metric([line], (now - since).total_seconds() if since else 0)
    yield jobs
    yield ages
    yield _gauge("pimpasa_workers", "Workers' lines that beat within a minute.", workers)


def _log() -> Iterator[Metric]:
    now = clock.now()
    oldest = ledger.waiting().filter(at__lt=now - YOUNGEST).order_by("at").values_list("at", flat=True).first()
    lag = (now - oldest).total_seconds() if oldest else 0
    yield _gauge("pimpasa_unsigned_age_seconds", "How long an act waits for its signature, from a minute on.", lag)
    batch = ledger.newest_batch()
    if batch is not None:
        age = (now - batch.signed_at).total_seconds()
        yield _gauge("pimpasa_public_log_age_seconds", "How old the public log's checkpoint is.", age)


def _backup() -> Iterator[Metric]:
    last = installed.last_backup()
    if last is not None:
        age = (clock.now() - last.at).total_seconds()
        yield _gauge("pimpasa_backup_age_seconds", "How old the last backup is.", age)


def _sums(until: datetime | None) -> Iterator[Metric]:
    sealed = ledger.entries(act=Act.REPORT_RECEIVED).filter(at__lte=until).count() if until else 0
    words = "Reports taken and sealed, in full tens, as of the public log."
    yield CounterMetricFamily("pimpasa_reports_sealed", words, value=in_full_tens(sealed))
    drafts = Draft.objects.filter(sent=False, expires_at__gt=clock.now()).count()
    yield _gauge("pimpasa_drafts", "Reports being written, in full tens, as of the public log.", in_full_tens(drafts))

"""Numbers to watch, in Prometheus' form, on a port of their own (ADR 0095).

Each process counts into files of one folder, and whoever started them reads these together. What tells when somebody
reported is let out in full tens and by the public log's batches; everything else at once.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import time
from typing import Any

from pimpasa.common.measures import count_by
from pimpasa.common.publication import in_full_tens

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library's own name for it, read when it is first imported
PERIOD = 600.0  # seconds, the public log's
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
# A crowd needs no batch: so many of one route within a period let out what they are.
CROWD = 10_000


class Held:
    """What happened, kept back until a batch is due and then let out in full tens; the rest waits for the next."""

    def __init__(self, let_out: Callable[[str, list[float]], None], now: Callable[[], float] = time) -> None:
        self._let_out = let_out
        self._now = now
        self._batch = self._number()
        self._kept: defaultdict[str, list[float]] = defaultdict(list)
        self._lock = Lock()

    def add(self, name: str, value: float = 1.0) -> None:
        with self._lock:
            if self._number() != self._batch:
                self._batch = self._number()
                for due in list(self._kept):
                    self._release(due)
            self._kept[name].append(value)
            if len(self._kept[name]) >= CROWD:
                self._release(name)

    def _release(self, name: str) -> None:
        whole = in_full_tens(len(self._kept[name]))
        out, self._kept[name] = self._kept[name][:whole], self._kept[name][whole:]
        if out:
            self._let_out(name, out)

    def _number(self) -> int:
        return int(self._now() // PERIOD)


class Numbers:
    """The numbers of one process."""

    def __init__(self, registry: Any = None, now: Callable[[], float] = time) -> None:
        # Here, since the library looks for its folder when it is imported.
        from prometheus_client import REGISTRY, Counter, Histogram

        into: dict[str, Any] = {"registry": registry or REGISTRY}
        self._answers = Counter("pimpasa_answers", "Answers by class of status, of all pages.", ["status"], **into)
        self._seconds = Histogram("pimpasa_answer_seconds", "How long answers took.", buckets=BUCKETS, **into)
        routes = Histogram(
            "pimpasa_route_seconds", "The same by page, in full tens, in batches.", ["route"], buckets=BUCKETS, **into
        )
        runs = Counter("pimpasa_sandbox_runs", "Runs apart by outcome, in full tens, in batches.", ["outcome"], **into)
        refused = Counter("pimpasa_reports_refused", "Reports not taken, in full tens, in batches.", **into)
        self._routes = Held(lambda name, out: _observe(routes.labels(name), out), now)
        self._runs = Held(lambda name, out: runs.labels(name).inc(len(out)), now)
        self._refused = Held(lambda _name, out: refused.inc(len(out)), now)

    def answered(self, *, route: str, status: int, seconds: float) -> None:
        self._answers.labels(f"{status // 100}xx").inc()
        self._seconds.observe(seconds)
        self._routes.add(route, seconds)

    def ran(self, *, outcome: str) -> None:
        self._runs.add(outcome)

    def refused(self) -> None:
        self._refused.add("")


def _observe(histogram: Any, values: list[float]) -> None:
    for value in values:
        histogram.observe(value)


def begin() -> None:
    """Count in this process from now on, where whoever started it reads the numbers."""
    if os.environ.get(FOLDER):
        from pimpasa.sandbox import programs

        numbers = Numbers()
        count_by(numbers)
        programs.tell(lambda outcome: numbers.ran(outcome=outcome))


@contextmanager
def exposed(address: str) -> Iterator[None]:
    """Show on `address` (host:port) what this process's children count, and what the database says, until we leave.

    Nothing happens without an address, nor within a process whose parent shows it. Raises OSError where the port is
    taken.
    """
    if not address or os.environ.get(FOLDER):
        yield
        return
    folder = tempfile.mkdtemp(prefix="pimpasa-numbers-")
    os.environ[FOLDER] = folder
    try:
        server = _serve(address, folder)
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
    finally:
        del os.environ[FOLDER]
        shutil.rmtree(folder, ignore_errors=True)


def _serve(address: str, folder: str) -> Any:
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.multiprocess import MultiProcessCollector

    from pimpasa.config.numbers import Collector

    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=folder)  # type: ignore[no-untyped-call]  # the library types it not
    registry.register(Collector())
    host, _, port = address.rpartition(":")
    server, _thread = start_http_server(int(port), addr=host.strip("[]"), registry=registry)
    return server

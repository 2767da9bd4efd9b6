"""What serves until it is stopped is up before its database, as after a power cut: it waits, and says so."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pimpasa.config.postgres import Cluster
from tests.installations import installed
from tests.processes import free_port, read_until, started

WAITS = "pimpasa: waiting for the database: "


@pytest.fixture
def stopped(tmp_path: Path) -> Iterator[Cluster]:
    """The database of an installation; nobody runs it."""
    cluster = Cluster(installed(tmp_path).data / "postgres")
    yield cluster
    cluster.stop()


def beats(cluster: Cluster) -> int:
    with psycopg.connect(cluster.url) as line:
        row = line.execute("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '9 s'")
        return int((row.fetchone() or (0,))[0])


def test_a_web_server_and_a_worker_wait_for_a_database_that_comes_later(stopped: Cluster) -> None:
    data, port = stopped.folder.parent, free_port()
    with (
        started("-m", "pimpasa", "worker", data=data, DATABASE_URL=stopped.url) as worker,
        started("-m", "pimpasa", "serve", "--workers", "1", data=data, DATABASE_URL=stopped.url, PORT=str(port)) as web,
    ):
        read_until(worker, WAITS)
        read_until(web, WAITS)
        time.sleep(3)  # a second try, of which nothing more is said
        stopped.start()
        assert WAITS not in read_until(web, f"Serving http://127.0.0.1:{port}/")
        until = time.monotonic() + 30
        while not beats(stopped) and time.monotonic() < until:
            time.sleep(0.5)
        assert beats(stopped) > 0
        for process in (web, worker):
            process.terminate()
        assert [web.wait(60), worker.wait(60)] == [0, 0]


def test_a_wait_ends_when_it_is_stopped(tmp_path: Path) -> None:
    url = f"postgresql://pimpasa@127.0.0.1:{free_port()}/pimpasa"
    with started("-m", "pimpasa", "worker", data=tmp_path / "data", DATABASE_URL=url) as worker:
        assert "onnection refused" in read_until(worker, WAITS)
        worker.terminate()
        assert worker.wait(30) == 130

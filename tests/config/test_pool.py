"""Everything works behind a pool of connections in transaction mode: a real pgbouncer."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx
import psycopg
import pytest

from pimpasa.config.postgres import Cluster
from tests.e2e.people import Resident, Told, hang_up
from tests.installations import installed
from tests.processes import free_port, pimpasa, read_until, started

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
pytestmark = pytest.mark.skipif(PGBOUNCER is None, reason="pgbouncer is not installed (apt-get install pgbouncer)")
CONFIGURATION = """
[databases]
postgres = host={socket} port=5432 user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 30
max_client_conn = 500
ignore_startup_parameters = extra_float_digits,options
server_lifetime = 20
"""


@dataclass(frozen=True)
class Pooled:
    """An installation whose database is reached through a pool, and how to reach it without."""

    data: Path
    pool: str
    direct: str


@pytest.fixture(scope="module")
def pooled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pooled]:
    folder = tmp_path_factory.mktemp("pooled")
    data = installed(folder).data
    cluster = Cluster(data / "postgres")
    cluster.start()
    port = free_port()
    file = folder / "pgbouncer.ini"
    file.write_text(CONFIGURATION.format(socket=cluster.socket, port=port))
    # It refuses to run as root, and passes the socket's folder only as the database's own user.
    user = cluster.user or pwd.getpwuid(os.geteuid()).pw_name
    process = subprocess.Popen([str(PGBOUNCER), "-q", "-u", user, str(file)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        yield Pooled(data, url, f"postgresql://postgres@/postgres?host={quote(str(cluster.socket))}")
    finally:
        process.terminate()
        process.wait(20)
        cluster.stop()
        hang_up()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        assert process.poll() is None
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("pgbouncer did not start")


@contextmanager
def serving(pooled: Pooled) -> Iterator[str]:
    port = free_port()
    with (
        started("-m", "pimpasa", "worker", data=pooled.data, DATABASE_URL=pooled.pool),
        started("-m", "pimpasa", "serve", data=pooled.data, DATABASE_URL=pooled.pool, PORT=str(port)) as server,
    ):
        read_until(server, "Serving")
        yield f"http://127.0.0.1:{port}"


def jobs_done(pooled: Pooled) -> int:
    with psycopg.connect(pooled.direct) as line:
        row = line.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'").fetchone()
    return int(row[0]) if row else 0


def test_it_is_a_pool(pooled: Pooled) -> None:
    """Two statements of one connection are answered by two servers where another is at work between them."""
    with psycopg.connect(pooled.pool, autocommit=True) as one, psycopg.connect(pooled.pool, autocommit=True) as two:
        first = one.execute("SELECT pg_backend_pid()").fetchone()
        two.execute("BEGIN")
        assert two.execute("SELECT pg_backend_pid()").fetchone() == first
        assert one.execute("SELECT pg_backend_pid()").fetchone() != first
        two.execute("ROLLBACK")


def test_a_report_is_taken_the_jobs_run_and_the_log_is_whole(pooled: Pooled) -> None:
    jobs = jobs_done(pooled)
    with serving(pooled) as address:
        resident = Resident(address)
        code = resident.reports(Told(narrative="Karangan: lewat kolam.", files={"a.txt": b"satu"}))
        assert "Kami sudah berjanji dengan tanda tangan" in resident.tracks(code)
        until = time.monotonic() + 75  # a job comes every minute or five
        while jobs_done(pooled) == jobs and time.monotonic() < until:
            time.sleep(1)
        assert jobs_done(pooled) > jobs
        assert httpx.get(f"{address}/transparansi/checkpoint").status_code == 200
    audit = pimpasa("ledger", "audit", data=pooled.data, DATABASE_URL=pooled.pool)
    assert (audit.returncode, audit.stdout) == (0, "The log is whole.\n"), audit.stderr

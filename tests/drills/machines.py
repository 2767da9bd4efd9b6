"""What a ministry runs on many machines, on this one: real programs over loopback, with the files of deploy/cluster.

etcd, two PostgreSQL under Patroni, pgbouncer, HAProxy, an S3, web servers and workers, each a process with a folder of
its own. `part.dies()` is the power cut of its machine, `part.starts()` its return. Nothing but what was started here is
ever ended, and all of it ends with whoever started it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx
import psycopg

from pimpasa.config import postgres
from pimpasa.config.postgres import BINARIES, Cluster
from pimpasa.config.processes import end_with_parent
from pimpasa.evidence.store import MARK
from tests import stores
from tests.drills.pair import Server
from tests.e2e.conftest import family
from tests.installations import installed
from tests.processes import environment, free_port

CONFIGURATION = Path(__file__).resolve().parents[2] / "deploy" / "cluster"
BUCKET = "bukti"
WEBS = 3
# What Debian's packages bring, and where it may lie.
PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"
PROGRAMS = {"etcd": "etcd-server", "haproxy": "haproxy", "pgbouncer": "pgbouncer"}


def missing() -> list[str]:
    """The packages without which nothing of this can be."""
    packages = [package for program, package in PROGRAMS.items() if not shutil.which(program, path=PATH)]
    return packages if _patroni().exists() else [*packages, "patroni (make setup-tests)"]


def _patroni() -> Path:
    return Path(sysconfig.get_path("scripts")) / "patroni"


@dataclass
class Part:
    """One process over a folder; `ready` says whether it can do its work."""

    name: str
    folder: Path
    words: list[str | Path]
    ready: Callable[[], object]
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    def starts(self) -> None:
        """Not yet ready; from the main thread, with which it would end."""
        surroundings = environment(
            self.folder, PATH=PATH, HOME=str(self.folder), TMPDIR=str(self.folder), **self.settings
        )
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.words,
                env=surroundings,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )

    def waits(self, seconds: float = 60) -> None:
        """Until it is ready."""
        until = time.monotonic() + seconds
        while not self._is_ready():
            assert self.process is not None
            assert self.process.poll() is None, f"{self.name} ended: {self.log.read_text()[-3000:]}"
            assert time.monotonic() < until, f"{self.name} is not ready: {self.log.read_text()[-3000:]}"
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        with contextlib.suppress(OSError, httpx.HTTPError, psycopg.Error):
            return bool(self.ready())
        return False

    def dies(self) -> None:
        """It and all that it started, at once."""
        if self.process is not None:
            _kill(family(self.process.pid))
            self.process.wait(30)
            self.process = None

    def stops(self) -> None:
        if self.process is None:
            return
        left = family(self.process.pid)
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(30)
        _kill([number for number in left if _works_in(number, self.folder)])
        self.process.wait(30)
        self.process = None


@dataclass
class Database(Part):
    """A machine with a PostgreSQL and the Patroni over it."""

    server: Server = field(kw_only=True)
    rest: str = field(kw_only=True)

    def dies(self) -> None:
        """The machine: Patroni too."""
        super().dies()
        self.loses_postgres()

    def loses_postgres(self) -> None:
        """The server alone, which its Patroni notices."""
        if (self.server.folder / "postmaster.pid").exists():
            number = self.server.postmaster
            _kill([one for one in family(number) if _works_in(one, self.folder)])

    def stops(self) -> None:
        super().stops()
        self.loses_postgres()

    def is_primary(self) -> bool:
        return httpx.get(f"{self.rest}/primary", timeout=2).status_code == 200

    def is_synchronous(self) -> bool:
        return httpx.get(f"{self.rest}/synchronous", timeout=2).status_code == 200


@dataclass
class Ministry:
    """All of it; `address` is what residents and officers open."""

    address: str
    url: str
    etcds: list[Part]
    databases: list[Database]
    store: Part
    webs: list[Part]
    workers: list[Part]
    web_ports: list[int]
    settings: dict[str, str]

    @property
    def primary(self) -> Database:
        return self._one(Database.is_primary)

    @property
    def standby(self) -> Database:
        return self._one(Database.is_synchronous)

    def _one(self, is_it: Callable[[Database], bool]) -> Database:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            for database in self.databases:
                with contextlib.suppress(httpx.HTTPError):
                    if is_it(database):
                        return database
            time.sleep(0.2)
        raise AssertionError("\n".join(database.log.read_text()[-2000:] for database in self.databases))

    def asks(self, statement: str) -> tuple[object, ...]:
        with psycopg.connect(self.url, autocommit=True) as line:
            return line.execute(statement).fetchone() or ()  # type: ignore[arg-type]  # our own words

    def says(self, *words: str) -> str:
        """What a command prints, on the first worker's machine."""
        folder = self.workers[0].folder
        result = subprocess.run(
            [sys.executable, "-m", "pimpasa", *words],
            env=environment(folder, **self.settings),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return result.stdout + result.stderr


@contextmanager
def ministry(folder: Path, *, etcds: int = 3, webs: int = WEBS, workers: int = 2) -> Iterator[Ministry]:
    """All of it over the demonstration, in an empty `folder`; stopped when we leave."""
    folder.chmod(0o711)
    with ExitStack() as stack:
        yield _Building(folder, stack).ministry(etcds, webs, workers)


class _Building:
    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._user = Cluster(folder / "postgres").user
        if self._user:
            postgres.prepare_system_user(self._user, folder / "postgres")
        self._passwords = {name: secrets.token_hex(16) for name in ("postgres", "standby", "pimpasa")}

    def ministry(self, etcds: int, webs: int, workers: int) -> Ministry:
        etcd_parts = self._etcds(etcds)
        addresses = ",".join(part.settings["ADDRESS"] for part in etcd_parts)
        databases = [self._database(f"db{number}", addresses) for number in (1, 2)]
        for part in etcd_parts:
            part.waits()
        databases[0].starts()
        demonstration = self._demonstration()
        databases[0].waits()
        self._restore(demonstration, databases[0])
        databases[1].starts()
        web_ports = [free_port() for _number in range(WEBS)]
        proxy, primary = self._haproxy(web_ports, databases)
        pool = self._pgbouncer(primary)
        store, endpoint = self._store(demonstration)
        settings = self._settings(demonstration, pool, endpoint)
        databases[1].waits()
        parts = [self._web(number, web_ports[number], settings, demonstration) for number in range(webs)]
        others = [self._worker(number, settings) for number in range(workers)]
        for part in (*parts, *others):
            part.starts()
            part.waits(120)  # each with the processor for itself: all at once each would take as long as all
        return Ministry(proxy, pool, etcd_parts, databases, store, parts, others, web_ports[:webs], settings)

    def _part(self, kind: Callable[..., Part], name: str, *, is_postgres: bool = False, **given: object) -> Part:
        folder = self._folder / name
        folder.mkdir(mode=0o700)
        if is_postgres and self._user:
            shutil.chown(folder, self._user, self._user)
        part = kind(name, folder, **given)
        self._stack.callback(part.stops)
        return part

    def _as_postgres(self) -> list[str | Path]:
        """Neither PostgreSQL nor pgbouncer runs as root; Patroni's Python may lie where only root passes."""
        if not self._user:
            return []
        passing = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--pdeathsig=TERM"]
        return ["setpriv", f"--reuid={self._user}", f"--regid={self._user}", "--clear-groups", *passing]

    def _etcds(self, count: int) -> list[Part]:
        ports = [(free_port(), free_port()) for _number in range(count)]
        names = ",".join(f"etcd{number}=http://127.0.0.1:{peer}" for number, (_port, peer) in enumerate(ports))
        parts = []
        for number, (port, peer) in enumerate(ports):
            client, between = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{peer}"
            words = ["etcd", "--name", f"etcd{number}", "--data-dir", "data", "--initial-cluster", names]
            words += ["--listen-client-urls", client, "--advertise-client-urls", client]
            words += ["--listen-peer-urls", between, "--initial-advertise-peer-urls", between, "--log-level", "error"]
            ready = partial(_answers, f"{client}/health", "true")
            settings = {"ADDRESS": f"127.0.0.1:{port}"}
            parts.append(self._part(Part, f"etcd{number}", words=words, ready=ready, settings=settings))
            parts[-1].starts()
        return parts

    def _database(self, name: str, etcds: str) -> Database:
        port, rest = free_port(), free_port()
        settings = {
            "PATRONI_NAME": name,
            "PATRONI_ETCD3_HOSTS": etcds,
            "PATRONI_RESTAPI_LISTEN": f"127.0.0.1:{rest}",
            "PATRONI_RESTAPI_CONNECT_ADDRESS": f"127.0.0.1:{rest}",
            "PATRONI_POSTGRESQL_LISTEN": f"127.0.0.1:{port}",
            "PATRONI_POSTGRESQL_CONNECT_ADDRESS": f"127.0.0.1:{port}",
            "PATRONI_POSTGRESQL_DATA_DIR": str(self._folder / name / "data"),
            "PATRONI_POSTGRESQL_BIN_DIR": str(BINARIES),
            "PATRONI_SUPERUSER_USERNAME": "postgres",
            "PATRONI_SUPERUSER_PASSWORD": self._passwords["postgres"],
            "PATRONI_REPLICATION_USERNAME": "standby",
            "PATRONI_REPLICATION_PASSWORD": self._passwords["standby"],
            "PIMPASA_FIRST": str(CONFIGURATION / "first.sh"),
            "PIMPASA_PASSWORD": self._passwords["pimpasa"],
        }
        address = f"http://127.0.0.1:{rest}"
        part = self._part(
            Database,
            name,
            words=[*self._as_postgres(), _patroni(), CONFIGURATION / "patroni.yml"],
            ready=partial(_answers, f"{address}/{'primary' if name == 'db1' else 'synchronous'}"),
            settings=settings,
            is_postgres=True,
            server=Server(self._folder / name / "data", port),
            rest=address,
        )
        assert isinstance(part, Database)
        return part

    def _demonstration(self) -> Path:
        """The data folder of one that was set up, its tables in a file `dump` beside them."""
        folder = self._folder / "demonstration"
        folder.mkdir(mode=0o711)
        data = installed(folder).data
        cluster = Cluster(data / "postgres")
        cluster.start()
        try:
            words = ("--format=custom", "--compress=none", f"--file={data / 'postgres' / 'dump'}")
            _run("pg_dump", *words, f"--dbname={cluster.url}", user=self._user)
        finally:
            cluster.stop()
        return data

    def _restore(self, demonstration: Path, database: Database) -> None:
        words = ("--no-owner", "--no-privileges", "--exit-on-error", "--jobs=2")
        url = f"postgresql://pimpasa:{self._passwords['pimpasa']}@127.0.0.1:{database.server.port}/pimpasa"
        _run("pg_restore", *words, f"--dbname={url}", demonstration / "postgres" / "dump", user=self._user)

    def _haproxy(self, webs: list[int], databases: list[Database]) -> tuple[str, int]:
        port, primary = free_port(), free_port()
        settings = {"PIMPASA_BIND": f"127.0.0.1:{port}", "PIMPASA_PRIMARY": f"127.0.0.1:{primary}"}
        settings |= {f"PIMPASA_WEB{number}": f"127.0.0.1:{web}" for number, web in enumerate(webs, 1)}
        for number, database in enumerate(databases, 1):
            settings[f"PIMPASA_DB{number}"] = f"127.0.0.1:{database.server.port}"
            settings[f"PIMPASA_PATRONI{number}"] = database.rest.rpartition(":")[2]
        words = ["haproxy", "-db", "-f", CONFIGURATION / "haproxy.cfg"]
        part = self._part(Part, "haproxy", words=words, ready=partial(_listens, port), settings=settings)
        part.starts()
        part.waits()
        return f"http://127.0.0.1:{port}", primary

    def _pgbouncer(self, primary: int) -> str:
        port, password = free_port(), self._passwords["pimpasa"]
        words = [*self._as_postgres(), "pgbouncer", "own.ini"]
        part = self._part(Part, "pgbouncer", words=words, ready=partial(_listens, port), is_postgres=True)
        (part.folder / "own.ini").write_text(
            f"[databases]\npimpasa = host=127.0.0.1 port={primary}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
            f"listen_port = {port}\nauth_file = {part.folder / 'users'}\n%include {CONFIGURATION / 'pgbouncer.ini'}\n"
        )
        (part.folder / "users").write_text(f'"pimpasa" "{password}"\n')
        part.starts()
        part.waits()
        _require_transactions(f"postgresql://pimpasa:{password}@127.0.0.1:{port}/pimpasa")
        return f"postgresql://pimpasa:{password}@127.0.0.1:{port}/pimpasa"

    def _store(self, demonstration: Path) -> tuple[Part, str]:
        port, buckets = free_port(), self._folder / "store" / "buckets"
        words = stores.rclone(port, buckets)
        part = self._part(Part, "store", words=words, ready=partial(_listens, port))
        (buckets / BUCKET).mkdir(parents=True)
        # Its mark says that the store lies in the data folder; here it gets one of its own.
        if (demonstration / "evidence").exists():
            unmarked = shutil.ignore_patterns(MARK)
            shutil.copytree(demonstration / "evidence", buckets / BUCKET / "pimpasa", ignore=unmarked)
        part.starts()
        part.waits()
        return part, self._stack.enter_context(stores.partial_content(port))

    def _settings(self, demonstration: Path, pool: str, endpoint: str) -> dict[str, str]:
        return {
            "DATABASE_URL": pool,
            "PIMPASA_EVIDENCE_STORE": f"s3://{BUCKET}/pimpasa",
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": stores.KEY,
            "AWS_SECRET_ACCESS_KEY": stores.SECRET,
            "AWS_REGION": "ap-southeast-3",
            "PIMPASA_SECRET_KEY": (demonstration / "secret-key").read_text(),
            "PIMPASA_LEDGER_KEY": (demonstration / "ledger-key").read_text(),
            "PIMPASA_LINK_KEY": (demonstration / "link-key").read_text(),
            "PIMPASA_TRUSTED_PROXIES": "1",
            "PIMPASA_REPORTS_PER_ADDRESS": str(10**8),
        }

    def _web(self, number: int, port: int, settings: dict[str, str], demonstration: Path) -> Part:
        words = [sys.executable, "-m", "pimpasa", "serve", "--workers", "1", "--port", str(port)]
        ready = partial(_answers, f"http://127.0.0.1:{port}/siap", '"ready": true')
        part = self._part(Part, f"web{number}", words=words, ready=ready, settings=settings)
        # Else each collects them anew.
        shutil.copytree(demonstration / "static", part.folder / "static")
        return part

    def _worker(self, number: int, settings: dict[str, str]) -> Part:
        words = [sys.executable, "-m", "pimpasa", "worker"]
        return self._part(Part, f"worker{number}", words=words, ready=lambda: True, settings=settings)


def _answers(url: str, words: str = "") -> bool:
    answer = httpx.get(url, timeout=5)
    return answer.status_code == 200 and words in answer.text


def _require_transactions(pool: str) -> None:
    """The pool goes by our file: by its own defaults a connection keeps its server, and some dozens of them starve."""
    with psycopg.connect(pool, autocommit=True) as one, psycopg.connect(pool, autocommit=True) as two:
        first = one.execute("SELECT pg_backend_pid()").fetchone()
        two.execute("BEGIN")
        assert two.execute("SELECT pg_backend_pid()").fetchone() == first
        assert one.execute("SELECT pg_backend_pid()").fetchone() != first
        two.execute("ROLLBACK")


def _listens(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), 1):
        return True


def _run(program: str, *words: str | Path, user: str | None) -> None:
    result = postgres.run(BINARIES / program, *map(str, words), user=user)
    assert result.returncode == 0, result.stdout


def _works_in(number: int, folder: Path) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{number}/cwd").readlink().is_relative_to(folder)
    return False


def _kill(numbers: list[int]) -> None:
    for number in numbers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)

"""A real primary and a real standby that streams from it, both on loopback over folders of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from pimpasa.config import postgres
from pimpasa.config.postgres import Cluster
from tests.processes import free_port

NAME = "cadangan"
LISTENING = {"listen_addresses": "127.0.0.1"}


@dataclass
class Server:
    """One PostgreSQL over `folder`, which is reached by `port`; never another's process is ended."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Not as `Cluster` does it, which waits for a server that takes writes: a standby never says so."""
        cluster = Cluster(self.folder)
        cluster.make_socket_folder()
        settings = cluster.settings | LISTENING | {"port": str(self.port)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._pg(
            "pg_ctl",
            "start",
            "-D",
            str(self.folder),
            "-w",
            "-t",
            "240",
            "-l",
            str(self.folder / "server.log"),
            "-o",
            options,
        )

    def promote(self) -> None:
        self._pg("pg_ctl", "promote", "-D", str(self.folder), "-w")

    def kill(self) -> None:
        """As a machine that loses its power: the server and all that it started, at once."""
        for number in [self.postmaster, *self.children()]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        until = time.monotonic() + 30
        while Path(f"/proc/{self.postmaster}/cwd").exists() and time.monotonic() < until:
            time.sleep(0.05)

    def stop(self) -> None:
        if (self.folder / "postmaster.pid").exists() and Path(f"/proc/{self.postmaster}/cwd").exists():
            self._pg("pg_ctl", "stop", "-D", str(self.folder), "-m", "immediate", "-w")

    @property
    def postmaster(self) -> int:
        return int((self.folder / "postmaster.pid").read_text().split("\n", 1)[0])

    def children(self) -> list[int]:
        listed = Path(f"/proc/{self.postmaster}/task/{self.postmaster}/children").read_text()
        return [int(number) for number in listed.split()]

    def asks(self, statement: str) -> tuple[object, ...]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            answer = connection.execute(statement)  # type: ignore[arg-type]  # our own words
            return (answer.fetchone() or ()) if answer.description else ()

    def _pg(self, program: str, *arguments: str) -> None:
        result = postgres.run(postgres.BINARIES / program, *arguments, user=Cluster(self.folder).user)
        assert result.returncode == 0, result.stdout


@dataclass
class Pair:
    """`url` names both; the driver takes the one that can be written to."""

    primary: Server
    standby: Server

    @property
    def url(self) -> str:
        hosts = "host=127.0.0.1,127.0.0.1"
        return (
            f"postgresql://postgres@/postgres?{hosts}&port={self.primary.port},{self.standby.port}"
            "&target_session_attrs=read-write&connect_timeout=5"
        )

    def make_synchronous(self) -> None:
        """What `pimpasa doctor` asks for."""
        self.primary.asks("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (*)'")
        self.primary.asks("SELECT pg_reload_conf()")
        self._wait("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'")

    def wait_for_the_standby(self) -> None:
        """Until it has all that the primary wrote."""
        self._wait("SELECT count(*) FROM pg_stat_replication WHERE flush_lsn >= pg_current_wal_flush_lsn()")

    def cut_the_line(self) -> None:
        """From here on the standby receives nothing, as where the line between two rooms is dug up."""
        self.standby.asks("ALTER SYSTEM SET primary_conninfo = ''")
        self.standby.asks("SELECT pg_reload_conf()")
        self._wait("SELECT count(*) FROM pg_stat_replication", 0)

    def fail_over(self) -> None:
        self.primary.kill()
        self.standby.promote()

    def _wait(self, statement: str, number: int = 1) -> None:
        until = time.monotonic() + 30
        while self.primary.asks(statement) != (number,):
            assert time.monotonic() < until, statement
            time.sleep(0.1)


@contextlib.contextmanager
def pair(folder: Path, data: Path) -> Iterator[Pair]:
    """A primary over the embedded database of `data`, which nobody runs, and a standby under `folder`."""
    primary = Server(data / "postgres", free_port())
    standby = Server(folder / "standby", free_port())
    try:
        primary.start()
        _copy(primary, standby)
        standby.start()
        pair = Pair(primary, standby)
        pair.wait_for_the_standby()
        yield pair
    finally:
        for server in (standby, primary):
            server.stop()


def _copy(primary: Server, standby: Server) -> None:
    user = Cluster(standby.folder).user
    standby.folder.mkdir(mode=0o700)
    if user:
        os.chown(standby.folder, *_ids(primary.folder))
    conninfo = f"host=127.0.0.1 port={primary.port} user=postgres application_name={NAME}"
    arguments = ("-D", str(standby.folder), "-d", conninfo, "-R", "-c", "fast", "-X", "stream")
    result = postgres.run(postgres.BINARIES / "pg_basebackup", *arguments, user=user)
    assert result.returncode == 0, result.stdout


def _ids(path: Path) -> tuple[int, int]:
    owner = path.stat()
    return owner.st_uid, owner.st_gid

"""The primary is lost with its machine, and the standby takes over: what was acknowledged, and what the log says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.drills.office import Office, staffed
from tests.drills.pair import Server
from tests.e2e.people import Resident
from tests.processes import pimpasa, read_until, started

BEATS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 s'"
GONE = "laporan yang hilang dari sistem kami"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    # Deeper than a socket's path may be: the same test passed in a short folder and failed in another's.
    deep = tmp_path / ("dalam-" * 12)
    deep.mkdir(mode=0o711)
    with staffed(deep) as office:
        yield office


def test_what_a_failover_lost_is_demanded_before_and_named_after(office: Office) -> None:
    assert "FAULT  1 standbys, none of them synchronous" in office.says("doctor")
    early = office.reports()
    office.waits_until_signed()
    office.pair.wait_for_the_standby()
    office.pair.cut_the_line()
    late = office.reports()
    office.waits_until_signed()
    office.pair.fail_over()

    assert (office.knows(early), office.knows(late)) == (True, False)
    assert "this database is older than its log" in office.says("ledger", "audit")
    assert "pimpasa ledger continue rollback" in office.says("doctor")
    after = office.reports()
    signed = office.signed()
    time.sleep(3)
    assert office.signed() == signed  # the worker signs nothing that does not continue what it signed
    restarted = pimpasa("worker", data=office.program.data, DATABASE_URL=office.pair.url)
    assert restarted.returncode == 1
    assert "this database is older than its log" in restarted.stderr

    assert "this backup" not in office.says("ledger", "continue", "restore")  # another thing happened
    assert "The log goes on" in office.says("ledger", "continue", "rollback")
    assert office.says("ledger", "audit") == "The log is whole.\n"
    assert (office.knows(early), office.knows(after)) == (True, True)
    assert GONE in Resident(office.program.address).post("/lacak/", {"code": late}).text


def test_with_a_synchronous_standby_nothing_acknowledged_is_lost(office: Office) -> None:
    office.pair.make_synchronous()
    assert "ok     what is acknowledged is on a second machine" in office.says("doctor")
    early = office.reports()
    office.pair.cut_the_line()
    assert "FAULT  every report waits for a synchronous standby, and there is none" in office.says("doctor")
    with pytest.raises(httpx.TimeoutException):
        Resident(office.program.address, patience=4).reports()
    office.pair.fail_over()

    assert office.knows(early)
    after = office.reports()
    assert office.says("ledger", "audit") == "The log is whole.\n"
    assert office.knows(after)


def test_who_starts_over_a_standby_waits_until_it_takes_over(office: Office) -> None:
    office.pair.make_synchronous()
    with started("-m", "pimpasa", "worker", data=office.program.data, DATABASE_URL=office.pair.standby.url) as worker:
        read_until(worker, "pimpasa: waiting for the database: it is a standby, which takes nothing")
        office.pair.fail_over()
        until = time.monotonic() + 30
        while office.pair.standby.asks(BEATS) == (0,):
            assert time.monotonic() < until
            time.sleep(0.5)
        worker.terminate()
        assert worker.wait(60) == 0


def test_doctor_asks_a_real_pair(office: Office) -> None:
    """Each way to believe that a second machine has it, while none does."""
    primary = office.pair.primary

    def doctor(url: str = "") -> str:
        lines = pimpasa("doctor", data=office.program.data, DATABASE_URL=url or office.pair.url).stdout
        return next(line for line in lines.splitlines() if "standby" in line or "second machine" in line)

    assert "none of them synchronous" in doctor()
    office.pair.make_synchronous()
    assert doctor() == "ok     what is acknowledged is on a second machine"
    assert "is not shown to this database user" in doctor(office_user(primary))
    settles(primary, "synchronous_commit = local")
    assert "synchronous_commit is local" in doctor()
    settles(primary, "synchronous_commit = on")
    settles(primary, "synchronous_standby_names = 'elsewhere'")
    assert "none of them the one that reports wait for (elsewhere)" in doctor(f"{primary.url}?options=-c%20{QUIET}")


QUIET = "synchronous_commit%3Dremote_write"


def settles(server: Server, setting: str) -> None:
    server.asks(f"ALTER SYSTEM SET {setting}")
    server.asks("SELECT pg_reload_conf()")
    time.sleep(0.5)


def office_user(server: Server) -> str:
    """As most installations do: the program's own user, with no more rights than it needs."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE ROLE pimpasa LOGIN")
        connection.execute("GRANT pg_read_all_data, pg_write_all_data TO pimpasa")
    return f"postgresql://pimpasa@127.0.0.1:{server.port}/postgres"

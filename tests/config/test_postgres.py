"""The embedded PostgreSQL: nobody's way of ending leaves it running, or unclean."""

import os
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pimpasa.config import postgres
from pimpasa.config.errors import Fault
from pimpasa.config.postgres import Cluster, embedded, socket_folder
from tests.processes import control_state, living_over, read_until, started

# What every command does with its database, and nothing else.
HOLD = """
import signal, sys, time
from pathlib import Path
from pimpasa.config.postgres import embedded
signal.signal(signal.SIGTERM, lambda *_: sys.exit())
with embedded(Path(sys.argv[1])):
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    Cluster(tmp_path / "data" / "postgres").stop()


@pytest.fixture
def holder(data: Path) -> Iterator[subprocess.Popen[str]]:
    with started("-c", HOLD, str(data), data=data) as process:
        read_until(process, "ready")
        yield process


def end(process: subprocess.Popen[str], number: int) -> None:
    process.send_signal(number)
    process.wait(30)


def test_it_works(data: Path) -> None:
    with embedded(data) as cluster, psycopg.connect(cluster.url) as connection:
        assert connection.info.server_version // 10_000 == postgres.MAJOR
    assert control_state(cluster.folder) == "shut down"
    assert living_over(data) == []


def test_what_it_keeps_is_there_the_next_time(data: Path) -> None:
    with embedded(data) as cluster, psycopg.connect(cluster.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with embedded(data) as cluster, psycopg.connect(cluster.url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly(data: Path, holder: subprocess.Popen[str], number: int) -> None:
    end(holder, number)
    assert living_over(data) == []
    assert control_state(data / "postgres") == "shut down"


def test_the_last_of_two_stops_it(data: Path, holder: subprocess.Popen[str]) -> None:
    with embedded(data) as cluster:
        end(holder, signal.SIGTERM)
        with psycopg.connect(cluster.url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert control_state(cluster.folder) == "shut down"


def test_the_first_of_two_leaves_it_running(data: Path, holder: subprocess.Popen[str]) -> None:
    with embedded(data) as cluster:
        pass
    assert cluster.is_running()


def test_a_server_left_by_a_killed_process_is_taken_over(data: Path, holder: subprocess.Popen[str]) -> None:
    end(holder, signal.SIGKILL)
    assert Cluster(data / "postgres").is_running()
    with embedded(data) as cluster, psycopg.connect(cluster.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert control_state(cluster.folder) == "shut down"


def test_a_killed_server_recovers(data: Path) -> None:
    with embedded(data) as cluster:
        with psycopg.connect(cluster.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        postmaster = int((cluster.folder / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)
    with embedded(data) as cluster, psycopg.connect(cluster.url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_no_other_user_passes(data: Path) -> None:
    with embedded(data) as cluster:
        assert stat.S_IMODE(cluster.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((cluster.socket / ".s.PGSQL.5432").stat().st_mode) == 0o700


def test_it_listens_to_no_network(data: Path) -> None:
    with embedded(data) as cluster, psycopg.connect(cluster.url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_failed_statement_stays_out_of_the_log(data: Path) -> None:
    with embedded(data) as cluster, psycopg.connect(cluster.url) as connection:
        connection.execute("CREATE TABLE once (word text PRIMARY KEY)")
        connection.execute("INSERT INTO once VALUES ('canary')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO once VALUES ('canary')")
    log = cluster.log.read_text()
    assert "duplicate key" in log
    assert "canary" not in log


def test_a_link_planted_where_the_socket_goes_is_refused(tmp_path: Path) -> None:
    """In a folder for all somebody was there first: nothing that the link points at changes its owner."""
    data = tmp_path / ("long" * 30)
    data.mkdir()
    victim = tmp_path / "victim"
    victim.mkdir(mode=0o711)
    planted = socket_folder(data / "postgres")
    planted.symlink_to(victim)
    before = victim.stat()
    try:
        with pytest.raises(Fault, match="not a folder of ours"), embedded(data):
            pass
    finally:
        planted.unlink()
    after = victim.stat()
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts PostgreSQL as somebody else")
def test_a_folder_that_lets_others_pass_from_now_on_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    with embedded(home / "data"):
        assert f"WARNING: {home} now lets other users pass" in capfd.readouterr().err
    with embedded(home / "data"):
        assert "WARNING" not in capfd.readouterr().err


def test_a_path_too_long_for_a_socket(tmp_path: Path) -> None:
    data = tmp_path / ("long" * 30)
    with embedded(data) as cluster, psycopg.connect(cluster.url) as connection:
        assert cluster.socket == socket_folder(data / "postgres") != cluster.folder
        assert connection.execute("SELECT 1").fetchone() == (1,)
    cluster.socket.rmdir()


def test_a_path_with_a_space(tmp_path: Path) -> None:
    with embedded(tmp_path / "two words") as cluster, psycopg.connect(cluster.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_folder_half_made_is_made_anew(data: Path) -> None:
    (data / "postgres.new" / "base").mkdir(parents=True)
    with embedded(data) as cluster:
        assert cluster.is_running()
    assert not (data / "postgres.new").exists()


def test_damaged_data_is_one_line(data: Path) -> None:
    with embedded(data) as cluster:
        pass
    (cluster.folder / "global" / "pg_control").unlink()
    with pytest.raises(Fault) as fault, embedded(data):
        pass
    assert str(fault.value).startswith("PostgreSQL does not start: its data is damaged; restore a backup")
    assert "\n" not in str(fault.value)


def test_a_mistake_in_its_settings_is_one_line(data: Path) -> None:
    with embedded(data) as cluster:
        pass
    with (cluster.folder / "postgresql.conf").open("a") as settings:
        settings.write("\nmax_connections = many\n")
    with pytest.raises(Fault) as fault, embedded(data):
        pass
    assert str(fault.value).startswith("PostgreSQL does not start: ")
    assert "\n" not in str(fault.value)


def test_a_full_disk_is_one_line(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=1024**2)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(Fault, match=r"the disk is full: 1 MB free in .*, 256 MB needed"), embedded(data):
        pass
    assert not (data / "postgres").exists()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            'FATAL:  could not create lock file "postmaster.pid": No space left on device',
            "the disk is full; free some space and start again",
        ),
        (
            "FATAL:  database files are incompatible with server\nDETAIL: initialized by PostgreSQL version 16",
            "its data was made by another PostgreSQL version; restore a backup into it",
        ),
        ("LOG:  starting\nFATAL:  something new\nHINT: look it up", "FATAL:  something new"),
        ("", "it gave no reason"),
    ],
)
def test_its_reasons_in_plain_words(said: str, reason: str) -> None:
    assert postgres._reason(said) == reason

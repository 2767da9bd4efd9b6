"""`pimpasa run` as an operator meets it: one real run, looked at from several sides."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from pimpasa import __version__
from pimpasa.config.postgres import Cluster
from tests.installations import READY, Installation, installed
from tests.processes import control_state, free_port, living_over, pimpasa, programs_over, read_until, started

NOBODY = 2**22 + 1  # above the highest number that a process has (proc(5), pid_max)


def status(port: int, path: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    installation = installed(tmp_path_factory.mktemp("program"))
    yield installation
    Cluster(installation.data / "postgres").stop()


@dataclass(frozen=True)
class Running:
    process: "subprocess.Popen[str]"
    port: int
    data: Path
    said: str


@contextmanager
def over(data: Path) -> Iterator[Running]:
    """A run that is ready, and ended afterwards where it still lives."""
    port = free_port()
    with started("-m", "pimpasa", "run", data=data, PORT=str(port)) as process:
        yield Running(process, port, data, read_until(process, READY))
        process.terminate()
        process.wait(60)


@pytest.fixture
def running(first_run: Installation) -> Iterator[Running]:
    """One of the test's own, which it may end."""
    with over(first_run.data) as run:
        yield run


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One that tests look at and leave running."""
    with over(installed(tmp_path_factory.mktemp("serving")).data) as run:
        yield run


def assert_all_gone(data: Path) -> None:
    assert living_over(data) == []
    assert control_state(data / "postgres") == "shut down"


def test_the_first_run_sets_up_and_shows_its_progress(first_run: Installation) -> None:
    assert "Static files collected" in first_run.said
    assert re.search(r"Tables: \d+ migrations", first_run.said)
    assert "83,762 of 83,762 villages" in first_run.said
    assert "sari@contoh.invalid" in first_run.said
    assert_all_gone(first_run.data)


def test_the_next_run_does_nothing_twice(serving: Running) -> None:
    assert serving.said.splitlines()[0] == f"Data in {serving.data}"
    assert "Static files" not in serving.said
    assert "Tables" not in serving.said
    assert "villages" not in serving.said


def test_it_serves_pages_and_says_where(serving: Running) -> None:
    assert f"http://127.0.0.1:{serving.port}/" in serving.said
    assert [status(serving.port, path) for path in ("/", "/lapor/", "/masuk/")] == [200, 200, 200]


@pytest.mark.parametrize("path", ["/sehat", "/siap", "/siap?all"])
def test_it_says_that_it_lives_and_is_ready_under_any_name(serving: Running, path: str) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", serving.port, timeout=30)) as connection:
        connection.request("GET", path, headers={"Host": "10.0.0.7:8000"})
        answer = connection.getresponse()
        content = json.loads(answer.read())
    assert answer.status == 200
    assert content.get("parts") in (None, dict.fromkeys(("database", "tables", "keys", "files"), "ok"))


def test_the_doctor_says_the_same_to_programs(serving: Running) -> None:
    address = f"http://127.0.0.1:{serving.port}"
    result = pimpasa("doctor", "--json", data=serving.data, PIMPASA_ADDRESS=address)
    findings = {finding["check"]: finding for finding in json.loads(result.stdout)["findings"]}
    assert findings["keys_fit"]["fault"] is False
    assert findings["seen_from_outside"]["state"] == (
        f"{address} answers, and host, scheme and addresses arrive as they are"
    )


def test_its_secrets_are_its_owners(serving: Running) -> None:
    assert (serving.data / "secret-key").stat().st_mode & 0o777 == 0o600
    assert (serving.data / "postgres").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_all_of_it(running: Running, number: int) -> None:
    running.process.send_signal(number)
    assert running.process.wait(60) == 0
    assert_all_gone(running.data)


def test_a_signal_while_it_starts_stops_all_of_it(first_run: Installation) -> None:
    with started("-m", "pimpasa", "run", data=first_run.data, PORT=str(free_port())) as process:
        read_until(process, "Data in")
        time.sleep(0.3)
        process.terminate()
        process.wait(60)
    assert_all_gone(first_run.data)


@pytest.mark.parametrize(("word", "name"), [("granian", "web server"), ("worker", "worker")])
def test_a_child_that_dies_is_named_and_started_again(running: Running, word: str, name: str) -> None:
    victim = child_of(running.process.pid, word)
    os.kill(victim, signal.SIGKILL)
    read_until(running.process, f"pimpasa: the {name} stopped by itself (exit code -9)")
    until(lambda: child_of(running.process.pid, word) not in {None, victim} and answers(running.port))
    running.process.terminate()
    assert running.process.wait(60) == 0
    assert_all_gone(running.data)


def test_one_that_dies_again_and_again_ends_it(running: Running) -> None:
    deadline = time.monotonic() + 60
    while running.process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError):
            os.kill(child_of(running.process.pid, "worker") or NOBODY, signal.SIGKILL)
        time.sleep(0.3)
    assert running.process.returncode == 1
    assert_all_gone(running.data)


def test_a_process_of_the_web_server_that_dies_is_started_again(running: Running) -> None:
    server = child_of(running.process.pid, "granian") or 0
    victims = children_of(server)
    for victim in victims:
        os.kill(victim, signal.SIGKILL)
    until(lambda: answers(running.port))
    assert child_of(running.process.pid, "granian") == server


def test_a_worker_goes_on_after_its_database_was_restarted(running: Running) -> None:
    """The same process, over the same address; it beats again once the database is back."""
    worker = child_of(running.process.pid, "worker")
    cluster = Cluster(running.data / "postgres")
    cluster.stop()
    time.sleep(3)
    cluster.start()
    until(lambda: "ok     a worker is running" in pimpasa("doctor", data=running.data).stdout, seconds=90)
    assert child_of(running.process.pid, "worker") == worker
    assert answers(running.port)


def test_the_database_that_dies_is_started_again(running: Running) -> None:
    cluster = Cluster(running.data / "postgres")
    number = int((cluster.folder / "postmaster.pid").read_text().split("\n")[0])
    os.kill(number, signal.SIGKILL)
    read_until(running.process, "pimpasa: the database stopped by itself; starting it again")
    until(lambda: answers(running.port), seconds=60)
    running.process.terminate()
    assert running.process.wait(60) == 0
    assert_all_gone(running.data)


def test_a_signal_stops_it_where_a_script_had_it_ignored(first_run: Installation) -> None:
    """As `pimpasa run &` in a script, where SIGINT is ignored from the beginning."""
    code = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); os.execv(sys.executable, sys.argv[1:])"
    )
    words = ("-c", code, sys.executable, "-m", "pimpasa", "run")
    with started(*words, data=first_run.data, PORT=str(free_port())) as process:
        read_until(process, READY)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert_all_gone(first_run.data)


def test_nothing_but_the_database_outlives_its_killing(running: Running) -> None:
    os.kill(running.process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while set(programs_over(running.data)) != {"postgres"} and time.monotonic() < deadline:
        time.sleep(0.1)
    assert set(programs_over(running.data)) == {"postgres"}
    assert Cluster(running.data / "postgres").is_running()
    Cluster(running.data / "postgres").stop()


def test_a_port_in_use_is_one_line(first_run: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = pimpasa("run", data=first_run.data, PORT=str(port))
    assert result.returncode == 1
    assert result.stderr == (
        f"pimpasa: 127.0.0.1:{port} can't be used (Address already in use); choose another: PORT={port + 1}\n"
    )
    assert_all_gone(first_run.data)


def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = pimpasa("run", data=tmp_path / "file" / "data", PORT=str(free_port()))
    assert result.returncode == 1
    assert result.stderr == f"pimpasa: the data folder {tmp_path}/file/data can't be made: Not a directory\n"


def test_a_database_of_ones_own_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    url = f"postgresql://pimpasa@127.0.0.1:{free_port()}/pimpasa"
    result = pimpasa("migrate", data=tmp_path / "data", DATABASE_URL=url)
    assert result.returncode == 1
    assert result.stderr.startswith("pimpasa: the database does not answer: ")
    assert result.stderr.count("\n") == 1


def test_serve_wants_a_database_of_ones_own(tmp_path: Path) -> None:
    result = pimpasa("serve", data=tmp_path / "data")
    assert result.returncode == 1
    assert result.stderr == "pimpasa: serve needs DATABASE_URL; `pimpasa run` brings a database of its own\n"


def test_serve_over_the_database_of_a_run(serving: Running) -> None:
    url = f"postgresql://postgres@/postgres?host={Cluster(serving.data / 'postgres').socket}"
    port = free_port()
    words = ("-m", "pimpasa", "serve", "--workers", "1")
    with started(*words, data=serving.data, DATABASE_URL=url, PORT=str(port)) as process:
        read_until(process, f"Serving http://127.0.0.1:{port}/")
        assert status(port, "/") == 200
        process.terminate()
        assert process.wait(60) == 0
    assert status(serving.port, "/") == 200


def test_the_doctor_finds_a_running_demonstration_well(serving: Running) -> None:
    result = pimpasa("doctor", data=serving.data)
    faults = [line for line in result.stdout.splitlines() if line.startswith("FAULT") and " GB free " not in line]
    assert faults == []
    assert "ok     a worker is running" in result.stdout
    assert result.stdout.splitlines()[0] == f"pimpasa {__version__}"


def test_the_doctor_says_what_to_do(tmp_path: Path) -> None:
    stopped = installed(tmp_path)
    result = pimpasa("doctor", data=stopped.data)
    assert result.returncode == 1
    assert "FAULT  no worker is running\n       → start `pimpasa run`" in result.stdout
    assert_all_gone(stopped.data)


def child_of(pid: int, word: str) -> int | None:
    """The child whose command line has the word."""
    return next((child for child in children_of(pid) if word in words_of(child)), None)


def answers(port: int) -> bool:
    with suppress(OSError, http.client.HTTPException):
        return status(port, "/") == 200
    return False


def until(happens: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def words_of(pid: int) -> list[str]:
    """The words of its command line; what a path among them contains says nothing."""
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")

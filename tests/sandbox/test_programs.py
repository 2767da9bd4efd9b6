"""Whatever runs apart: it gets what it is given, can do little else, and never keeps us waiting."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import IO

import pytest

from pimpasa.sandbox import processes
from pimpasa.sandbox.errors import Busy, Failed, Killed, SandboxFault, TooLarge, TooSlow
from pimpasa.sandbox.limits import Limits
from pimpasa.sandbox.programs import ForeignProgram, Program
from tests.sandbox import inside

LIMITS = Limits(seconds=20, memory=1024**3, answer=1024**2, at_once=1, wait=0.1)
SHORT = replace(LIMITS, seconds=1)


def run(do: str, content: bytes = b"", *, limits: Limits = LIMITS, environment: dict[str, str] | None = None) -> bytes:
    program = Program("inside", limits, environment)
    return program.run({"do": do}, size=len(content), read=lambda offset, length: content[offset : offset + length])


def test_it_works() -> None:
    assert run("copy", b"Karangan") == b"Karangan"


def test_a_task_needs_no_file() -> None:
    assert Program("inside", LIMITS).run({"do": "copy"}) == b""


def test_a_file_is_read_where_it_is_looked_at() -> None:
    asked: list[tuple[int, int]] = []

    def read(offset: int, length: int) -> bytes:
        asked.append((offset, length))
        return bytes(length)

    megabyte = 1024**2
    answer = Program("inside", replace(LIMITS, answer=3 * megabyte)).run(
        {"do": "copy"}, size=2 * megabyte + 5, read=read
    )
    assert answer == bytes(2 * megabyte + 5)
    assert asked == [(0, megabyte), (megabyte, megabyte), (2 * megabyte, 5)]


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the server's."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "file").write_text("rahasia")
    (folder / "empty").mkdir()
    return folder


@pytest.mark.parametrize("door", inside.DOORS)
def test_every_door_is_shut(door: str, victim: Path) -> None:
    """A decoder that was taken over, as the same user, root where we are: it has its pipe, and nothing else."""
    before = sorted((path.name, path.stat().st_mode, path.stat().st_mtime) for path in victim.iterdir())
    limits = replace(LIMITS, files=64)  # so that it is refused, and not only short of descriptors
    answer = Program("inside", limits).run({"do": door, "victim": str(victim)})
    assert answer == b"PermissionError Operation not permitted"
    assert sorted((path.name, path.stat().st_mode, path.stat().st_mtime) for path in victim.iterdir()) == before
    assert (victim / "file").read_text() == "rahasia"


def test_it_takes_little_memory() -> None:
    assert run("take memory") == b"MemoryError "


def test_what_the_probe_finds_shut_is_said_to_be_so() -> None:
    assert Program("pimpasa.sandbox.probe", LIMITS).run({}) == b""


def test_where_the_kernel_does_not_confine_nothing_is_read() -> None:
    """As on a machine whose numbers nobody wrote down."""
    with pytest.raises(Failed):
        Program("unconfined", LIMITS).run({"do": "copy"})


def test_it_sees_none_of_our_secrets_and_none_of_our_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIMPASA_SECRET", "kenari")
    around = json.loads(run("be elsewhere", environment={"THREADS": "1"}))
    around["environment"].pop("LC_CTYPE", None)  # which Python sets itself
    assert around == {"environment": {"THREADS": "1"}, "folder": "/"}


@pytest.mark.parametrize("do", ["sleep", "spin", "spin twice", "never ready"])
def test_what_takes_too_long_is_ended(do: str) -> None:
    begin = time.monotonic()
    with pytest.raises(TooSlow):
        run(do, limits=SHORT)
    assert time.monotonic() - begin < 10


@pytest.mark.parametrize(
    ("do", "fault"),
    [
        ("be too large", TooLarge),
        ("answer long", TooLarge),
        ("claim a huge answer", TooLarge),
        ("be damaged", Failed),
        ("be killed", Killed),
        ("crash", Killed),
        ("say nothing", Failed),
        ("say garbage", Failed),
        ("say half an answer", Failed),
        ("say half a word", Failed),
        ("ask beyond the file", Failed),
        ("ask for all at once", Failed),
        ("do what nobody knows", Failed),
    ],
)
def test_each_way_to_fail_has_its_name(do: str, fault: type[SandboxFault]) -> None:
    with pytest.raises(SandboxFault) as caught:
        run(do, b"abc")
    assert caught.type is fault


def test_nothing_beyond_the_file_is_read() -> None:
    def read(offset: int, length: int) -> bytes:
        raise AssertionError(offset, length)

    for do in ("ask beyond the file", "ask for all at once"):
        with pytest.raises(Failed):
            Program("inside", LIMITS).run({"do": do}, size=3, read=read)


def test_what_the_store_says_is_passed_on() -> None:
    def read(_offset: int, _length: int) -> bytes:
        raise LookupError("not there")

    with pytest.raises(LookupError, match="not there"):
        Program("inside", LIMITS).run({"do": "copy"}, size=3, read=read)


# A process that is not confined: what is says that it cannot start another, and here is what if it could.
LEAVES_A_CHILD = "import os, time; child = os.fork(); child or time.sleep(60); {}"


def leaves_a_child(words: str, talk: processes.Talk) -> bytes:
    command = [sys.executable, "-c", LEAVES_A_CHILD.format(words)]
    return processes.run(command, seconds=2, environment={}, talk=talk)


def first_byte(_sink: IO[bytes], source: IO[bytes]) -> bytes:
    if not (answer := source.read(1)):
        raise EOFError
    return answer


def test_a_child_that_it_leaves_behind_keeps_nobody_waiting() -> None:
    with pytest.raises(TooSlow):
        leaves_a_child("os._exit(0)", first_byte)


def test_a_child_that_it_leaves_behind_ends_with_it() -> None:
    child = int(leaves_a_child("print(child, flush=True)", lambda _sink, source: source.readline()))
    assert is_gone(child)


def is_gone(number: int) -> bool:
    """Not running any more; one whose new parent has not yet asked after it still has its line."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2][0]
        except OSError:
            return True
        if state in "ZX":
            return True
        time.sleep(0.02)
    return False


class TestPlaces:
    @pytest.fixture
    def program(self) -> Program:
        return Program("inside", replace(LIMITS, seconds=4))

    def test_who_finds_none_is_told_in_time(self, program: Program) -> None:
        with program.places.taken(), pytest.raises(Busy):
            program.run({"do": "copy"})

    def test_one_becomes_free_when_a_run_ends(self, program: Program) -> None:
        assert [program.run({"do": "copy"}) for _ in range(2)] == [b"", b""]

    @pytest.mark.parametrize("do", ["sleep", "be killed", "be damaged", "say garbage"])
    def test_one_becomes_free_however_a_run_ends(self, program: Program, do: str) -> None:
        with pytest.raises(SandboxFault):
            program.run({"do": do})
        assert program.run({"do": "copy"}) == b""

    def test_there_are_as_many_as_the_limits_say(self) -> None:
        program = Program("inside", replace(LIMITS, at_once=2))
        with program.places.taken(), program.places.taken(), pytest.raises(Busy), program.places.taken():
            pass
        with program.places.taken():
            pass

    def test_who_waits_gets_the_next_one(self) -> None:
        program = Program("inside", replace(LIMITS, wait=20))
        is_taken = Event()

        def hold() -> None:
            with program.places.taken():
                is_taken.set()
                time.sleep(0.2)

        holder = Thread(target=hold)
        holder.start()
        is_taken.wait()
        assert program.run({"do": "copy"}) == b""
        holder.join()


class TestForeign:
    PATH = {"PATH": "/usr/local/bin:/usr/bin:/bin"}

    def run(self, *command: str, content: Callable[[], bytes] = bytes, limits: Limits | None = None) -> bytes:
        name, *arguments = command
        program = ForeignProgram(name, limits or replace(LIMITS, files=16), self.PATH)
        return program.run(*arguments, content=content)

    def test_it_works(self) -> None:
        content = b"Karangan" * 100_000
        assert self.run("sort", content=lambda: content) == content + b"\n"

    def test_one_that_takes_nothing_may_answer(self) -> None:
        assert self.run("echo", "x") == b"x\n"

    def test_one_that_ends_before_it_took_everything_has_failed(self) -> None:
        with pytest.raises(Failed):
            self.run("true", content=lambda: bytes(1024**2))

    @pytest.mark.parametrize(
        ("command", "fault"),
        [
            (("false",), Failed),
            (("no-such-program",), Failed),
            (("yes",), TooLarge),
            (("sh", "-c", "kill -9 $$"), Killed),
        ],
    )
    def test_each_way_to_fail_has_its_name(self, command: tuple[str, ...], fault: type[SandboxFault]) -> None:
        with pytest.raises(SandboxFault) as caught:
            self.run(*command)
        assert caught.type is fault

    @pytest.mark.parametrize("command", [("sleep", "60"), ("sh", "-c", "while :; do :; done")])
    def test_what_takes_too_long_is_ended(self, command: tuple[str, ...]) -> None:
        with pytest.raises(TooSlow):
            self.run(*command, limits=replace(SHORT, files=16))

    def test_it_gets_the_environment_it_is_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PIMPASA_SECRET", "kenari")
        lines = set(self.run("env").decode().split("\n"))
        assert {line for line in lines if not line.startswith("LC_CTYPE")} == {f"PATH={self.PATH['PATH']}", ""}

    @pytest.mark.parametrize(
        "words",
        [
            "cat > {}/new",
            "cat < {}/file",
            "cat < /proc/$PPID/environ",
            "kill -0 $PPID",
            "true & wait",
            "ls {}",
            "ls /root",
        ],
    )
    def test_it_reads_and_writes_nothing_of_ours(self, victim: Path, words: str) -> None:
        with pytest.raises(Failed):
            self.run("sh", "-ec", f"set -e; {words.format(victim)}")
        assert sorted(path.name for path in victim.iterdir()) == ["empty", "file"]

    @pytest.mark.parametrize("command", [["rm"], ["chmod", "777"], ["truncate", "-s0"], ["touch"], ["cat"]])
    def test_it_changes_nothing_of_ours(self, victim: Path, command: list[str]) -> None:
        with pytest.raises(Failed):
            self.run(*command, str(victim / "file"))
        assert (victim / "file").read_text() == "rahasia"

    def test_it_opens_as_many_files_as_the_limits_say(self) -> None:
        with pytest.raises(Failed):
            self.run("cat", "/usr/share/dict/README", limits=replace(LIMITS, files=3))

    def test_what_it_is_to_read_is_fetched_once_there_is_a_place(self) -> None:
        def content() -> bytes:
            raise AssertionError

        program = ForeignProgram("cat", LIMITS, self.PATH)
        with program.places.taken(), pytest.raises(Busy):
            program.run(content=content)

    def test_the_place_is_held_while_it_is_fetched(self) -> None:
        program = ForeignProgram("cat", replace(LIMITS, files=16), self.PATH)

        def content() -> bytes:
            with pytest.raises(Busy), program.places.taken():
                pass
            return b"x"

        assert program.run(content=content) == b"x"

"""Whatever runs apart: it gets what it is given, can do little else, and never keeps us waiting."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from pimpasa.sandbox.errors import Busy, Failed, Killed, SandboxFault, TooLarge, TooSlow
from pimpasa.sandbox.limits import Limits
from pimpasa.sandbox.programs import ForeignProgram, Program

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


@pytest.mark.parametrize(
    ("attempt", "fault"),
    [
        ("open a file", b"OSError Too many open files"),
        ("open a socket", b"OSError Too many open files"),
        ("open a pipe", b"OSError Too many open files"),
        ("take memory", b"MemoryError "),
    ],
)
def test_it_can_open_nothing_and_take_little(attempt: str, fault: bytes) -> None:
    assert run(attempt) == fault


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


def test_a_child_that_it_leaves_behind_keeps_nobody_waiting() -> None:
    with pytest.raises(TooSlow):
        run("leave a child", limits=SHORT)


def test_a_child_that_it_leaves_behind_ends_with_it() -> None:
    child = int(run("answer and leave a child"))
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

    def test_it_writes_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(Killed):
            self.run("sh", "-c", f"exec cat > {tmp_path}/x", content=lambda: b"x")
        assert (tmp_path / "x").read_bytes() == b""

    def test_it_opens_as_many_files_as_the_limits_say(self) -> None:
        with pytest.raises(Failed):
            self.run("cat", "/etc/passwd", limits=replace(LIMITS, files=3))

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

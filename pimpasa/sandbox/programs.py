"""Programs that run apart, each with its limits and its places."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Any

from pimpasa.sandbox import foreign, processes, wire
from pimpasa.sandbox.errors import SandboxFault, TooLarge
from pimpasa.sandbox.limits import Limits
from pimpasa.sandbox.processes import Places

# Isolated (-I): neither the folder it starts in nor a variable says what it imports.
PYTHON = (sys.executable, "-I", "-m")


Told = Callable[[str], object]
_told: list[Told] = []


def tell(whom: Told) -> None:
    """Of each run from now on: how it ended, by the name of its fault in small letters, or "done"."""
    _told.append(whom)


@contextmanager
def _told_of() -> Iterator[None]:
    outcome = "done"
    try:
        yield
    except SandboxFault as fault:
        outcome = type(fault).__name__.lower()
        raise
    finally:
        for whom in _told:
            whom(outcome)


class _Apart:
    """`environment` is all it gets: no variable that could hold a secret."""

    def __init__(self, limits: Limits, environment: Mapping[str, str] | None = None) -> None:
        self.limits = limits
        self.places = Places(limits)
        self._environment = environment or {}

    def _answer(self, command: Sequence[str], talk: processes.Talk) -> bytes:
        return processes.run(command, seconds=self.limits.seconds, environment=self._environment, talk=talk)


class Program(_Apart):
    """One of ours: a module with `prepared(task)`, which returns what makes the answer (bytes) of the file."""

    def __init__(self, module: str, limits: Limits, environment: Mapping[str, str] | None = None) -> None:
        super().__init__(limits, environment)
        self._command = (*PYTHON, "pimpasa.sandbox", limits.word(), module)

    def run(self, task: Mapping[str, Any], *, size: int = 0, read: wire.Read | None = None) -> bytes:
        """What it made of the task, and of a file of `size` bytes that `read` gives piece by piece.

        Raises Busy, TooSlow, TooLarge, Killed, Failed; and what `read` raises.
        """

        def talk(sink: IO[bytes], source: IO[bytes]) -> bytes:
            return wire.serve(sink, source, {**task, "size": size}, read or _nothing, most=self.limits.answer)

        with _told_of(), self.places.taken():
            return self._answer(self._command, talk)


class ForeignProgram(_Apart):
    """Somebody else's: it reads its standard input to the end, and what it then writes is the answer."""

    def __init__(self, name: str, limits: Limits, environment: Mapping[str, str]) -> None:
        super().__init__(limits, environment)
        self._command = (*PYTHON, foreign.__name__, limits.word(), name)

    def run(self, *arguments: str, content: Callable[[], bytes]) -> bytes:
        """What it made of the content, which is fetched once there is a place.

        Raises Busy, TooSlow, TooLarge, Killed, Failed; and what `content` raises.
        """
        with _told_of(), self.places.taken():
            whole = content()
            return self._answer((*self._command, *arguments), lambda sink, source: self._exchange(sink, source, whole))

    def _exchange(self, sink: IO[bytes], source: IO[bytes], content: bytes) -> bytes:
        sink.write(content)
        sink.close()
        answer = source.read(self.limits.answer + 1)
        if len(answer) > self.limits.answer:
            raise TooLarge
        return answer


def _nothing(_offset: int, _length: int) -> bytes:
    return b""

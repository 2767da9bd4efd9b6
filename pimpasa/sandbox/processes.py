"""The outside of a run: a process that begins clean and never outlives its time."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from threading import Event, Timer
from typing import IO

from pimpasa.common.shares import Full, Shares, is_first
from pimpasa.sandbox.errors import Busy, Failed, Killed, SandboxFault, TooSlow
from pimpasa.sandbox.limits import Limits

# Behind pages where the processor is short, and what strangers ask for behind what officers do (nice).
BEHIND = 5
FAR_BEHIND = 10
ELSEWHERE = "/"
Talk = Callable[[IO[bytes], IO[bytes]], bytes]
"""From a process's standard input and output to its answer. Raises EOFError where that ends too soon."""


class Places:
    """So many at once, given out by shares; who comes later waits a while. Each of our processes has its own."""

    def __init__(self, limits: Limits) -> None:
        self._shares = Shares(limits.at_once, wait=limits.wait)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises Busy."""
        with ExitStack() as place:
            try:
                place.enter_context(self._shares.taken())
            except Full as full:
                raise Busy from full
            yield


def run(command: Sequence[str], *, seconds: float, environment: Mapping[str, str], talk: Talk) -> bytes:
    """What a process answers. Raises TooSlow, Killed, Failed, and what `talk` raises."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=ELSEWHERE,
        start_new_session=True,
    )
    os.setpriority(os.PRIO_PROCESS, process.pid, BEHIND if is_first() else FAR_BEHIND)
    with process, _timed(process, seconds) as time_over:
        answer = _talked(process, talk)
        # Ended, but not yet reaped: its number is still its own when the timer and the end of the block kill by it.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    if answer is None or process.returncode:
        raise _fault(process.returncode, is_late=time_over.is_set())
    return answer


@contextmanager
def _timed(process: subprocess.Popen[bytes], seconds: float) -> Iterator[Event]:
    """It is killed when its time is over, and in any case at the end."""
    time_over = Event()

    def end() -> None:
        time_over.set()
        _kill(process)

    timer = Timer(seconds, end)
    timer.start()
    try:
        yield time_over
    finally:
        timer.cancel()
        timer.join()
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With everything that it may have started: one that holds the pipe would keep us waiting."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _talked(process: subprocess.Popen[bytes], talk: Talk) -> bytes | None:
    """None where it ended without a whole answer."""
    sink = process.stdin
    source = process.stdout
    assert sink is not None and source is not None  # noqa: S101, PT018 - they were asked for
    try:
        return talk(sink, source)
    except (EOFError, BrokenPipeError):
        return None
    finally:
        with suppress(BrokenPipeError):
            sink.close()


def _fault(status: int, *, is_late: bool) -> SandboxFault:
    if is_late or status == -signal.SIGXCPU:
        return TooSlow()
    return Killed() if status < 0 else Failed()

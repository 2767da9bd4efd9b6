"""A paper set as PDF/A by the typesetter's process, which can open nothing and lives for seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import IO, Any

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.papers import typesetter
from pimpasa.papers.errors import TemplateFault

AT_ONCE = 2
LONGEST_ANSWER = 48 * 1024**2
_turns = BoundedSemaphore(AT_ONCE)
_SCRIPT = Path(typesetter.__file__)
# Isolated (-I), elsewhere, and without a variable that could hold a secret; one thread, so that its time is bounded.
_COMMAND, _ELSEWHERE, _ENVIRONMENT = [sys.executable, "-I", str(_SCRIPT)], "/", {"RAYON_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Typeset:
    """A PDF/A-2a, PDF/UA-1; with pictures, each page as a PNG."""

    pdf: bytes
    pages: list[bytes]


def typeset(source: str, data: dict[str, Any], *, day: date, pictures: bool = False, skip: int = 0) -> Typeset:
    """Set `data` by a template; the same input gives the same bytes.

    `day` becomes the file's own date; `skip` lines of `source` are not the office's, and errors count after them.
    Raises TemplateFault where it does not compile, takes too long or grows too large; Refused where all are busy.
    """
    moment = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    task = {"source": source, "data": data, "timestamp": moment, "pictures": pictures}
    head, body = _run(json.dumps(task).encode())
    if "lengths" not in head:
        hints = "".join(f" ({hint})" for hint in head["hints"])
        raise TemplateFault(head["message"] + hints, max(0, head["line"] - skip))
    parts = list(_cut(body, head["lengths"]))
    return Typeset(parts[0], parts[1:])


def _run(task: bytes) -> tuple[dict[str, Any], bytes]:
    with (
        _turn(),
        subprocess.Popen(
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            cwd=_ELSEWHERE,
        ) as process,
    ):
        limit = Timer(typesetter.MOST_SECONDS, process.kill)
        limit.start()
        try:
            answer = _exchange(process, task)
            process.wait()
        finally:
            limit.cancel()
            process.kill()
    head, _line, body = answer.partition(b"\n")
    if process.returncode or not head:
        raise TemplateFault(_("it takes too long or grows too large"))
    said: dict[str, Any] = json.loads(head)
    return said, body


def _exchange(process: subprocess.Popen[bytes], task: bytes) -> bytes:
    """It reads the whole task before it writes a word, so neither waits for the other."""
    sink, source = _pipes(process)
    try:
        sink.write(task)
        sink.close()
    except BrokenPipeError:
        return b""
    answer = source.read(LONGEST_ANSWER + 1)
    return answer if len(answer) <= LONGEST_ANSWER else b""


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - they were asked for
    return process.stdin, process.stdout


def _cut(body: bytes, lengths: list[int]) -> Iterator[bytes]:
    start = 0
    for length in lengths:
        yield body[start : start + length]
        start += length


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=typesetter.MOST_SECONDS):
        raise Refused(_("Many papers are being set just now. Please try again in a moment."))
    try:
        yield
    finally:
        _turns.release()

"""Pictures an officer may look at: only pixels that we encoded ourselves reach their browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore

from django.utils.translation import gettext_lazy as _

from pimpasa.evidence import decoder
from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.queries import facts_of, original

LARGEST = 64 * 1024**2
AT_ONCE = 2
_turns = BoundedSemaphore(AT_ONCE)
# Run by its path and isolated (-I): none of our packages, no folder of ours, and no variable that holds a secret.
_COMMAND = [sys.executable, "-I", decoder.__file__]

NO_PICTURE = _("This file is not a picture that can be shown here. The original can be downloaded.")
TOO_LARGE = _("This picture is too large to be shown here. The original can be downloaded.")
BROKEN = _("This picture is damaged or cut off, so it cannot be shown. The original is kept and can be downloaded.")
BUSY = _("Many pictures are being prepared just now. Please try again in a moment.")


def preview(exhibit: Exhibit, *, key: bytes) -> bytes:
    """A JPEG of a picture, decoded in a process of its own. Raises NotViewable, StoreUnavailable, WrongKey, Damaged."""
    facts = facts_of(exhibit, key=key)
    if not facts.is_picture:
        raise NotViewable(NO_PICTURE)
    if facts.size > LARGEST:
        raise NotViewable(TOO_LARGE)
    with _turn():
        return _decode(original(exhibit, key=key))


def _decode(chunks: Iterator[bytes]) -> bytes:
    with subprocess.Popen(
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    ) as process:
        try:
            _feed(process, chunks)
            picture, _said = process.communicate(timeout=decoder.MOST_SECONDS)
        except subprocess.TimeoutExpired as slow:
            raise NotViewable(BROKEN) from slow
        finally:
            process.kill()
    if process.returncode == decoder.TOO_MANY_PIXELS:
        raise NotViewable(TOO_LARGE)
    if process.returncode or not picture.startswith(b"\xff\xd8"):
        raise NotViewable(BROKEN)
    return picture


def _feed(process: subprocess.Popen[bytes], chunks: Iterator[bytes]) -> None:
    """The decoder reads to the end before it decodes, so writing waits for nothing that the picture can delay."""
    assert process.stdin is not None  # noqa: S101 - it was asked for
    with suppress(BrokenPipeError):
        for chunk in chunks:
            process.stdin.write(chunk)


@contextmanager
def _turn() -> Iterator[None]:
    """Two decoders at a time: together they stay within what a small machine has."""
    if not _turns.acquire(timeout=decoder.MOST_SECONDS):
        raise NotViewable(BUSY)
    try:
        yield
    finally:
        _turns.release()

"""What an officer may look at: only pixels, samples and words that we decoded and encoded ourselves."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from threading import BoundedSemaphore, Timer
from typing import Any

from django.utils.translation import gettext_lazy as _

from pimpasa.evidence import decoder
from pimpasa.evidence.decoder import wire
from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.queries import ExhibitFacts, facts_of, original_range

# A picture or a document is read whole; sound and film only where it is looked at.
LARGEST_WHOLE = 64 * 1024**2
LONGEST_ANSWER = 64 * 1024**2
AT_ONCE = 2
_turns = BoundedSemaphore(AT_ONCE)
# Isolated (-I) and without a variable that could hold a secret.
_COMMAND = [sys.executable, "-I", "-m", decoder.__name__]

NO_LOOK = _("This kind of file cannot be shown here. The original can be downloaded.")
TOO_LARGE = _("This file is too large to be shown here. The original can be downloaded.")
BROKEN = _("This file is damaged or cut off, so it cannot be shown. The original is kept and can be downloaded.")
BUSY = _("Many files are being prepared just now. Please try again in a moment.")


class Look(StrEnum):
    """How a file can be looked at."""

    PICTURE = "picture"
    PAGES = "pages"
    THREAD = "thread"
    SOUND = "sound"
    FILM = "film"


@dataclass(frozen=True)
class Page:
    """A page of a document as a JPEG; `number` counts from 1."""

    jpeg: bytes
    number: int
    pages: int


@dataclass(frozen=True)
class Turn:
    """One line of a chat as it was exported; `when` and `who` as written there, or empty."""

    when: str
    who: str
    text: str


def look_of(facts: ExhibitFacts) -> Look | None:
    """How this file can be looked at by what its bytes show, or None."""
    if facts.is_picture:
        return Look.PICTURE
    if facts.shown == "application/pdf":
        return Look.PAGES
    if facts.shown == "text/plain" or (facts.shown == "application/zip" and facts.name.lower().endswith(".zip")):
        return Look.THREAD
    # A container that carries either says `video`; what the sender's device called it tells the two apart.
    if facts.shown.startswith("audio/") or (facts.shown.startswith("video/") and facts.declared.startswith("audio/")):
        return Look.SOUND
    return Look.FILM if facts.shown.startswith("video/") else None


def preview(exhibit: Exhibit, *, key: bytes) -> bytes:
    """A JPEG of a picture. Raises, as all of these, NotViewable, StoreUnavailable, WrongKey, Damaged."""
    facts = _facts(exhibit, key, Look.PICTURE)
    return _jpeg(_decode(facts, key, "picture", is_heif=_is_heif(facts)))


def redacted(exhibit: Exhibit, *, key: bytes, areas: Sequence[Sequence[float]]) -> bytes:
    """A JPEG of a picture whose `areas` (left, top, width, height in percent) are one flat colour each."""
    facts = _facts(exhibit, key, Look.PICTURE)
    return _jpeg(_decode(facts, key, "redacted", is_heif=_is_heif(facts), areas=[list(area) for area in areas]))


def page_of(exhibit: Exhibit, number: int, *, key: bytes) -> Page:
    """A page of a document; a number too large gives the last."""
    head, _line, jpeg = _decode(_facts(exhibit, key, Look.PAGES), key, "page", number=number).partition(b"\n")
    said = _said(head)
    return Page(_jpeg(jpeg), said["number"], said["pages"])


def thread_of(exhibit: Exhibit, *, key: bytes) -> list[Turn]:
    """A chat's turns, or the lines of a text."""
    said = _said(_decode(_facts(exhibit, key, Look.THREAD), key, "thread"))
    return [Turn(*turn) for turn in said["turns"]]


def sound_of(exhibit: Exhibit, *, key: bytes, start: int = 0) -> bytes:
    """Up to three minutes from a second on, as MP3."""
    return _decode(_facts(exhibit, key, Look.SOUND), key, "sound", start=start)


def film_of(exhibit: Exhibit, *, key: bytes, start: int = 0) -> bytes:
    """Up to half a minute from a second on, as WebM."""
    return _decode(_facts(exhibit, key, Look.FILM), key, "film", start=start)


def claims_of(exhibit: Exhibit, *, key: bytes) -> dict[str, Any]:
    """What the file says of itself (decoder.claims); nothing where it cannot be read."""
    facts = facts_of(exhibit, key=key)
    look = look_of(facts)
    if look is None or look is Look.THREAD or _is_too_large(facts, look):
        return {}
    try:
        return _said(_decode(facts, key, "claims", look=look, is_heif=_is_heif(facts)))
    except NotViewable:
        return {}


def _facts(exhibit: Exhibit, key: bytes, look: Look) -> ExhibitFacts:
    facts = facts_of(exhibit, key=key)
    if look_of(facts) is not look:
        raise NotViewable(NO_LOOK)
    if _is_too_large(facts, look):
        raise NotViewable(TOO_LARGE)
    return facts


def _is_too_large(facts: ExhibitFacts, look: Look) -> bool:
    return look in (Look.PICTURE, Look.PAGES) and facts.size > LARGEST_WHOLE


def _is_heif(facts: ExhibitFacts) -> bool:
    return facts.shown == "image/heic"


def _said(data: bytes) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(data)
    except ValueError as wrong:
        raise NotViewable(BROKEN) from wrong
    return said


def _jpeg(data: bytes) -> bytes:
    if not data.startswith(b"\xff\xd8"):
        raise NotViewable(BROKEN)
    return data


def _decode(facts: ExhibitFacts, key: bytes, do: str, **task: Any) -> bytes:
    def read(offset: int, length: int) -> bytes:
        return b"".join(original_range(facts.exhibit, key=key, start=offset, stop=offset + length))

    return decoded(read, facts.size, do, **task)


def decoded(read: Callable[[int, int], bytes], size: int, do: str, **task: Any) -> bytes:
    """What a process of its own made of `size` bytes, which `read` (offset, length) gives. Raises NotViewable."""
    with (
        _turn(),
        subprocess.Popen(
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
        ) as process,
    ):
        limit = Timer(decoder.MOST_SECONDS, process.kill)
        limit.start()
        try:
            made = _serve(process, {"do": do, "size": size, **task}, read)
            process.wait()
        finally:
            limit.cancel()
            process.kill()
    if process.returncode == decoder.TOO_LARGE:
        raise NotViewable(TOO_LARGE)
    if process.returncode or made is None:
        raise NotViewable(BROKEN)
    return made


def _serve(process: subprocess.Popen[bytes], task: dict[str, Any], read: Callable[[int, int], bytes]) -> bytes | None:
    """Give the decoder what it asks for until it answers; None where it ends without an answer."""
    source, sink = process.stdout, process.stdin
    assert source is not None and sink is not None  # noqa: S101, PT018 - they were asked for
    with suppress(BrokenPipeError, struct.error):
        sink.write(json.dumps(task).encode() + b"\n")
        sink.flush()
        while (kind := source.read(1)) == b"r":
            offset, length = wire.ASK.unpack(kind + source.read(wire.ASK.size - 1))[1:]
            sink.write(read(offset, min(length, task["size"] - offset)))
            sink.flush()
        if kind == b"d":
            length = wire.ANSWER.unpack(kind + source.read(wire.ANSWER.size - 1))[1]
            answer = source.read(min(length, LONGEST_ANSWER))
            return answer if len(answer) == length else None
    return None


@contextmanager
def _turn() -> Iterator[None]:
    """Two decoders at a time: together they stay within what a small machine has."""
    if not _turns.acquire(timeout=decoder.MOST_SECONDS):
        raise NotViewable(BUSY)
    try:
        yield
    finally:
        _turns.release()

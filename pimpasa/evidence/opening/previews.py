"""What an officer may look at: only pixels, samples and words that we decoded and encoded ourselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from pimpasa.evidence import decoding, media
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of, original_range
from pimpasa.sandbox.errors import Busy, SandboxFault, TooLarge

# A picture or a document is read whole; audio and film only where it is looked at.
LARGEST_WHOLE = 64 * 1024**2

NO_LOOK = _("This kind of file cannot be shown here. The original can be downloaded.")
TOO_LARGE = _("This file is too large to be shown here. The original can be downloaded.")
BROKEN = _("This file is damaged or cut off, so it cannot be shown. The original is kept and can be downloaded.")
BUSY = _("Many files are being prepared just now. Please try again in a moment.")


class Look(StrEnum):
    """How a file can be looked at."""

    PICTURE = "picture"
    PAGES = "pages"
    THREAD = "thread"
    AUDIO = "audio"
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
        return Look.AUDIO
    return Look.FILM if facts.shown.startswith("video/") else None


def has_sound(facts: ExhibitFacts) -> bool:
    """Whether there may be something to be heard."""
    return look_of(facts) in (Look.AUDIO, Look.FILM)


def preview(exhibit: Exhibit, *, key: bytes) -> bytes:
    """A JPEG of a picture. Raises, as all of these, NotViewable, StoreUnavailable, WrongKey, Damaged."""
    facts = _facts(exhibit, key, Look.PICTURE)
    with _telling():
        return decoding.jpeg(_decoded(facts, key, "picture", is_heif=_is_heif(facts)))


def redacted(exhibit: Exhibit, *, key: bytes, areas: Sequence[Sequence[float]]) -> bytes:
    """A JPEG of a picture whose `areas` (left, top, width, height in percent) are one flat colour each."""
    facts = _facts(exhibit, key, Look.PICTURE)
    plain_areas = [list(area) for area in areas]
    with _telling():
        return decoding.jpeg(_decoded(facts, key, "redacted", is_heif=_is_heif(facts), areas=plain_areas))


def page_of(exhibit: Exhibit, number: int, *, key: bytes) -> Page:
    """A page of a document; a number too large gives the last."""
    facts = _facts(exhibit, key, Look.PAGES)
    with _telling():
        head, _line, jpeg = _decoded(facts, key, "page", number=number).partition(b"\n")
        place = decoding.parsed(head)
        return Page(decoding.jpeg(jpeg), place["number"], place["pages"])


def thread_of(exhibit: Exhibit, *, key: bytes) -> list[Turn]:
    """A chat's turns, or the lines of a text."""
    facts = _facts(exhibit, key, Look.THREAD)
    with _telling():
        return [Turn(*turn) for turn in decoding.parsed(_decoded(facts, key, "thread"))["turns"]]


def audio_of(exhibit: Exhibit, *, key: bytes, start: int = 0) -> bytes:
    """Up to three minutes from a second on, as MP3; in another voice where its sender wished so."""
    facts = _facts(exhibit, key, Look.AUDIO)
    with _telling():
        return _decoded(facts, key, "audio", start=start, changed=facts.voice_changed)


def film_of(exhibit: Exhibit, *, key: bytes, start: int = 0) -> bytes:
    """Up to half a minute from a second on, as WebM; in another voice where its sender wished so."""
    facts = _facts(exhibit, key, Look.FILM)
    with _telling():
        return _decoded(facts, key, "film", start=start, changed=facts.voice_changed)


def metadata_of(exhibit: Exhibit, *, key: bytes) -> dict[str, Any]:
    """What the file says of itself (decoder.metadata); nothing where it cannot be read."""
    facts = facts_of(exhibit, key=key)
    look = look_of(facts)
    if look is None or look is Look.THREAD or _is_too_large(facts, look):
        return {}
    try:
        return decoding.parsed(_decoded(facts, key, "metadata", look=look, is_heif=_is_heif(facts)))
    except SandboxFault:
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
    return facts.shown == media.HEIC


def _decoded(facts: ExhibitFacts, key: bytes, do: str, **task: Any) -> bytes:
    def read(offset: int, length: int) -> bytes:
        return b"".join(original_range(facts.exhibit, key=key, start=offset, stop=offset + length))

    return decoding.decoded(read, facts.size, do, **task)


@contextmanager
def _telling() -> Iterator[None]:
    """Says of a fault what it means to who wanted to look."""
    try:
        yield
    except Busy as fault:
        raise NotViewable(BUSY) from fault
    except TooLarge as fault:
        raise NotViewable(TOO_LARGE) from fault
    except SandboxFault as fault:
        raise NotViewable(BROKEN) from fault

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
from pimpasa.evidence.decoder.films import AUDIO_SECONDS
from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of, original_range
from pimpasa.evidence.threads import Thread, thread_in
from pimpasa.sandbox.errors import Busy, Failed, Killed, SandboxFault, TooLarge, TooSlow, Unconfined

# A picture or a document is read whole; audio and film only where it is looked at. The largest photo without
# compression (BMP) has 150 MB.
LARGEST_WHOLE = 192 * 1024**2
# What an encoder writes where it heard nothing: less than a tenth of a second's MP3.
LARGEST_EMPTY_MP3 = 1000

NO_LOOK = _("This kind of file cannot be shown here. The original can be downloaded.")
TOO_LARGE = _("This file is too large to be shown here. The original can be downloaded.")
BROKEN = _("This file is damaged or cut off, so it cannot be shown. The original is kept and can be downloaded.")
TOO_SLOW = _("This file takes too long to be prepared here. The original can be downloaded.")
NOT_DECODED = _("This file cannot be decoded here, but it may be whole. The original can be downloaded.")
LOCKED = _("This document asks for a password. Ask the sender for it, or for a copy without one.")
PACKED = _(
    "This file is packed as RAR or 7z, which is not unpacked here. The original can be downloaded. The sender can send "
    "the files one by one, or packed as ZIP."
)
BUSY = _("Many files are being prepared just now. Please try again in a moment.")


class Look(StrEnum):
    """How a file can be looked at."""

    PICTURE = "picture"
    PAGES = "pages"
    THREAD = "thread"
    ARCHIVE = "archive"
    DOCUMENT = "document"
    AUDIO = "audio"
    FILM = "film"


# What plays: which of the two it is, its streams say (`recording_of`).
RECORDINGS = (Look.AUDIO, Look.FILM)


@dataclass(frozen=True)
class PicturePart:
    """A part of a picture as a JPEG; `number` counts from 1. `is_cut`: the file is cut off or damaged."""

    jpeg: bytes
    number: int
    parts: int
    is_cut: bool


@dataclass(frozen=True)
class Archive:
    """The files in an archive, perhaps not `all` of them; where it `is_cut` off, those whose beginnings arrived."""

    items: tuple[Item, ...]
    all: int
    is_cut: bool

    @property
    def has_text(self) -> bool:
        """Whether there is a text that can be opened: a chat, mostly."""
        return not self.is_cut and any(item.is_text and not item.is_locked for item in self.items)

    @property
    def left_out(self) -> int:
        return self.all - len(self.items)

    @property
    def is_locked(self) -> bool:
        return any(item.is_locked for item in self.items)


@dataclass(frozen=True)
class Item:
    """A file in an archive: its name, its bytes (0 where nothing says), and whether a password locks it."""

    name: str
    size: int
    is_locked: bool

    @property
    def is_text(self) -> bool:
        return self.name.lower().endswith(".txt")


@dataclass(frozen=True)
class Page:
    """A page of a document as a JPEG; `number` counts from 1."""

    jpeg: bytes
    number: int
    pages: int


@dataclass(frozen=True)
class Document:
    """A page of a document's words, how many `pictures` lie in it, the names of `files` enclosed in a letter.

    `is_cut`: a part of it is damaged, and its words end there.
    """

    words: str
    number: int
    pages: int
    pictures: int
    files: tuple[str, ...]
    is_cut: bool


def no_look(facts: ExhibitFacts) -> str:
    """Why nothing is shown of a kind of file that has no look."""
    return str(PACKED if facts.shown in (media.RAR, media.SEVEN_ZIP) else NO_LOOK)


def look_of(facts: ExhibitFacts) -> Look | None:
    """How this file can be looked at by what its bytes show, or None."""
    if facts.is_picture:
        return Look.PICTURE
    if facts.shown == media.PDF:
        return Look.PAGES
    if media.is_document(facts.shown, facts.declared, facts.name):
        return Look.DOCUMENT
    if facts.shown == media.TEXT:
        return Look.THREAD
    if media.is_archive(facts.shown, facts.declared, facts.name):
        return Look.ARCHIVE
    # A container that carries either says `video`; its streams, which are read when it is opened, tell the two apart.
    if facts.shown.startswith("audio/") or (facts.shown in media.RECORDINGS and facts.declared.startswith("audio/")):
        return Look.AUDIO
    return Look.FILM if facts.shown in media.RECORDINGS else None


def has_sound(facts: ExhibitFacts) -> bool:
    """Whether there may be something to be heard."""
    return look_of(facts) in RECORDINGS


def preview(exhibit: Exhibit, *, key: bytes) -> bytes:
    """A JPEG of a picture. Raises, as all of these, NotViewable, StoreUnavailable, WrongKey, Damaged."""
    facts = _facts(exhibit, key, Look.PICTURE)
    with _telling():
        return decoding.jpeg(_decoded(facts, key, "picture", is_heif=_is_heif(facts)))


def readable_preview(exhibit: Exhibit, *, key: bytes) -> bytes:
    """A JPEG of a whole picture, a long one so large that its words can be read."""
    facts = _facts(exhibit, key, Look.PICTURE)
    with _telling():
        return decoding.jpeg(_decoded(facts, key, "picture", is_heif=_is_heif(facts), is_readable=True))


def part_of(exhibit: Exhibit, number: int, *, key: bytes) -> PicturePart:
    """A part of a picture, most of which have one; a number too large gives the last."""
    facts = _facts(exhibit, key, Look.PICTURE)
    with _telling():
        head, _line, jpeg = _decoded(facts, key, "part", is_heif=_is_heif(facts), number=number).partition(b"\n")
        place = decoding.parsed(head)
        return PicturePart(decoding.jpeg(jpeg), place["number"], place["parts"], place["is_cut"])


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
        if place.get("is_locked"):
            raise NotViewable(LOCKED)
        return Page(decoding.jpeg(jpeg), place["number"], place["pages"])


def thread_of(exhibit: Exhibit, *, key: bytes, number: int = 1, **wish: str | int) -> Thread:
    """A page of a chat or of a text, without turns where an archive has none.

    `wish` as pimpasa.evidence.decoder.chats.answers.Question has it.
    """
    facts = _facts(exhibit, key, Look.THREAD, Look.ARCHIVE)
    with _telling():
        return thread_in(decoding.parsed(_decoded(facts, key, "thread", number=number, **wish)))


def archive_of(exhibit: Exhibit, *, key: bytes) -> Archive:
    """What is in an archive."""
    facts = _facts(exhibit, key, Look.ARCHIVE)
    with _telling():
        content = decoding.parsed(_decoded(facts, key, "archive"))
        return Archive(tuple(Item(**item) for item in content["items"]), content["all"], content["is_cut"])


def document_of(exhibit: Exhibit, number: int, *, key: bytes) -> Document:
    """A page of a document's words; a number too large gives the last."""
    facts = _facts(exhibit, key, Look.DOCUMENT)
    with _telling():
        content = decoding.parsed(_decoded(facts, key, "document", number=number))
        return Document(**{**content, "files": tuple(content["files"])})


def document_picture(exhibit: Exhibit, number: int, *, key: bytes) -> bytes:
    """A JPEG of one of the pictures in a document, counted from 1."""
    facts = _facts(exhibit, key, Look.DOCUMENT)
    with _telling():
        return decoding.jpeg(_decoded(facts, key, "document_picture", number=number))


def recording_of(exhibit: Exhibit, *, key: bytes) -> Look:
    """FILM where there is something to be seen, else AUDIO, whatever it is called."""
    facts = _facts(exhibit, key, *RECORDINGS)
    with _telling():
        has = decoding.parsed(_decoded(facts, key, "streams"))
    if not any(has.values()):
        raise NotViewable(NOT_DECODED)
    return Look.FILM if has.get("has_picture") else Look.AUDIO


def audio_of(exhibit: Exhibit, *, key: bytes, start: int = 0) -> bytes:
    """Up to three minutes from a second on, as MP3; in another voice where its sender wished so."""
    facts = _facts(exhibit, key, *RECORDINGS)
    with _telling():
        return _decoded(facts, key, "audio", start=start, changed=facts.voice_changed)


def voice_of(exhibit: Exhibit, *, key: bytes) -> bytes:
    """All that is heard in a recording or film, as MP3 in another voice."""
    facts = _facts(exhibit, key, Look.AUDIO, Look.FILM)
    pieces: list[bytes] = []
    with _telling():
        while piece := _piece_of_voice(facts, key, start=len(pieces) * AUDIO_SECONDS):
            pieces.append(piece)
    if not pieces:
        raise NotViewable(BROKEN)
    return b"".join(pieces)


def _piece_of_voice(facts: ExhibitFacts, key: bytes, *, start: int) -> bytes:
    """Empty past the end, which some containers answer with a fault."""
    try:
        piece = _decoded(facts, key, "audio", start=start, changed=True)
    except Failed:
        if start == 0:
            raise
        return b""
    return piece if len(piece) > LARGEST_EMPTY_MP3 else b""


def changed_name(facts: ExhibitFacts) -> str:
    """What a file is called that holds the changed voice of another."""
    return f"{facts.name.rpartition('.')[0] or facts.name}-suara-diubah.mp3"


def film_of(exhibit: Exhibit, *, key: bytes, start: int = 0) -> bytes:
    """Up to half a minute from a second on, as WebM; in another voice where its sender wished so."""
    facts = _facts(exhibit, key, *RECORDINGS)
    with _telling():
        return _decoded(facts, key, "film", start=start, changed=facts.voice_changed)


def metadata_of(exhibit: Exhibit, *, key: bytes) -> dict[str, Any]:
    """What the file says of itself (decoder.metadata); nothing where it cannot be read."""
    facts = facts_of(exhibit, key=key)
    look = look_of(facts)
    if look in (None, Look.THREAD, Look.ARCHIVE, Look.DOCUMENT) or _is_too_large(facts, look):
        return {}
    try:
        return decoding.parsed(_decoded(facts, key, "metadata", look=look, is_heif=_is_heif(facts)))
    except SandboxFault:
        return {}


def _facts(exhibit: Exhibit, key: bytes, *looks: Look) -> ExhibitFacts:
    facts = facts_of(exhibit, key=key)
    look = look_of(facts)
    if look not in looks:
        raise NotViewable(NO_LOOK)
    if _is_too_large(facts, look):
        raise NotViewable(TOO_LARGE)
    return facts


def _is_too_large(facts: ExhibitFacts, look: Look | None) -> bool:
    return look in (Look.PICTURE, Look.PAGES, Look.DOCUMENT) and facts.size > LARGEST_WHOLE


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
    except TooSlow as fault:
        raise NotViewable(TOO_SLOW) from fault
    except (Killed, Unconfined) as fault:
        raise NotViewable(NOT_DECODED) from fault
    except SandboxFault as fault:
        raise NotViewable(BROKEN) from fault

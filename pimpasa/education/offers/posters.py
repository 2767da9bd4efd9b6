"""Words of a picture or poster, read by tesseract from pixels that we decoded ourselves. Nothing touches a disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter
from shutil import which
from time import monotonic

from django.utils.translation import gettext_lazy as _

from pimpasa.education.offers.errors import Unreadable
from pimpasa.education.offers.reading import LONGEST
from pimpasa.evidence import decoding, media
from pimpasa.sandbox.errors import Busy, Failed, SandboxFault, TooLarge
from pimpasa.sandbox.limits import Limits
from pimpasa.sandbox.programs import ForeignProgram

LARGEST = 12 * 1024**2
LANGUAGES = ("ind", "eng")
# One at a time, with the decoding before it: of the two places where files are decoded one stays with the officers.
# It opens its libraries and languages one after another, and is done with each before the next.
LIMITS = Limits(seconds=30, memory=1024**3, answer=1024**2, at_once=1, wait=10, files=16)
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "OMP_THREAD_LIMIT": "1"}
READER = ForeignProgram("tesseract", LIMITS, ENVIRONMENT)
# A table of words with the reader's confidence in each, in percent.
TABLE = ("-c", "tessedit_create_tsv=1")
SURE = 60
# Of the letters, so many may be guessed before the picture is turned, or called not wholly read.
MOST_UNSURE = 0.2
TURNS = (90, 270, 180)
# A screenshot of nine thousand lines of pixels has ten strips. What is left then, or after so long, is not read.
MOST_STRIPS = 12
MOST_SECONDS = 45
# Lines that two strips can share.
MOST_SHARED = 12
# Asked once, beside whatever is being read.
LISTING = ForeignProgram("tesseract", replace(LIMITS, seconds=10), ENVIRONMENT)

NOT_INSTALLED = _("Pictures cannot be read here. Please type or paste the offer's words instead.")
NO_PICTURE = _("This is no picture. Please take a photo or a screenshot (JPEG, PNG, WebP or HEIC), or paste the words.")
TOO_LARGE = _("This picture is too large. A screenshot of it is enough, or paste the words.")
BROKEN = _("This picture is damaged or was cut off on the way. Please send it again, or paste the words.")
BUSY = _("Other pictures are being read just now. Please try again in a moment, or paste the words.")
TOO_SLOW = _("This picture takes too long to read. A sharper or smaller picture helps, or paste the words.")
NO_WORDS = _("No words were found in this picture. A sharper picture helps, or paste the words.")


@cache
def languages() -> str:
    """The languages that tesseract can read here, as it takes them; empty where it is not installed."""
    if which("tesseract") is None:
        return ""
    try:
        installed = LISTING.run("--list-langs", content=bytes).decode(errors="replace").split()
    except Failed:
        return ""
    return "+".join(language for language in LANGUAGES if language in installed)


@dataclass(frozen=True)
class Poster:
    """What was read in a picture, at most LONGEST characters, and whether all of it was read with confidence."""

    text: str
    is_whole: bool


@dataclass(frozen=True)
class Line:
    """A line's words; how many of their letters the reader is `sure` of, and how many not."""

    text: str
    sure: int
    unsure: int


def words_of(picture: bytes) -> Poster:
    """What tesseract reads in a picture, turned until its words stand upright. Raises Unreadable."""
    if not languages():
        raise Unreadable(NOT_INSTALLED)
    if len(picture) > LARGEST:
        raise Unreadable(TOO_LARGE)
    if media.media_type(picture[: media.HEAD]) not in media.PICTURES:
        raise Unreadable(NO_PICTURE)
    return _read(_Strips(picture), until=monotonic() + MOST_SECONDS)


class _Strips:
    """A picture's strips, cut while a place for reading is taken, and anew for each turn."""

    def __init__(self, picture: bytes, turned: int = 0) -> None:
        self._picture = picture
        self.turned = turned

    @cached_property
    def all(self) -> list[bytes]:
        """Our own JPEGs of it: tesseract never sees a stranger's file."""
        try:
            return decoding.strips_of(self._picture, turned=self.turned)
        except Busy as fault:
            raise Unreadable(BUSY) from fault
        except TooLarge as fault:
            raise Unreadable(TOO_LARGE) from fault
        except SandboxFault as fault:
            raise Unreadable(BROKEN) from fault

    def at(self, turned: int) -> _Strips:
        return _Strips(self._picture, turned)


def _read(strips: _Strips, *, until: float) -> Poster:
    strips, lines = _upright(strips, until)
    number = 1
    while number < min(len(strips.all), MOST_STRIPS) and monotonic() < until:
        lines = joined(lines, _lines(strips, number))
        number += 1
    text = "\n".join(line.text for line in lines)
    if not any(letter.isalnum() for letter in text):
        raise Unreadable(NO_WORDS)
    return Poster(text[:LONGEST], number == len(strips.all) and len(text) <= LONGEST and is_sure(lines))


def _upright(strips: _Strips, until: float) -> tuple[_Strips, list[Line]]:
    """The turn in which most is read with confidence; the others are tried only where the first reads badly."""
    best = (strips, _lines(strips, 0))
    for turned in TURNS:
        if is_sure(best[1]) or monotonic() > until:
            return best
        on_another_side = strips.at(turned)
        lines = _lines(on_another_side, 0)
        if _sure(lines) > _sure(best[1]):
            best = (on_another_side, lines)
    return best


def _sure(lines: list[Line]) -> int:
    return sum(line.sure for line in lines)


def is_sure(lines: list[Line]) -> bool:
    """Whether the reader is sure of nearly all letters, and there are some."""
    unsure = sum(line.unsure for line in lines)
    return _sure(lines) > 0 and unsure <= MOST_UNSURE * (unsure + _sure(lines))


def joined(above: list[Line], below: list[Line]) -> list[Line]:
    """Two strips' lines, without those that both show because the strips overlap."""
    last = [line.text for line in above[-MOST_SHARED:]]
    shared = next((count for count in range(len(below), 0, -1) if below[count - 1].text in last), 0)
    return [*above, *below[shared if shared <= MOST_SHARED else 0 :]]


def _lines(strips: _Strips, number: int) -> list[Line]:
    try:
        answer = READER.run("-", "-", "-l", languages(), "--psm", "3", *TABLE, content=lambda: strips.all[number])
    except Busy as fault:
        raise Unreadable(BUSY) from fault
    except Failed as fault:
        raise Unreadable(BROKEN) from fault
    except SandboxFault as fault:
        raise Unreadable(TOO_SLOW) from fault
    return list(lines_of(answer.decode(errors="replace")))


def lines_of(table: str) -> Iterator[Line]:
    """The lines in tesseract's table of words: level, page, block, paragraph, line, word, place, confidence, text."""
    rows = (row.split("\t") for row in table.split("\n"))
    words = [(tuple(row[1:5]), float(row[10]), row[11].strip()) for row in rows if len(row) == 12 and row[0] == "5"]
    for _place, in_line in groupby([word for word in words if word[2]], key=itemgetter(0)):
        line = list(in_line)
        letters = [(confidence >= SURE, sum(map(str.isalnum, text))) for _at, confidence, text in line]
        sure = sum(count for is_clear, count in letters if is_clear)
        yield Line(" ".join(text for _at, _confidence, text in line), sure, sum(c for _clear, c in letters) - sure)

"""Words of a picture or poster, read by tesseract from pixels that we decoded ourselves. Nothing touches a disk."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from shutil import which

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


def words_of(picture: bytes) -> str:
    """What tesseract reads in a picture, at most LONGEST characters. Raises Unreadable."""
    if not languages():
        raise Unreadable(NOT_INSTALLED)
    if len(picture) > LARGEST:
        raise Unreadable(TOO_LARGE)
    if media.media_type(picture[: media.HEAD]) not in media.PICTURES:
        raise Unreadable(NO_PICTURE)
    text = _text(picture)
    if not any(letter.isalnum() for letter in text):
        raise Unreadable(NO_WORDS)
    return text[:LONGEST]


def _text(picture: bytes) -> str:
    try:
        answer = READER.run("-", "-", "-l", languages(), "--psm", "3", content=lambda: _pixels(picture))
    except Busy as fault:
        raise Unreadable(BUSY) from fault
    except Failed as fault:
        raise Unreadable(BROKEN) from fault
    except SandboxFault as fault:
        raise Unreadable(TOO_SLOW) from fault
    lines = (line.strip() for line in answer.decode(errors="replace").split("\n"))
    return "\n".join(line for line in lines if line)


def _pixels(picture: bytes) -> bytes:
    """Our own JPEG of it: tesseract never sees a stranger's file."""
    try:
        return decoding.picture_of(picture)
    except Busy as fault:
        raise Unreadable(BUSY) from fault
    except TooLarge as fault:
        raise Unreadable(TOO_LARGE) from fault
    except SandboxFault as fault:
        raise Unreadable(BROKEN) from fault

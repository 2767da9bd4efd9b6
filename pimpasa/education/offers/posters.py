"""Words of a picture or poster, read by tesseract from pixels that we decoded ourselves. Nothing touches a disk."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from shutil import which
from threading import BoundedSemaphore

from django.utils.translation import gettext_lazy as _

from pimpasa.education.offers.errors import Unreadable
from pimpasa.education.offers.reading import LONGEST
from pimpasa.evidence import media, previews
from pimpasa.evidence.errors import NotViewable

LARGEST = 12 * 1024**2
MOST_SECONDS = 30
MOST_MEMORY_KIB = 1024**2
LONGEST_TURN = 10
LANGUAGES = ("ind", "eng")
_turn = BoundedSemaphore(1)
# The shell only sets the limits, which exec keeps; a limit set between fork and exec is unsafe beside threads.
_CONFINED = 'ulimit -v "$1"; ulimit -t "$2"; ulimit -f 0; ulimit -c 0; exec tesseract - - -l "$3" --psm 3'

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
    said = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=10)
    return "+".join(language for language in LANGUAGES if language in said.stdout.split())


def words_of(picture: bytes) -> str:
    """What tesseract reads in a picture, at most LONGEST characters. Raises Unreadable."""
    if not languages():
        raise Unreadable(NOT_INSTALLED)
    if len(picture) > LARGEST:
        raise Unreadable(TOO_LARGE)
    if media.media_type(picture[: media.HEAD]) not in media.PICTURES:
        raise Unreadable(NO_PICTURE)
    with _one_at_a_time():
        text = _read(_pixels(picture))
    if not any(letter.isalnum() for letter in text):
        raise Unreadable(NO_WORDS)
    return text[:LONGEST]


def _pixels(picture: bytes) -> bytes:
    """Our own JPEG of it: tesseract never sees a stranger's file."""
    try:
        return previews.picture_of(picture)
    except NotViewable as wrong:
        reasons = {id(previews.TOO_LARGE): TOO_LARGE, id(previews.BUSY): BUSY}
        raise Unreadable(reasons.get(id(wrong.reason), BROKEN)) from wrong


def _read(jpeg: bytes) -> str:
    limits = [str(MOST_MEMORY_KIB), str(MOST_SECONDS), languages()]
    try:
        done = subprocess.run(
            ["sh", "-c", _CONFINED, "tesseract", *limits],
            input=jpeg,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "OMP_THREAD_LIMIT": "1"},
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise Unreadable(TOO_SLOW) from late
    if done.returncode:
        raise Unreadable(TOO_SLOW if done.returncode < 0 else BROKEN)
    lines = (line.strip() for line in done.stdout.decode(errors="replace").split("\n"))
    return "\n".join(line for line in lines if line)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _turn.acquire(timeout=LONGEST_TURN):
        raise Unreadable(BUSY)
    try:
        yield
    finally:
        _turn.release()

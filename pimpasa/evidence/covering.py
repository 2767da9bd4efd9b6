"""A photo whose faces are covered before anybody stores or sees it; the original is in memory alone, and then gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.evidence import decoding, media
from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.opening.previews import BUSY
from pimpasa.sandbox.errors import Busy, SandboxFault

MOST_AREAS = 50
LARGEST = 16 * 1024**2
KINDS = ("image/jpeg", "image/png", "image/webp", media.HEIC)

NO_PHOTO = gettext_lazy("This is no photo that can be read. Please send a JPEG, PNG, WEBP or HEIC file.")
TOO_LARGE = gettext_lazy("This photo is too large: 16 MB at most.")


@dataclass(frozen=True)
class Covered:
    """A JPEG of at most 400 KiB and 1600 pixels a side, without metadata; how many faces were found and covered."""

    jpeg: bytes
    faces: int


def without_faces(content: bytes) -> Covered:
    """A photo as a phone took it, with each face that was found one flat colour. Raises NotViewable."""
    kind = media.media_type(content[: media.HEAD])
    if kind not in KINDS:
        raise NotViewable(NO_PHOTO)
    if len(content) > LARGEST:
        raise NotViewable(TOO_LARGE)
    return _covered(content, areas=[], find=True, is_heif=kind == media.HEIC)


def cover_more(jpeg: bytes, *, areas: Sequence[Sequence[float]]) -> bytes:
    """The same photo with more `areas` (left, top, width, height in percent) in one flat colour. Raises NotViewable."""
    return _covered(jpeg, areas=areas, find=False, is_heif=False).jpeg


def _covered(content: bytes, *, areas: Sequence[Sequence[float]], find: bool, is_heif: bool) -> Covered:
    task: dict[str, Any] = {"areas": [list(area) for area in areas], "find": find, "is_heif": is_heif}
    try:
        head, _line, jpeg = decoding.decoded_content(content, "covered", **task).partition(b"\n")
        return Covered(decoding.jpeg(jpeg), decoding.parsed(head)["faces"])
    except Busy as fault:
        raise NotViewable(BUSY) from fault
    except SandboxFault as fault:
        # No original is kept that could be downloaded, as evidence would be.
        raise NotViewable(NO_PHOTO) from fault


def fault_of(areas: Sequence[Sequence[float]]) -> str:
    """What is wrong with places to cover, in a sentence; empty where nothing is."""
    if not areas:
        return _("Mark at least one place to cover.")
    if len(areas) > MOST_AREAS:
        return _("Mark at most %(most)d places.") % {"most": MOST_AREAS}
    if not all(len(area) == 4 and all(0 <= number <= 100 for number in area) for area in areas):
        return _("Each place is four numbers from 0 to 100: left, top, width, height in percent.")
    return ""

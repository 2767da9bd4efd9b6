"""Pictures of words, to be read: upright or turned, at most WIDEST wide, in strips that overlap where they are long.

A screenshot of a whole conversation is ten times as high as wide: made small as a whole, it has no word left.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from pimpasa.evidence.decoder import Decode
from pimpasa.evidence.decoder.pictures import flat_upright, jpeg_of, load_decoders

if TYPE_CHECKING:
    from PIL import Image

WIDEST = 1600
# Of a picture that lies on its side: nothing of it is made small before it is turned.
LONGEST = 65_535
# Height of a strip by its width, and how much of it the next one shows again, so that no line is cut in both.
RATIO = 1.6
OVERLAP = 0.1
# One more than is read, so that who asks knows that something is left.
MOST_STRIPS = 13
SIZE_BYTES = 4


def decoder(task: dict[str, Any]) -> Decode:
    """The strips from top to bottom, `turned` by so many degrees against the clock: each a length and a JPEG."""
    load_decoders(is_heif=task.get("is_heif", False))
    turned = task.get("turned", 0)

    def strips(file: IO[bytes]) -> bytes:
        picture = flat_upright(file, widest=WIDEST if turned % 180 == 0 else LONGEST)
        upright = picture.rotate(turned, expand=True) if turned else picture
        jpegs = [jpeg_of(strip) for strip in _cut(_narrow(upright))]
        return b"".join(len(jpeg).to_bytes(SIZE_BYTES, "big") + jpeg for jpeg in jpegs)

    return strips


def _narrow(picture: Image.Image) -> Image.Image:
    if picture.width <= WIDEST:
        return picture
    return picture.resize((WIDEST, max(1, picture.height * WIDEST // picture.width)), reducing_gap=2.0)


def _cut(picture: Image.Image) -> Iterator[Image.Image]:
    high = max(int(picture.width * RATIO), 1)
    step = max(int(high * (1 - OVERLAP)), 1)
    for number in range(MOST_STRIPS):
        top = number * step
        bottom = min(top + high, picture.height)
        yield picture.crop((0, top, picture.width, bottom))
        if bottom == picture.height:
            return

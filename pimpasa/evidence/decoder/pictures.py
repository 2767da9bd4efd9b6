"""Pictures: pixels alone, upright, at most 1600 wide and high, no metadata, no profile.

What is much longer than wide, as a screenshot of a whole conversation is, and what has several pages (TIFF) or moves
(GIF) is shown in parts. Of a picture that was cut off on its way what arrived is shown.
"""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from pimpasa.evidence.decoder import Decode
from pimpasa.evidence.decoder.filling import filled
from pimpasa.sandbox.errors import TooLarge

if TYPE_CHECKING:
    from PIL import Image

# Phones take 108 million (12,000 by 9,000); those that take 200 do it as JPEG, which shrinks while it is decoded.
MOST_PIXELS = 110_000_000
WIDEST = 1600
QUALITY = 82
# From so many times as long as wide on a picture is cut; a phone's screen is up to 2.4. Parts show a little of the last
# one again, so that no line of words is cut in both.
LONG = 3
RATIO = 1.5
OVERLAP = 0.08
# Of a copy with parts covered, which stays whole; a JPEG's sides end at 65,535.
LONGEST_COPY = 24_000

# Only these: other formats start programs (EPS), or are what no phone takes.
FORMATS = ["JPEG", "MPO", "PNG", "WEBP", "TIFF", "GIF", "HEIF", "AVIF", "BMP", "JPEG2000"]
_IN_FRAMES = {"TIFF", "GIF", "WEBP", "PNG", "AVIF"}
_REHEARSED = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "JPEG2000")


def decoder(task: dict[str, Any]) -> Decode:
    """A JPEG of the picture, at most `widest` wide and high; `is_readable` keeps a long one as wide as words need."""
    load_decoders(is_heif=task.get("is_heif", False))
    widest = min(task.get("widest", WIDEST), WIDEST)

    def small(file: IO[bytes]) -> bytes:
        picture, _is_cut = arrived(file)
        return jpeg_of(fitting(picture, readable(picture.size) if task.get("is_readable") else (widest, widest)))

    return small


def part_decoder(task: dict[str, Any]) -> Decode:
    """A line of JSON: how many `parts` there are, this one's `number` from 1, whether the file `is_cut`; a JPEG."""
    load_decoders(is_heif=task.get("is_heif", False))

    def part(file: IO[bytes]) -> bytes:
        picture, is_cut = arrived(file, frame=task["number"])
        frames = _frames(picture)
        boxes = [(0, 0, *picture.size)] * frames if frames > 1 else list(cuts(picture.size))
        number = min(max(task["number"], 1), len(boxes))
        head = json.dumps({"parts": len(boxes), "number": number, "is_cut": is_cut}).encode()
        return head + b"\n" + jpeg_of(fitting(picture.crop(boxes[number - 1]), (WIDEST, WIDEST)))

    return part


def redactor(task: dict[str, Any]) -> Decode:
    """A JPEG in which `areas` (left, top, width, height in percent) are one flat colour each.

    Flat, since a blur or a coarse mosaic can be undone: what is under it is in no pixel any more.
    """
    load_decoders(is_heif=task.get("is_heif", False))

    def redacted(file: IO[bytes]) -> bytes:
        whole, _is_cut = arrived(file)
        picture = fitting(whole, readable(whole.size))
        for area in task["areas"]:
            flatten(picture, area)
        return jpeg_of(picture)

    return redacted


def flatten(picture: Image.Image, area: list[float]) -> None:
    """Give an area (left, top, width, height in percent) the one colour that it has on average."""
    left, top, width, height = area
    box = (
        int(left * picture.width / 100),
        int(top * picture.height / 100),
        min(picture.width, -int(-(left + width) * picture.width // 100)),
        min(picture.height, -int(-(top + height) * picture.height // 100)),
    )
    if box[0] < box[2] and box[1] < box[3]:
        picture.paste(picture.crop(box).resize((1, 1)).getpixel((0, 0)), box)  # type: ignore[arg-type]  # one colour of an RGB picture


def cuts(size: tuple[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom) of a picture's parts, along its longer side; one where it is not long."""
    width, height = size
    long = max(size)
    short = max(min(size), 1)
    piece = int(short * RATIO) if long > short * LONG else long
    step = max(int(piece * (1 - OVERLAP)), 1)
    for start in range(0, max(long - piece + step, 1), step):
        end = min(start + piece, long)
        yield (0, start, width, end) if height >= width else (start, 0, end, height)


def readable(size: tuple[int, int]) -> tuple[int, int]:
    """The box into which a whole picture fits, a long one so that its shorter side stays as it is."""
    width, height = size
    if max(size) <= min(size) * LONG:
        return (WIDEST, WIDEST)
    return (WIDEST, LONGEST_COPY) if height >= width else (LONGEST_COPY, WIDEST)


def load_decoders(*, is_heif: bool) -> None:
    """Everything that will be needed, while files can still be opened; HEIF slows the start, so only for itself."""
    from PIL import AvifImagePlugin, Image

    if is_heif:
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener(thumbnails=False)
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.MAX_IMAGE_PIXELS = None  # _check_pixels knows better: it looks after a JPEG is asked to shrink
    warnings.simplefilter("ignore")
    # Pillow loads parts of itself when a format first needs them: let each have needed them.
    Image.init()
    for name in _REHEARSED:
        speck = io.BytesIO()
        Image.new("P", (4, 2)).convert("RGB" if name.startswith("JPEG") else "P").save(speck, name)
        jpeg_of(pixels(speck))


def jpeg_of(picture: Image.Image, *, quality: int = QUALITY) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def pixels(file: IO[bytes]) -> Image.Image:
    """Upright pixels, at most WIDEST wide and high, nothing else. Raises TooLarge, and whatever Pillow does."""
    return fitting(_loaded(file), (WIDEST, WIDEST))


def flat_upright(file: IO[bytes], *, widest: int) -> Image.Image:
    """Upright pixels, at most so wide, nothing else. Raises TooLarge, and whatever Pillow does."""
    picture = _loaded(file)
    return fitting(picture, (widest, picture.height))


def arrived(file: IO[bytes], *, frame: int = 1) -> tuple[Image.Image, bool]:
    """Upright pixels in their own size, and whether the file is cut off or damaged: then those that arrived.

    Raises TooLarge, and whatever Pillow does where nothing arrived.
    """
    from PIL import ImageFile

    try:
        return _loaded(file, frame), False
    except (OSError, SyntaxError, ValueError, EOFError):
        file.seek(0)
    whole = filled(file)
    file.seek(0)
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    picture = _loaded(whole or file, frame)
    if _is_blank(picture):
        raise ValueError("nothing of the picture arrived")
    return picture, True


def _loaded(file: IO[bytes], frame: int = 1) -> Image.Image:
    """Upright pixels, of a JPEG at least WIDEST of them each way, else in their own size. `frame` counts from 1."""
    from PIL import Image

    opened = Image.open(file, formats=[name for name in FORMATS if name in Image.OPEN])
    opened.draft("RGB", (WIDEST, WIDEST))
    _check_pixels(opened.size)
    opened.seek(min(max(frame, 1), _frames(opened)) - 1)
    _check_pixels(opened.size)
    opened.load()
    _turn_upright(opened)
    return opened


def _frames(picture: Image.Image) -> int:
    """Pages of a scan, pictures of what moves; one where there are no more, or nobody can count them."""
    if picture.format not in _IN_FRAMES:
        return 1
    with suppress(OSError, SyntaxError, ValueError, EOFError):
        return max(1, int(getattr(picture, "n_frames", 1)))
    return 1


def fitting(picture: Image.Image, box: tuple[int, int]) -> Image.Image:
    picture.thumbnail(box, reducing_gap=2.0)
    return _flat(picture)


def _turn_upright(picture: Image.Image) -> None:
    """As its metadata say; a picture whose metadata are damaged is still a picture."""
    from PIL import ImageOps

    with suppress(Exception):  # the parser of metadata fails in many ways
        ImageOps.exif_transpose(picture, in_place=True)


def _is_blank(picture: Image.Image) -> bool:
    return len(set(picture.convert("L").resize((64, 64)).tobytes())) == 1


def _check_pixels(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise TooLarge


def _flat(picture: Image.Image) -> Image.Image:
    """A new picture from the pixels alone, on white where it is transparent: nothing else can come along."""
    from PIL import Image

    layered = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    plain = Image.new("RGB", layered.size, "white")
    plain.paste(layered, mask=layered if layered.mode == "RGBA" else None)
    return plain

"""Pictures: pixels alone, upright, at most 1600 wide and high, no metadata, no profile."""

from __future__ import annotations

import io
import warnings
from typing import IO, TYPE_CHECKING, Any

from pimpasa.evidence.decoder import Decode
from pimpasa.sandbox.errors import TooLarge

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 50_000_000
WIDEST = 1600
QUALITY = 82

# Only these: other formats start programs (EPS), or are what no phone takes.
FORMATS = ["JPEG", "MPO", "PNG", "WEBP", "TIFF", "GIF", "HEIF"]


def decoder(task: dict[str, Any]) -> Decode:
    """A JPEG of the picture, at most `widest` wide and high."""
    load_decoders(is_heif=task.get("is_heif", False))
    widest = min(task.get("widest", WIDEST), WIDEST)

    def small(file: IO[bytes]) -> bytes:
        picture = pixels(file)
        picture.thumbnail((widest, widest), reducing_gap=2.0)
        return jpeg_of(picture)

    return small


def redactor(task: dict[str, Any]) -> Decode:
    """A JPEG in which `areas` (left, top, width, height in percent) are one flat colour each.

    Flat, since a blur or a coarse mosaic can be undone: what is under it is in no pixel any more.
    """
    load_decoders(is_heif=task.get("is_heif", False))

    def redacted(file: IO[bytes]) -> bytes:
        picture = pixels(file)
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


def load_decoders(*, is_heif: bool) -> None:
    """Everything that will be needed, while files can still be opened; HEIF slows the start, so only for itself."""
    from PIL import Image

    if is_heif:
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # _check_pixels knows better: it looks after a JPEG is asked to shrink
    warnings.simplefilter("ignore")
    # Pillow loads parts of itself when a format first needs them: let each have needed them.
    Image.init()
    for name in ("JPEG", "PNG", "WEBP", "TIFF", "GIF"):
        speck = io.BytesIO()
        Image.new("P", (4, 2)).convert("RGB" if name == "JPEG" else "P").save(speck, name)
        jpeg_of(pixels(speck))


def jpeg_of(picture: Image.Image, *, quality: int = QUALITY) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def pixels(file: IO[bytes]) -> Image.Image:
    """Upright pixels, at most WIDEST wide and high, nothing else. Raises TooLarge, and whatever Pillow does."""
    from PIL import Image

    with Image.open(file, formats=[name for name in FORMATS if name in Image.OPEN]) as opened:
        opened.draft("RGB", (WIDEST, WIDEST))
        _check_pixels(opened.size)
        opened.load()
        opened.thumbnail((WIDEST, WIDEST), reducing_gap=2.0)
        return _flat(_upright(opened))


def flat_upright(file: IO[bytes]) -> Image.Image:
    """Upright pixels in their own size, nothing else. Raises TooLarge, and whatever Pillow does."""
    from PIL import Image

    with Image.open(file, formats=[name for name in FORMATS if name in Image.OPEN]) as opened:
        _check_pixels(opened.size)
        opened.load()
        return _flat(_upright(opened))


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its metadata say; a picture whose metadata are damaged is still a picture."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001 - the parser of metadata fails in many ways
        return picture


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

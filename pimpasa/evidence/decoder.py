"""Turns a picture on stdin into a plain JPEG on stdout, in a process of its own with little it may do.

Exit code 0 and a picture, 3 for what cannot be decoded, 4 for more pixels than it takes on. Imports nothing of ours.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 50_000_000
MOST_SECONDS = 20
MOST_MEMORY = 1536 * 1024**2
WIDEST = 1600
UNDECODABLE = 3
TOO_MANY_PIXELS = 4

# Only these: other formats start programs (EPS), or are what no phone takes.
FORMATS = ["JPEG", "MPO", "PNG", "WEBP", "TIFF", "GIF", "HEIF"]


class TooManyPixels(Exception):
    """A picture that would not fit, honest or a bomb."""


def main() -> int:
    data = sys.stdin.buffer.read()
    _load_decoders(is_heif=data[4:8] == b"ftyp")
    _confine()
    try:
        sys.stdout.buffer.write(_reencode(data))
    except TooManyPixels:
        return TOO_MANY_PIXELS
    except Exception:  # noqa: BLE001 - whatever a hostile file does to a decoder, the answer is the same
        return UNDECODABLE
    return 0


def _load_decoders(*, is_heif: bool) -> None:
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
        _reencode(speck.getvalue())


def _confine() -> None:
    """From here on: no new file, socket or pipe, no byte into a file, little time and memory."""
    for what, most in (
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _reencode(data: bytes) -> bytes:
    """Pixels only: oriented upright, at most 1600 wide and high, no metadata, no profile."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=[name for name in FORMATS if name in Image.OPEN]) as opened:
        opened.draft("RGB", (WIDEST, WIDEST))
        _check_pixels(opened.size)
        opened.load()
        opened.thumbnail((WIDEST, WIDEST), reducing_gap=2.0)
        plain = _flat(_upright(opened))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=82)
    return out.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its metadata say; a picture whose metadata are damaged is still a picture."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001 - the parser of metadata fails in many ways
        return picture


def _check_pixels(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise TooManyPixels


def _flat(picture: Image.Image) -> Image.Image:
    """A new picture from the pixels alone, on white where it is transparent: nothing else can come along."""
    from PIL import Image

    layered = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    plain = Image.new("RGB", layered.size, "white")
    plain.paste(layered, mask=layered if layered.mode == "RGBA" else None)
    return plain


if __name__ == "__main__":
    sys.exit(main())

"""Turns a picture on stdin into a plain JPEG on stdout, in a process of its own with little it may do.

Exit code 0 and a picture, 3 for what cannot be decoded, 4 for more pixels than it takes on. Imports nothing of ours.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings

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
    """Everything that will be needed, while files can still be opened; HEIF costs the start most, so only for itself."""
    from PIL import (  # noqa: F401 - a format registers itself when it is imported
        GifImagePlugin,
        Image,
        ImageOps,
        JpegImagePlugin,
        MpoImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    if is_heif:
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # _check_pixels knows better: it looks after a JPEG is asked to shrink
    warnings.simplefilter("ignore")


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
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=[name for name in FORMATS if name in Image.OPEN]) as opened:
        opened.draft("RGB", (WIDEST, WIDEST))
        _check_pixels(opened.size)
        opened.load()
        opened.thumbnail((WIDEST, WIDEST), reducing_gap=2.0)
        upright = ImageOps.exif_transpose(opened)
    plain = _flat(upright)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=82)
    return out.getvalue()


def _check_pixels(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise TooManyPixels


def _flat(picture):  # type: ignore[no-untyped-def]  # its type is loaded only in the decoder's process
    """A new picture from the pixels alone, on white where it is transparent: nothing else can come along."""
    from PIL import Image

    layered = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    plain = Image.new("RGB", layered.size, "white")
    plain.paste(layered, mask=layered if layered.mode == "RGBA" else None)
    return plain


if __name__ == "__main__":
    sys.exit(main())

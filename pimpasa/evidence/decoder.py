"""Turns a picture on stdin into a plain JPEG on stdout, in a process of its own with little it may do.

Run as `python -m pimpasa.evidence.decoder`; exit code 0 and a picture, or 3 for what cannot be decoded.
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


def main() -> int:
    _confine()
    data = sys.stdin.buffer.read()
    try:
        sys.stdout.buffer.write(_reencode(data))
    except Exception:  # noqa: BLE001 - whatever a hostile file does to a decoder, the answer is the same
        return UNDECODABLE
    return 0


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _reencode(data: bytes) -> bytes:
    """Pixels only: oriented upright, at most 1600 wide and high, no metadata, no profile."""
    from PIL import Image, ImageOps
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(io.BytesIO(data)) as opened:
        opened.draft("RGB", (WIDEST, WIDEST))
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    upright.thumbnail((WIDEST, WIDEST))
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=82)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())

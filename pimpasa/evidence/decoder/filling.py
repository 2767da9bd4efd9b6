"""What an upload broke off, filled with nought up to where the file says that it ends.

The decoders of WebP and HEIF want a whole file before they show anything of it; so filled, they show what arrived, and
grey or smears below it. Of WebP without loss and of AVIF mostly nothing is shown: their decoders stop where something
is wrong.
"""

from __future__ import annotations

import io
from typing import IO

from pimpasa.sandbox.errors import TooLarge

# A picture's file is at most that long (LARGEST_WHOLE of the parent).
LONGEST = 192 * 1024**2
# Of less than that share nothing is seen but what a decoder makes of nought.
LEAST_ARRIVED = 0.01
# The WebP container, RIFF file header; ISO/IEC 14496-12, 4.2: a box's size, its name, a size in 64 bit where that is 1.
_RIFF = 8
_LONG_BOX = 1
_HEAD = 8
_LONG_HEAD = 16


def filled(file: IO[bytes]) -> IO[bytes] | None:
    """The file made as long as it says it is; None where it is that long, or does not say.

    Raises TooLarge, and ValueError where nothing arrived.
    """
    file.seek(0)
    content = file.read(LONGEST + 1)
    length = _length(content)
    missing = length - len(content)
    if max(length, len(content)) > LONGEST:
        raise TooLarge
    if len(content) < length * LEAST_ARRIVED:
        raise ValueError("nothing of the picture arrived")
    return io.BytesIO(content + bytes(missing)) if missing > 0 else None


def _length(content: bytes) -> int:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _RIFF + int.from_bytes(content[4:8], "little")
    return _end_of_boxes(content) if content[4:8] == b"ftyp" else 0


def _end_of_boxes(content: bytes) -> int:
    """Where the last box ends whose beginning arrived; 0 where one does not say."""
    place = 0
    while place + _HEAD <= len(content):
        size = int.from_bytes(content[place : place + 4], "big")
        if size == _LONG_BOX:
            size = int.from_bytes(content[place + _HEAD : place + _LONG_HEAD], "big")
        if size < _HEAD:
            return 0
        place += size
    return place

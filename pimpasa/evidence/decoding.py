"""The decoder as the rest of the program calls it: pixels, samples and words that were encoded anew, in its sandbox.

All raise the faults of pimpasa.sandbox.errors.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pimpasa.evidence import decoder, media
from pimpasa.sandbox.errors import Failed
from pimpasa.sandbox.programs import Program

SIZE_BYTES = 4
JPEG = b"\xff\xd8"
DECODER = Program(decoder.__name__, decoder.LIMITS)


def decoded(read: Callable[[int, int], bytes], size: int, do: str, **task: Any) -> bytes:
    """What the decoder made of `size` bytes, which `read` (offset, length) gives."""
    return DECODER.run({"do": do, **task}, size=size, read=read)


def decoded_content(content: bytes, do: str, **task: Any) -> bytes:
    """The same for a file that is kept nowhere but in memory."""
    return decoded(lambda offset, length: content[offset : offset + length], len(content), do, **task)


def strips_of(content: bytes, *, turned: int = 0) -> list[bytes]:
    """JPEGs of a picture's strips from top to bottom, for words to be read in it."""
    is_heif = media.media_type(content[: media.HEAD]) == media.HEIC
    answer = decoded_content(content, "strips", is_heif=is_heif, turned=turned)
    strips: list[bytes] = []
    while answer:
        end = SIZE_BYTES + int.from_bytes(answer[:SIZE_BYTES], "big")
        strips.append(jpeg(answer[SIZE_BYTES:end]))
        answer = answer[end:]
    if not strips:
        raise Failed
    return strips


def picture_of(content: bytes, **task: Any) -> bytes:
    """A JPEG of a picture that is kept nowhere but in memory; `widest` makes it smaller than pages show."""
    is_heif = media.media_type(content[: media.HEAD]) == media.HEIC
    return jpeg(decoded_content(content, "picture", is_heif=is_heif, **task))


def jpeg(answer: bytes) -> bytes:
    """The answer, if it begins like what it was to be: what decodes strangers' files is not trusted itself."""
    if not answer.startswith(JPEG):
        raise Failed
    return answer


def parsed(answer: bytes) -> dict[str, Any]:
    """The answer, if it is a JSON object."""
    try:
        value = json.loads(answer)
    except ValueError as wrong:
        raise Failed from wrong
    if not isinstance(value, dict):
        raise Failed
    return value

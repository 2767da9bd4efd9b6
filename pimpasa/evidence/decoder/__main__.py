"""Decodes what its parent sends; see the package."""

from __future__ import annotations

import codecs
import resource
import sys
from collections.abc import Callable
from typing import Any

from pimpasa.evidence.decoder import MOST_MEMORY, MOST_SECONDS, TOO_LARGE, UNDECODABLE, TooLarge
from pimpasa.evidence.decoder.wire import Parent

# Of names in archives, texts and documents; Python reads each from a file of its own when it is first used.
ENCODINGS = ("cp437", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig")
Decode = Callable[[Any, dict[str, Any]], bytes]


def main() -> int:
    parent = Parent(sys.stdin.buffer, sys.stdout.buffer)
    decode = _prepared(parent.task)
    _confine()
    try:
        parent.answer(decode(parent.file(), parent.task))
    except TooLarge:
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - whatever a hostile file does to a decoder, the answer is the same
        return UNDECODABLE
    return 0


def _prepared(task: dict[str, Any]) -> Decode:
    """The task's decoder with everything it will need, loaded while files can still be opened."""
    for encoding in ENCODINGS:
        codecs.lookup(encoding)
    from pimpasa.evidence.decoder import chats, claims, faces, films, pages, pictures

    decoders = {
        "picture": pictures.decoder,
        "redacted": pictures.redactor,
        "covered": faces.coverer,
        "page": pages.decoder,
        "thread": chats.decoder,
        "sound": films.sound_decoder,
        "film": films.film_decoder,
        "claims": claims.decoder,
    }
    decode: Decode = decoders[task["do"]](task)
    return decode


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


if __name__ == "__main__":
    sys.exit(main())

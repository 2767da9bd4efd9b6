"""What reads strangers' files: it runs in the sandbox, and imports nothing of ours but that and itself.

It is told one task, asks its parent for the bytes it needs, and answers with what it made of them.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import IO, Any

from pimpasa.evidence.decoder import texts
from pimpasa.sandbox.limits import Limits

LIMITS = Limits(seconds=20, memory=1536 * 1024**2, answer=64 * 1024**2, at_once=2, wait=20)
# Of names in archives, texts and documents; Python reads each from a file of its own when it is first used.
ENCODINGS = ("cp437", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", *texts.ENCODINGS)

Decode = Callable[[IO[bytes]], bytes]
"""From a file to what is shown of it. Raises TooLarge, and whatever a library does with a hostile file."""


def prepared(task: dict[str, Any]) -> Decode:
    """The decoder for `do`, with everything it will need, loaded while files can still be opened."""
    for encoding in ENCODINGS:
        codecs.lookup(encoding)
    from pimpasa.evidence.decoder import (
        archives,
        chats,
        documents,
        faces,
        films,
        metadata,
        pages,
        pictures,
        recaps,
        strips,
    )

    decoders: dict[str, Callable[[dict[str, Any]], Decode]] = {
        "picture": pictures.decoder,
        "part": pictures.part_decoder,
        "strips": strips.decoder,
        "redacted": pictures.redactor,
        "covered": faces.coverer,
        "page": pages.decoder,
        "thread": chats.decoder,
        "audio": films.audio_decoder,
        "film": films.film_decoder,
        "streams": films.streams_decoder,
        "archive": archives.decoder,
        "document": documents.decoder,
        "document_picture": documents.picture_decoder,
        "metadata": metadata.decoder,
        "recap": recaps.decoder,
    }
    return decoders[task["do"]](task)

"""A page of a PDF as a picture."""

from __future__ import annotations

import json
from typing import IO, Any

from pimpasa.evidence.decoder import TooLarge
from pimpasa.evidence.decoder.pictures import WIDEST, jpeg_of, load_decoders

# Points, 1/72 inch: five metres. ISO 32000-1, annex C.2, knows pages of up to 14,400.
LARGEST_SIDE = 14_400


def decoder(_task: dict[str, Any]) -> Any:
    """A line of JSON that says how many `pages` there are, then page `number` (from 1) as a JPEG."""
    import pypdfium2  # type: ignore[import-untyped]  # ships no types

    load_decoders(is_heif=False)

    def page(file: IO[bytes], task: dict[str, Any]) -> bytes:
        document = pypdfium2.PdfDocument(file.read())
        number = min(max(task["number"], 1), len(document))
        wanted = document[number - 1]
        longest = max(wanted.get_size())
        if longest > LARGEST_SIDE:
            raise TooLarge
        picture = wanted.render(scale=min(WIDEST / longest, 4)).to_pil().convert("RGB")
        head = json.dumps({"pages": len(document), "number": number}).encode()
        return head + b"\n" + jpeg_of(picture)

    return page

"""A page of a PDF as a picture, where it opens without a password."""

from __future__ import annotations

import json
from typing import IO, Any

from pimpasa.evidence.decoder import Decode
from pimpasa.evidence.decoder.pictures import WIDEST, jpeg_of, load_decoders
from pimpasa.sandbox.errors import TooLarge

# Points, 1/72 inch: five metres. ISO 32000-1, annex C.2, knows pages of up to 14,400.
LARGEST_SIDE = 14_400
# FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of PDFium's fpdfview.h.
LOCKED = (4, 5)


def decoder(task: dict[str, Any]) -> Decode:
    """A line of JSON that says how many `pages` there are, then page `number` (from 1) as a JPEG.

    Of a document that asks for a password the line says that it `is_locked`, and nothing follows.
    """
    import pypdfium2  # type: ignore[import-untyped]  # ships no types

    load_decoders(is_heif=False)

    def decoded(file: IO[bytes]) -> bytes:
        try:
            document = pypdfium2.PdfDocument(file.read())
        except pypdfium2.PdfiumError as fault:
            if fault.err_code not in LOCKED:
                raise
            return json.dumps({"is_locked": True}).encode() + b"\n"
        number = min(max(task["number"], 1), len(document))
        page = document[number - 1]
        longest = max(page.get_size())
        if longest > LARGEST_SIDE:
            raise TooLarge
        picture = page.render(scale=min(WIDEST / longest, 4)).to_pil().convert("RGB")
        head = json.dumps({"pages": len(document), "number": number}).encode()
        return head + b"\n" + jpeg_of(picture)

    return decoded

"""QR codes as SVG (ISO/IEC 18004); level M, which a crumpled sheet and a scratched screen still pass."""

from __future__ import annotations

import base64
import io

import segno

MASK = 3  # a diagonal pattern, which repeats along neither side of the square


def for_print(text: str) -> str:
    """SVG to be set into a sheet, which has white around it."""
    image = io.BytesIO()
    _code(text).save(image, kind="svg", border=1, xmldecl=False)
    return image.getvalue().decode()


def for_screen(text: str) -> str:
    """A data URI; black on white whatever the page's own colours, for scanners look for that.

    Scanners read every mask (ISO/IEC 18004, 7.8); judging all eight to find the evenest is a third of what a receipt
    costs, and what stands in one is random, so that none is much better.
    """
    image = io.BytesIO()
    _code(text, mask=MASK).save(image, kind="svg", border=2, scale=4, dark="#000", light="#fff")
    return "data:image/svg+xml;base64," + base64.b64encode(image.getvalue()).decode()


def _code(text: str, *, mask: int | None = None) -> segno.QRCode:
    # Micro QR is what many phones' cameras do not read.
    return segno.make(text, error="m", micro=False, mask=mask)

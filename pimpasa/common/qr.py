"""QR codes as SVG (ISO/IEC 18004); level M, which a crumpled sheet and a scratched screen still pass."""

from __future__ import annotations

import base64
import io

import segno


def for_print(text: str) -> str:
    """SVG to be set into a sheet, which has white around it."""
    image = io.BytesIO()
    _code(text).save(image, kind="svg", border=1, xmldecl=False)
    return image.getvalue().decode()


def for_screen(text: str) -> str:
    """A data URI; black on white whatever the page's own colours, for scanners look for that."""
    image = io.BytesIO()
    _code(text).save(image, kind="svg", border=2, scale=4, dark="#000", light="#fff")
    return "data:image/svg+xml;base64," + base64.b64encode(image.getvalue()).decode()


def _code(text: str) -> segno.QRCode:
    # Micro QR is what many phones' cameras do not read.
    return segno.make(text, error="m", micro=False)

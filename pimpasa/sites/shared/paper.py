"""What is printed, set with Typst as PDF."""

from __future__ import annotations

import base64
import json

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer

_SHEET = """
#let said = json(bytes(sys.inputs.said))
#set document(title: said.title)
#set text(lang: said.language, size: 12pt)
#set page(paper: "a5", margin: 18mm)
= #said.title
#v(6mm)
#said.who
#v(6mm)
#block(fill: luma(240), inset: 6mm, radius: 2mm, text(font: "DejaVu Sans Mono", size: 14pt, said.code))
#v(6mm)
#said.keep
"""


def recovery_sheet(officer: Officer, code: str) -> bytes:
    """An officer's recovery code as a PDF of one page."""
    said = {
        "title": _("Your recovery code"),
        "language": get_language() or "id",
        "who": f"{officer.name}, {officer.office.name}",
        "code": code,
        "keep": _("If you forget your password, only this code opens your key. Keep it away from your phone."),
    }
    return typst.compile(_SHEET.encode(), sys_inputs={"said": json.dumps(said)})


def data_uri(pdf: bytes) -> str:
    """A PDF inside its page, so that nothing of it has to be kept."""
    return "data:application/pdf;base64," + base64.b64encode(pdf).decode()

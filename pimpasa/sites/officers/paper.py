"""What is printed, set with Typst as PDF."""

from __future__ import annotations

import base64
import json

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.privacy.contents import BreachFacts
from pimpasa.privacy.models import Breach
from pimpasa.sites.common.templatetags.pimpasa import moment

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


_LETTER = """
#let said = json(bytes(sys.inputs.said))
#set document(title: said.title)
#set text(lang: said.language, size: 11pt)
#set page(paper: "a4", margin: 25mm)
#said.office
#v(10mm)
= #said.title
#v(4mm)
#said.opening
#v(2mm)
#for part in said.parts [
  == #part.at(0)
  #part.at(1)
]
#v(4mm)
#said.rights
#v(20mm)
#said.signature
"""


def breach_letter(breach: Breach, facts: BreachFacts) -> bytes:
    """The notice to people whose data came into wrong hands, as a PDF to sign (UU 27/2022 pasal 46)."""
    said = {
        "title": _("Notice of a breach of personal data"),
        "language": get_language() or "id",
        "office": breach.office.name,
        "opening": _(
            "Under UU 27/2022 pasal 46 we tell you that personal data in our keeping came into wrong hands, "
            "or may have. We discovered it on %(when)s."
        )
        % {"when": moment(breach.discovered_at)},
        "parts": [
            (_("Which data"), facts.which),
            (_("When and how it happened"), facts.how),
            (_("What is done about it"), facts.efforts),
            (_("Who is told"), facts.people),
        ],
        "rights": _("You may ask us what we keep about you, and have it corrected or erased. We are sorry."),
        "signature": _("Head of office, date, signature"),
    }
    return typst.compile(_LETTER.encode(), sys_inputs={"said": json.dumps(said)})


def data_uri(pdf: bytes) -> str:
    """A PDF inside its page, so that nothing of it has to be kept."""
    return "data:application/pdf;base64," + base64.b64encode(pdf).decode()

"""The picture that a chat shows beside a link of ours: the dialogue, what it is for, and whose office it is."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from pimpasa.common import clock
from pimpasa.sites.common.prints import set_sheet
from pimpasa.sites.common.templatetags.drawings import drawn

TEMPLATE = Path(__file__).parent / "prints" / "pratinjau.typ"
# The colours of the drawing by day, which in a page come from the style sheet.
DAY = {
    "langit": "#f8e3b4",
    "matari": "#f3b544",
    "jauh": "#eed09a",
    "r1": "#e7c796",
    "r2": "#b98a5a",
    "r3": "#dfb986",
    "jd1": "#7b5a40",
    "jd2": "#f5e2bf",
    "jd3": "#8a6645",
    "dn1": "#2f6b4c",
    "dn2": "#4c8a5c",
    "btg": "#8a6238",
    "lk": "#f3dfb4",
    "kayu": "#1f6b58",
    "kayu2": "#6a3f22",
    "meja": "#9a6236",
    "meja2": "#6a3f22",
    "t1": "#f0dfc0",
    "t2": "#b9653f",
    "tiang": "#d99a3d",
    "tiang2": "#1f6b58",
    "plaf": "#4a2c18",
    "kap": "#0b5a4b",
    "bohlam": "#ffe9ad",
}
LINES = (
    ".bintang,.nyala,.sinar{opacity:0}.bay{fill:#5a2f1a;opacity:.35}.kabel{stroke:#2b1a12;stroke-width:1.5}"
    ".m,.h,.uap,.ln{fill:none;stroke-linecap:round;stroke-linejoin:round}.m{stroke:#2a1712;stroke-width:2.2}"
    ".h{stroke:#5c2c18;stroke-width:1.4}.uap{stroke:#fffaf0;stroke-width:1.6;opacity:.8}.ln{stroke-width:13}"
    ".kaca{fill:#fff8ea;fill-opacity:.55;stroke:#fff8ea;stroke-width:1.5;stroke-linejoin:round}"
)
KEPT = 200


@lru_cache(maxsize=KEPT)
def preview(*, office: str, address: str, language: str) -> bytes:
    """A PNG of 1200 × 630 pixels, as link previews want it. Raises as `typeset`."""
    with override(language):
        data = {
            "judul": _("Was somebody tricked into work, locked in or forced?"),
            "kalimat": f"{_('Tell your Pimpasa, the immigration officer of your kelurahan.')} {_('You need no name.')}",
            "kantor": office,
            "alamat": address,
            "bahasa": language,
            "gambar": _scene(),
        }
    return set_sheet(TEMPLATE, data, day=clock.today(), pictures=True).pages[0]


def _scene() -> str:
    fills = "".join(f".{name}{{fill:{colour}}}" for name, colour in DAY.items())
    opening, _rest, parts = drawn("dialogue").partition(">")
    return f"{opening}><style>{fills}{LINES}</style>{parts}"

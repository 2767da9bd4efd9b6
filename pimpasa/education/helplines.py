"""Numbers to call. Only those that a source confirms; each with its source and when it was last read there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.education.sources import Source


@dataclass(frozen=True)
class Helpline:
    """`whom` it is for where the note says other things, `dial` what a phone dials.

    `source` confirms the number, and its date is when it was last read there.
    """

    name: str
    number: str
    dial: str
    note: str | Promise
    source: Source
    is_chat: bool = False
    whom: str | Promise = ""

    @property
    def href(self) -> str:
        """What the number's link opens: the phone's dialler, or WhatsApp, which takes the number without its plus."""
        return f"https://wa.me/{self.dial.removeprefix('+')}" if self.is_chat else f"tel:{self.dial}"


KP2MI = Source("Layanan pengaduan", "KP2MI", "2025-04")
HELPLINES = [
    Helpline(
        "Polri",
        "110",
        "110",
        _("Police, free, day and night. Calls are recorded and your number is seen."),
        Source("Layanan 110", "Polri", "2026-01"),
        whom=_("For whoever is in danger: the police."),
    ),
    Helpline("SAPA", "129", "129", _("For women and children who suffer violence."), Source("Hotline 129", "SAPA")),
    Helpline("LPSK", "148", "148", _("Protection of witnesses and victims."), Source("Hotline 148", "LPSK", "2025")),
    Helpline(
        "KP2MI",
        "0800-1000",
        "08001000",
        _("For people who work or want to work abroad, and their families."),
        KP2MI,
    ),
    Helpline("KP2MI", "+62 21 29244800", "+622129244800", _("The same, from abroad."), KP2MI),
    Helpline(
        "KP2MI WhatsApp",
        "0811-8080-141",
        "+628118080141",
        _("The same, in writing."),
        KP2MI,
        is_chat=True,
    ),
]

# For who has a relative abroad.
WORK_ABROAD = [line for line in HELPLINES if line.name.startswith("KP2MI")]


def number_of(name: str) -> str:
    """The first number of this name, for a sentence."""
    return next(line.number for line in HELPLINES if line.name == name)

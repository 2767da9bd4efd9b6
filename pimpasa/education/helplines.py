"""Numbers to call. Only those that a source confirms; each with its source and when it was last verified."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Helpline:
    """`dial` is what a phone dials; `source` says who confirms the number and when it was last read there."""

    name: str
    number: str
    dial: str
    note: str | Promise
    source: str


HELPLINES = [
    Helpline(
        "Polri",
        "110",
        "110",
        _("Police, free, day and night. Calls are recorded and your number is seen."),
        "Polri, January 2026",
    ),
    Helpline("SAPA", "129", "129", _("For women and children who suffer violence."), "SAPA 129"),
    Helpline("LPSK", "148", "148", _("Protection of witnesses and victims."), "LPSK, 2021 and 2025"),
    Helpline(
        "KP2MI",
        "0800-1000",
        "08001000",
        _("For people who work or want to work abroad, and their families."),
        "KP2MI, April 2025",
    ),
    Helpline("KP2MI", "+62 21 29244800", "+622129244800", _("The same, from abroad."), "KP2MI, April 2025"),
    Helpline("KP2MI WhatsApp", "0811-8080-141", "+628118080141", _("The same, in writing."), "KP2MI, April 2025"),
]

# For who has a relative abroad.
WORK_ABROAD = [line for line in HELPLINES if line.name.startswith("KP2MI")]

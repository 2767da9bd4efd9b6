"""Numbers to call. Only those that a source confirms; each with its source and when it was last read there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.education.sources import Source, source


@dataclass(frozen=True)
class Helpline:
    """`whom` it is for where the note says other things, `dial` what a phone dials; texts name it by its `key`.

    `source` confirms the number.
    """

    key: str
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


KP2MI = source("kp2mi-0800", "id")
HELPLINES = [
    Helpline(
        "polri",
        "Polri",
        "110",
        "110",
        _("Police, free, day and night. Calls are recorded and your number is seen."),
        source("polri-110", "id"),
        whom=_("For whoever is in danger: the police."),
    ),
    Helpline("sapa", "SAPA", "129", "129", _("For women and children who suffer violence."), source("sapa-129", "id")),
    Helpline("lpsk", "LPSK", "148", "148", _("Protection of witnesses and victims."), source("lpsk-148", "id")),
    Helpline(
        "kp2mi",
        "KP2MI",
        "0800-1000",
        "08001000",
        _("For people who work or want to work abroad, and their families."),
        KP2MI,
    ),
    Helpline("kp2mi_abroad", "KP2MI", "+62 21 29244800", "+622129244800", _("The same, from abroad."), KP2MI),
    Helpline(
        "kp2mi_chat",
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


def number_of(key: str) -> str:
    """A number, for a sentence. Raises KeyError where there is none of this key."""
    return _BY_KEY[key].number


def with_numbers(text: str) -> str:
    """Markdown with the number of each key in braces, as a link that calls it. Raises KeyError as above."""
    return _IN_BRACES.sub(lambda match: _link(_BY_KEY[match[1]]), text)


def _link(line: Helpline) -> str:
    return f"[{line.number}]({line.href})"


_BY_KEY = {line.key: line for line in HELPLINES}
_IN_BRACES = re.compile(r"\{([a-z0-9_]+)\}")

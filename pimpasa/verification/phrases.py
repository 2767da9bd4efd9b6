"""Gentle ways to ask a reporter. None asks them to follow, record, search or confront anybody."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


@dataclass(frozen=True)
class Phrase:
    """`text` in the reader's language; `said` in both, to choose from."""

    topic: str | Promise
    text: str | Promise

    def said(self, language: str) -> str:
        with override(language):
            return str(self.text)


LEAVE = _("Answer only if you feel safe. You need not answer, and your report stays.")
PHRASES = (
    Phrase(_("Safety first"), _("Are you safe where you are now? Is there somebody with you whom you trust?")),
    Phrase(_("When"), _("When did you see or hear this? A rough day or time is enough.")),
    Phrase(_("Where"), _("Could you describe the place, for example a block, a floor or something near it?")),
    Phrase(_("Who is affected"), _("Do you know whether somebody there may need help, for example a child?")),
    Phrase(_("How you know"), _("Did you see it yourself, or did somebody tell you? Both help us.")),
    Phrase(
        _("What you have"),
        _("Do you still have a message or photo that you already received? Please do not look for more."),
    ),
    Phrase(_("The offer"), _("What was promised: which work, which country, which pay? Were there any papers?")),
    Phrase(_("Papers"), _("As far as you know, who keeps the person's passport or identity card?")),
    Phrase(
        _("Still going on"), _("As far as you know, does this still go on? A yes, a no or “I don't know” is enough.")
    ),
    Phrase(_("Reaching you"), _("Is there an hour at which it is safest for you to read our messages here?")),
    Phrase(_("Thanks"), _("Thank you. Please do nothing more now; leave the rest to us.")),
)
LANGUAGES = ("id", "en")

# Words that ask somebody to spy or to confront, as officers in a hurry type them.
_RISKY = re.compile(
    r"\b(?:ikuti|mengikuti|buntuti|intai|mengintai|rekam|merekam|videokan|foto ?kan|memotret|diam-diam|"
    r"selidiki|menyelidiki|pancing|memancing|tanyakan|datangi|mendatangi|hadapi|konfrontasi|"
    r"follow|record|film|spy|confront|investigate|secretly|pretend)\b",
    re.IGNORECASE,
)


def risky_words(text: str) -> list[str]:
    """The words of a question that may put a reporter in danger, each once, as typed."""
    return list(dict.fromkeys(match[0] for match in _RISKY.finditer(text)))

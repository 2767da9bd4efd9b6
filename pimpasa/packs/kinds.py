"""What packs there are, and what an entry of each says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PackName(TextChoices):
    """What outdates: each is a file of this name under content/."""

    HOTLINES = "hotlines", _("Numbers to call")
    LAWS = "laws", _("Laws by which acts are punished")
    CHANGES = "changes", _("What holds after a law changed")
    CONSIDERATIONS = "considerations", _("Considerations of a gelar kasus")
    ADDRESSEES = "addressees", _("To whom the office writes")
    P3MI = "p3mi", _("Where the list of placement companies is")
    RECRUITMENT = "recruitment", _("How people are recruited now")
    ROUTES = "routes", _("Ways on which people are taken now")


class FieldKind(Enum):
    """What a field of an entry holds: WORDS are said in Indonesian and English, PATTERNS are of offers, one a line."""

    LINE = "line"
    WORDS = "words"
    PHONE = "phone"
    DAY = "day"
    YES = "yes"
    NUMBER = "number"
    CHOICE = "choice"
    PATTERNS = "patterns"


@dataclass(frozen=True)
class FieldFacts:
    """`is_own` where an office may say otherwise than the program; `most` signs of a text, or the largest number."""

    kind: FieldKind
    label: str | Promise
    is_required: bool = True
    is_own: bool = False
    most: int = 200
    choices: tuple[str, ...] = ()


_LAWYER = FieldFacts(FieldKind.YES, _("A lawyer confirmed it"), is_own=True)
_ARTICLE = FieldFacts(FieldKind.LINE, _("Law and article"), is_own=True)

FIELDS: dict[PackName, dict[str, FieldFacts]] = {
    PackName.HOTLINES: {
        "name": FieldFacts(FieldKind.LINE, _("Name"), most=40),
        "number": FieldFacts(FieldKind.PHONE, _("Number"), is_own=True, most=20),
        "note": FieldFacts(FieldKind.WORDS, _("What residents read beside it"), is_own=True),
        "whom": FieldFacts(FieldKind.WORDS, _("Whom it is for"), is_required=False, is_own=True),
        "is_chat": FieldFacts(FieldKind.YES, _("A number for messages"), is_required=False),
        "source": FieldFacts(FieldKind.LINE, _("Source")),
    },
    PackName.LAWS: {
        "offence": FieldFacts(
            FieldKind.CHOICE, _("Offence"), choices=("trafficking", "smuggling", "leak", "false_report")
        ),
        "article": _ARTICLE,
        "since": FieldFacts(FieldKind.DAY, _("In force since")),
        "until": FieldFacts(FieldKind.DAY, _("In force until, this day not included"), is_required=False),
        "confirmed": _LAWYER,
        "note": FieldFacts(FieldKind.WORDS, _("Note"), is_required=False, is_own=True),
    },
    PackName.CHANGES: {
        "day": FieldFacts(FieldKind.DAY, _("Day of the change")),
        "article": _ARTICLE,
        "words": FieldFacts(FieldKind.WORDS, _("What it says"), is_own=True, most=300),
        "besides": FieldFacts(FieldKind.WORDS, _("What to look at besides"), is_required=False, is_own=True, most=300),
        "confirmed": _LAWYER,
    },
    PackName.CONSIDERATIONS: {
        "article": _ARTICLE,
        "words": FieldFacts(FieldKind.WORDS, _("What it says"), is_own=True, most=300),
        "confirmed": _LAWYER,
    },
    PackName.ADDRESSEES: {
        "name": FieldFacts(FieldKind.LINE, _("Name"), is_own=True),
        "way": FieldFacts(FieldKind.LINE, _("How to reach them"), is_required=False, is_own=True),
        "article": _ARTICLE,
        "words": FieldFacts(FieldKind.WORDS, _("What for"), is_own=True, most=300),
        "confirmed": _LAWYER,
    },
    PackName.P3MI: {
        "name": FieldFacts(FieldKind.LINE, _("Name"), is_own=True),
        "words": FieldFacts(FieldKind.WORDS, _("What to know of it"), is_own=True, most=300),
    },
    PackName.RECRUITMENT: {
        "text": FieldFacts(FieldKind.WORDS, _("The sign, as residents read it"), is_own=True),
        "why": FieldFacts(FieldKind.WORDS, _("Why it matters, as residents read it"), is_own=True, most=300),
        "lesson": FieldFacts(FieldKind.WORDS, _("The sentence of the lesson"), is_own=True, most=300),
        "weight": FieldFacts(FieldKind.NUMBER, _("Weight"), most=3),
        "indicator": FieldFacts(FieldKind.NUMBER, _("Number of the indicator"), is_required=False, most=47),
        "says": FieldFacts(FieldKind.PATTERNS, _("How offers say it"), most=4000),
        "together": FieldFacts(FieldKind.PATTERNS, _("What stands in it besides"), is_required=False, most=4000),
        "lacks": FieldFacts(FieldKind.PATTERNS, _("What does not stand in it"), is_required=False, most=4000),
    },
    PackName.ROUTES: {
        "lesson": FieldFacts(FieldKind.WORDS, _("The sentence of the lesson"), is_own=True, most=300),
        "legs": FieldFacts(FieldKind.WORDS, _("From where to where"), is_own=True),
    },
}

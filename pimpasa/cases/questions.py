"""What a screening asks, in its order: statements that an officer ticks after listening, never read out as a list.

They follow the three parts of trafficking (UU 21/2007 art. 1) and the methods of control of IOM's HTCDS. None asks
about guilt, and none has to be answered.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    PROCESS = "process", _("How they came here")
    MEANS = "means", _("What holds them")
    PURPOSE = "purpose", _("What they have to do")


@dataclass(frozen=True)
class Question:
    part: Part
    text: str | Promise


QUESTIONS: dict[str, Question] = {
    "arranged": Question(Part.PROCESS, _("Somebody arranged their journey, work or lodging")),
    "different": Question(Part.PROCESS, _("Work, place or pay are not as promised")),
    "papers": Question(Part.MEANS, _("Somebody else keeps their passport or card")),
    "threatened": Question(Part.MEANS, _("They or their family were threatened")),
    "hurt": Question(Part.MEANS, _("They were hurt, locked in or always watched")),
    "debt": Question(Part.MEANS, _("They owe a debt that their work does not pay off")),
    "leave": Question(Part.MEANS, _("They cannot stop or leave when they want")),
    "contact": Question(Part.MEANS, _("They may not call or meet others")),
    "unpaid": Question(Part.PURPOSE, _("Their pay is withheld or taken away")),
    "hours": Question(Part.PURPOSE, _("They work very long without rest")),
    "sexual": Question(Part.PURPOSE, _("They have to give sexual services")),
    "forced": Question(Part.PURPOSE, _("They have to do something forbidden, such as fraud online")),
    "begging": Question(Part.PURPOSE, _("They have to beg, or to marry, or give an organ")),
}
# One “yes” among these, and nobody may write “no signs”.
SIGNS = frozenset(code for code, question in QUESTIONS.items() if question.part != Part.PROCESS)

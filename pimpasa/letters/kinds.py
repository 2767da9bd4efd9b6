"""Where a surat perintah comes from, and what one can order."""

from __future__ import annotations

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Origin(TextChoices):
    PAPER = "paper", _("Written, numbered and signed here")
    OUTSIDE = "outside", _("From outside, with its scan")


class LetterAct(TextChoices):
    """What officers do under a letter. Any letter that names them lets them visit the place that it names."""

    VISIT = "visit", _("A visit for a report")
    INSPECTION = "inspection", _("An inspection (pemeriksaan)")
    SUPERVISION = "supervision", _("A supervision (pengawasan)")


# As an Indonesian letter says it: pemeriksaan, memeriksa, diperiksa; pengawasan, mengawasi, diawasi.
_SAID = {
    LetterAct.INSPECTION: re.compile(r"\b(?:[pm]em|dip)eriksa", re.IGNORECASE),
    LetterAct.SUPERVISION: re.compile(r"\b(?:[pm]eng|di)awas(?:an|i)", re.IGNORECASE),
}


def acts_in(task: str) -> frozenset[LetterAct]:
    """What the words of a letter's task order."""
    return frozenset({LetterAct.VISIT, *(act for act, pattern in _SAID.items() if pattern.search(task))})

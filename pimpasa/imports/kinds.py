"""What a message or a row may become, and what a column of a recap says."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Guess(TextChoices):
    """What the program proposes; the officer decides. What fits nothing is OTHER."""

    REPORT = "report", _("Reports")
    ACTIVITY = "activity", _("Activities")
    AREA = "area", _("Of an area")
    OTHER = "other", _("Other")


class Column(TextChoices):
    """What an officer says of a recap's columns; only WORDS has to be there."""

    WORDS = "words", _("What happened")
    DAY = "day", _("Day")
    PLACE = "place", _("Place")
    RW = "rw", _("RW")
    WHO = "who", _("Who told or wrote it")

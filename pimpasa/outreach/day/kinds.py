"""What an organiser writes down on the run sheet."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    BEGIN = "begin", _("Begun")
    PHASE = "phase", _("Next part")
    CAME = "came", _("Came")
    ASKED = "asked", _("Asked aloud")
    PAPER = "paper", _("Counted from paper")
    PROMISE = "promise", _("Promised aloud")
    END = "end", _("Ended")

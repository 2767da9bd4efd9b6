"""What may be told of an area: what happens there, never who lives there."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Happening(TextChoices):
    RECRUITING = "recruiting", _("Somebody looks for workers from door to door or by posters")
    DEPARTING = "departing", _("Several residents are to leave for work abroad together")
    CROWDED = "crowded", _("A house or flat has far more people than it has room for")
    REUSED = "reused", _("A house or shop that stood empty is suddenly in use")
    CHANGING = "changing", _("People come and go in groups, often at night")
    OTHER = "other", _("Something else about the area")


class Teller(TextChoices):
    RT = "rt", _("Head of an RT")
    RW = "rw", _("Head of an RW")
    VILLAGE = "village", _("Lurah, village head or village official")
    LODGING = "lodging", _("Owner or keeper of a lodging")

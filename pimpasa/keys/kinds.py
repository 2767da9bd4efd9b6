"""Vocabularies of keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Doubt(models.TextChoices):
    """Why somebody declines that a colleague's key is withdrawn."""

    NOT_THEIRS = "not_theirs", _("They told me in person that they did not ask for it")
    FOUND = "found", _("They found their password or recovery code again")
    NOT_REACHED = "not_reached", _("I could not speak with them in person")
    SUSPICIOUS = "suspicious", _("Something is not right here; please talk to me")

"""The small vocabularies of what reporters say of us."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Clarity(TextChoices):
    """How a reporter found it, at the end."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")

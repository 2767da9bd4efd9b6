"""What can go to another office."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class What(TextChoices):
    AREA = "area", _("Area")
    OFFICER = "officer", _("Officer")
    OFFICE = "office", _("The whole office")

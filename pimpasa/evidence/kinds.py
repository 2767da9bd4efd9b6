from django.db import models
from django.utils.translation import gettext_lazy as _


class Discrepancy(models.TextChoices):
    """How the store differs from what the database says."""

    MISSING = "missing", _("is not where it was kept")
    CHANGED = "changed", _("has other bytes than were kept")
    UNNAMED = "unnamed", _("belongs to nothing, was set aside and goes after a month")

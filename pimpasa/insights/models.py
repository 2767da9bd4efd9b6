from __future__ import annotations

from django.db import models

from pimpasa.ledger.bound import unbound


@unbound("rounded figures that everybody sees, counted from rows that are bound")
class Publication(models.Model):
    """The public figures of a day: made once, and the same for whoever asks that day, at whatever machine."""

    day = models.DateField(primary_key=True)
    figures = models.JSONField()

    def __str__(self) -> str:
        return f"publication:{self.day}"

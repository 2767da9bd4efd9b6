"""An officer's own link to their operations' times, for the calendar of their phone."""

from __future__ import annotations

from django.db import models

from pimpasa.ledger.bound import bound


@bound()
class CalendarFeed(models.Model):
    """The link's token is shown once and kept as a digest; a new one makes the old link stop."""

    officer = models.OneToOneField("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    token_digest = models.BinaryField(unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar:{self.officer_id}"

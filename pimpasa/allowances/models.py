"""What was used up lately, shared by every process and machine, and gone after a crash: both tables are unlogged.

No address is stored: a tally's name is a digest under a key of the day, of which one half lies here and the other
beside the database (SECRET_KEY). The day's half is deleted when the day is over.
"""

from __future__ import annotations

from django.db import models

from pimpasa.ledger.bound import unbound


@unbound("half of a key for counts, gone with its day")
class DayKey(models.Model):
    day = models.DateField(primary_key=True)
    secret = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"day-key:{self.day}"


@unbound("a count of who asks too much, gone within the day")
class Tally(models.Model):
    """When a caller has their whole allowance back; the further off, the more of it is used up (GCRA, ITU-T I.371)."""

    name = models.BinaryField(primary_key=True, max_length=16)
    full_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["full_at"], name="tally_full")]

    def __str__(self) -> str:
        return f"tally:{bytes(self.name).hex()}"

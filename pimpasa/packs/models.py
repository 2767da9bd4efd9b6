"""What an office says of a pack: that it read it again, and what it says otherwise. All of it is public."""

from __future__ import annotations

from django.db import models

from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact
from pimpasa.packs.kinds import PackName


@bound()
class Reading(models.Model):
    """An officer read a pack's sources again and found what the pack says; the newest counts."""

    pack = models.CharField(max_length=20, choices=PackName)
    read_from = models.CharField(max_length=300)
    read_on = models.DateField()
    read_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-read_on", "-id"]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return f"pack:{self.pack}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What was read and when."""
        return {"read_from": self.read_from, "read_on": self.read_on}


@bound()
class OwnWord(models.Model):
    """What the office says in a field of an entry instead of the program; `language` is empty but for words.

    `text` holds "yes" or "no" where the field does.
    """

    pack = models.CharField(max_length=20, choices=PackName)
    entry = models.CharField(max_length=40)
    field = models.CharField(max_length=20)
    language = models.CharField(max_length=2, blank=True)
    text = models.CharField(max_length=300)
    changed_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pack", "entry", "field", "language"]
        constraints = [models.UniqueConstraint(fields=["pack", "entry", "field", "language"], name="own_word_once")]

    def __str__(self) -> str:
        return f"{self.pack}: {self.entry}, {self.field}"

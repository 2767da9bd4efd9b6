"""Phones on which an officer took work along for when there is no network."""

from __future__ import annotations

import uuid

from django.db import models

from pimpasa.ledger.bound import unbound
from pimpasa.ledger.commitments import Fact


@unbound("what was taken along, and what is to be erased, stands in acts; a phone asks here and erases itself")
class Phone(models.Model):
    """Work lies on a phone, sealed. Its id is known to the phone alone; `standing` is what its officer was then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    standing = models.BinaryField(max_length=32)
    taken_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    erase_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["taken_at"]
        indexes = [models.Index(fields=["officer"], name="phone_of_officer")]

    def __str__(self) -> str:
        return f"phone:{self.pk}"

    @property
    def facts(self) -> dict[str, Fact]:
        return {"phone": self.pk, "taken_at": self.taken_at, "erase_at": self.erase_at}

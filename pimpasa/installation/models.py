from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact


@bound()
class Installation(models.Model):
    """One row: a random number, and by what the keys that belong to it are known."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    number = models.UUIDField(default=uuid.uuid4)
    log_vkey = models.CharField(max_length=200)
    link_key_digest = models.BinaryField(max_length=32)
    founded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="installation_only_one")]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"installation:{self.number}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to."""
        return {
            "number": str(self.number),
            "log_vkey": self.log_vkey,
            "link_key_digest": bytes(self.link_key_digest),
            "founded_at": self.founded_at,
        }

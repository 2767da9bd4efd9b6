from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.accounts.models import Officer
from pimpasa.ledger.bound import bound, unbound
from pimpasa.ledger.commitments import Fact


@unbound("written every few minutes; the newest checkpoint says the same within a day")
class LastSight(models.Model):
    """When the database's clock was last believed; one row."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="last_sight_only_one")]

    def __str__(self) -> str:
        return self.at.isoformat()


@bound()
class Doubt(models.Model):
    """Clocks that were found to disagree. Until a person confirms, nothing is erased, expires or is taken away."""

    found_at = models.DateTimeField()
    machine = models.CharField(max_length=255)
    machine_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    logged_at = models.DateTimeField(null=True)
    log_size = models.PositiveBigIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(confirmed_at__isnull=False), name="doubt_confirmed_by_when"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"clock-doubt:{self.pk}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to."""
        return {
            "found_at": self.found_at,
            "machine": self.machine,
            "machine_at": self.machine_at,
            "seen_at": self.seen_at,
            "logged_at": self.logged_at,
            "log_size": self.log_size,
            "confirmed_at": self.confirmed_at,
            "confirmed_by": self.confirmed_by_id,
        }

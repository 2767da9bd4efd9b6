"""Who is away from a day to a day, who stands in for them, and what passed on with that."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pimpasa.absences.kinds import Work
from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact


@bound()
class Absence(models.Model):
    """An officer is away, both days included. `begun_at` is when their work passed on, `ended_at` when it came back."""

    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    set_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=~Q(officer=F("substitute")), name="absence_of_another"),
            models.UniqueConstraint(fields=["officer"], condition=Q(ended_at=None), name="absence_one_at_a_time"),
        ]
        indexes = [models.Index(fields=["substitute"], name="absence_stood_in", condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"absence:{self.pk}"

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "officer": self.officer_id,
            "substitute": self.substitute_id,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "begun_at": self.begun_at,
            "ended_at": self.ended_at,
        }


@bound()
class PassedWork(models.Model):
    """Something that passed to the substitute; `thing` is its id."""

    absence = models.ForeignKey(Absence, on_delete=models.PROTECT, related_name="passed")
    kind = models.CharField(max_length=10, choices=Work)
    thing = models.CharField(max_length=40)
    passed_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["absence", "kind", "thing"], condition=Q(returned_at=None), name="passed_work_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.absence_id}: {self.kind}:{self.thing}"

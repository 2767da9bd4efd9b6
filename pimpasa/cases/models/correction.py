"""A case that was closed by mistake, and who is told that something was corrected."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.cases.kinds import Corrected
from pimpasa.cases.models.case import Case
from pimpasa.cases.states import Closure
from pimpasa.ledger.bound import bound, unbound


@bound()
class CaseReopening(models.Model):
    """A case that was closed by mistake goes on. Its closing note and why it was a mistake are sealed with the case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reopenings")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField()
    closure = models.CharField(max_length=20, choices=Closure)
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.closure}"

    @property
    def context(self) -> str:
        return f"case:{self.case_id}:reopening"


@unbound("it only tells an officer of a correction, which is an act of its own")
class CorrectionTold(models.Model):
    """An officer who wrote, reviewed or leads something is told that it was corrected, until they ticked it off."""

    officer = models.ForeignKey("accounts.Officer", on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, null=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Corrected)
    by = models.ForeignKey("accounts.Officer", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(report=None, case__isnull=False) | Q(report__isnull=False, case=None),
                name="correction_of_one_thing",
            )
        ]
        indexes = [models.Index(fields=["officer", "id"], name="correction_unread", condition=Q(read_at=None))]

    def __str__(self) -> str:
        return f"{self.kind} to {self.officer_id}"

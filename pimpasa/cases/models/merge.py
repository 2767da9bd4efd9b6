"""Two people of a case who are one and the same, or were taken for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.cases.kinds import Screening
from pimpasa.cases.models.person import EarlierPerson, Person
from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound

HOLDS = Q(split_at=None)


@bound()
class PersonMerge(models.Model):
    """`gone` was merged into `kept`; why, and why that was a mistake if it was, is sealed with the case.

    `gone` keeps its row as it was. `before` and `screening` are what was known of `kept` before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    before = models.OneToOneField(EarlierPerson, on_delete=models.PROTECT, related_name="+")
    screening = models.CharField(max_length=20, choices=Screening)
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.BinaryField()
    split_at = models.DateTimeField(null=True)
    split_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    split_reason = models.BinaryField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=HOLDS, name="person_merged_once"),
            models.CheckConstraint(condition=~Q(kept=models.F("gone")), name="merge_of_two"),
            models.CheckConstraint(
                condition=Q(split_at=None, split_by=None, split_reason=None)
                | Q(split_at__isnull=False, split_by__isnull=False, split_reason__isnull=False),
                name="merge_split_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"merge:{self.id}"

    @property
    def context(self) -> str:
        return f"person:{self.kept_id}:merge:{self.id}"

    @property
    def split_context(self) -> str:
        return f"{self.context}:split"

"""What the law on personal data asks of an office: requests of the people it is about, and breaches.

Who asks and what happened is sealed to the office's unit; when it came and until when it must be answered stays
readable.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.ledger.bound import bound
from pimpasa.privacy.kinds import Outcome, Right
from pimpasa.vault.models import SealedToDesk


class _SealedToUnit(SealedToDesk):
    """An envelope whose key is granted to the unit of an office."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    envelope = models.BinaryField()
    due_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        """The end of the id, as people say it."""
        tail = self.id.hex[-8:].upper()
        return f"{tail[:4]}-{tail[4:]}"


@bound()
class SubjectRequest(_SealedToUnit):
    """Somebody asks about the data that an office keeps about them."""

    kind_of_subject = "subject-request"

    right = models.CharField(max_length=10, choices=Right)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answer=None, answered_at=None, answered_by=None)
                | Q(outcome__gt="", answer__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
                name="subject_request_answer_whole",
            )
        ]

    @property
    def answer_context(self) -> str:
        return f"{self.subject}:answer"


@bound()
class Breach(_SealedToUnit):
    """Personal data came into wrong hands, or may have."""

    kind_of_subject = "breach"

    discovered_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-discovered_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_at=None, told_by=None) | Q(told_at__isnull=False, told_by__isnull=False),
                name="breach_told_whole",
            )
        ]

"""What a Pimpasa asks the office for: people, a vehicle, a letter, access to a building."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from pimpasa.ledger.bound import bound
from pimpasa.operations.states import SupportState
from pimpasa.vault.models import Sealed, SealedKey


@bound()
class SupportRequest(Sealed):
    """Sealed under a key of its own, which the unit's key and the asker's open."""

    kind_of_subject = "support"

    unit = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=20, choices=SupportState, default=SupportState.ASKED)
    answered_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    unit_key = models.ForeignKey("keys.DeskKey", on_delete=models.PROTECT, related_name="+")
    unit_grant = models.BinaryField()
    asker_key = models.ForeignKey("keys.OfficerKey", on_delete=models.PROTECT, related_name="+")
    asker_grant = models.BinaryField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SupportState.values), name="support_state_known"),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="support_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(state=SupportState.ASKED), name="support_due_while_asked"
            ),
        ]

    def sealed_keys(self) -> Iterable[SealedKey]:
        return [
            SealedKey(self.asker_key, bytes(self.asker_grant), self.key_context),
            SealedKey(self.unit_key, bytes(self.unit_grant), self.key_context),
        ]

"""What happened, where and when, as far as it is known."""

from __future__ import annotations

from django.db import models

from pimpasa.cases.models.case import Case
from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound
from pimpasa.vault.models import CORRECTED_WHOLE, Correctable


@bound()
class Event(Correctable):
    """All of it is sealed: a day and a place together may name somebody."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    added_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=CORRECTED_WHOLE, name="event_corrected_whole")]

    def __str__(self) -> str:
        return f"event:{self.id}"

    @property
    def context(self) -> str:
        return f"case:{self.case_id}:event:{self.id}"


@bound()
class LawChoice(models.Model):
    """By which of two rules an event of before a change of law is judged; a later one for the same offence counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="law_choices")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"law-choice:{self.id}"

    @property
    def context(self) -> str:
        return f"event:{self.event_id}:law:{self.id}"

"""The monthly report of a Pimpasa, an office or a Kanwil, sent up by level with a receipt."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact
from pimpasa.monthly.kinds import Of, Stage
from pimpasa.vault.models import DeskGrant, Granted


@bound()
class Monthly(Granted):
    """Of a month, by its first day. `figures` are counts as they were when it was last saved or sent.

    The words of a Pimpasa and an office are sealed, to the desk that wrote them and then to the unit. What an office
    sends up, and what a Kanwil writes, has to be read where no key is: `summary`, checked not to lead to a person.
    """

    kind_of_subject: ClassVar[str] = "monthly"
    REASON_LENGTH = 300  # letters

    of = models.CharField(max_length=10, choices=Of)
    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    to_office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    figures = models.JSONField(default=dict)
    envelope = models.BinaryField(null=True)
    summary = models.TextField(blank=True)
    nobody_because = models.CharField(max_length=REASON_LENGTH, blank=True)  # what looks like a name in it is none
    written_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-month", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(of="kanwil", desk=None) | Q(of__in=["pimpasa", "office"], desk__isnull=False),
                name="monthly_desk_below_kanwil",
            ),
            models.CheckConstraint(
                condition=Q(stage="draft", sent_at=None, received_at=None, received_by=None)
                | Q(stage="sent", sent_at__isnull=False, to_office__isnull=False, received_at=None, received_by=None)
                | Q(stage="received", sent_at__isnull=False, received_at__isnull=False, received_by__isnull=False),
                name="monthly_stage_whole",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="monthly_first_day"),
            models.UniqueConstraint(fields=["month", "desk"], name="monthly_once_a_desk"),
            models.UniqueConstraint(fields=["month", "office"], condition=Q(of="kanwil"), name="monthly_once_a_kanwil"),
        ]
        indexes = [models.Index(fields=["to_office", "stage"], name="monthly_to_receive")]

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to besides the sealed words."""
        return {
            "of": self.of,
            "office": self.office_id,
            "desk": self.desk_id,
            "to": self.to_office_id,
            "month": self.month,
            "stage": self.stage,
            "summary": self.summary,
            "nobody_because": self.nobody_because,
            "figures": ",".join(f"{name}={number}" for name, number in sorted(self.figures.items())),
            "received_by": self.received_by_id,
        }


@bound()
class MonthlyGrant(DeskGrant):
    """Lets a desk's key open the words of a monthly report."""

    monthly = models.ForeignKey(Monthly, on_delete=models.CASCADE, related_name="grants")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["monthly", "desk_key"], name="monthly_granted_once")
        ]

    @property
    def thing(self) -> Monthly:
        return self.monthly

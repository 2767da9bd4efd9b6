"""In which villages the programme is: by which decision, beside which other programmes. All of it is public."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact


@bound()
class DecisionFile(models.Model):
    """A signed decision as a PDF; one may name many villages."""

    digest = models.BinaryField(max_length=32, unique=True)  # SHA-256
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"decision-file:{self.pk}"


@bound()
class Decision(models.Model):
    """A village is a Desa Binaan by a head of office's decision, which may name its Pimpasa; until `ended_on`."""

    NUMBER_LENGTH = 100  # letters

    village = models.ForeignKey("territory.Village", on_delete=models.PROTECT, related_name="decisions")
    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=NUMBER_LENGTH)
    decided_on = models.DateField()
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(DecisionFile, on_delete=models.PROTECT, null=True, related_name="decisions")
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["village", "number"], name="decision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.village_id}: {self.number}"

    @property
    def subject(self) -> str:
        """How the log names it."""
        return f"village-decision:{self.pk}"

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "village": self.village_id,
            "office": self.office_id,
            "number": self.number,
            "decided_on": self.decided_on,
            "officer": self.officer_id,
            "file": bytes(self.file.digest) if self.file else None,
            "ended_on": self.ended_on,
        }


@bound()
class Programme(models.Model):
    """Another programme in a village, such as Desa Migran Emas, and whom to call there; until `ended_on`."""

    NAME_LENGTH = 120  # letters
    CONTACT_LENGTH = 200

    village = models.ForeignKey("territory.Village", on_delete=models.PROTECT, related_name="programmes")
    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    contact = models.CharField(max_length=CONTACT_LENGTH, blank=True)
    begun_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["village", "name"], condition=models.Q(ended_on=None), name="programme_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id}: {self.name}"

    @property
    def subject(self) -> str:
        """How the log names it."""
        return f"village-programme:{self.pk}"

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "village": self.village_id,
            "office": self.office_id,
            "name": self.name,
            "contact": self.contact,
            "begun_on": self.begun_on,
            "ended_on": self.ended_on,
        }

"""Somebody who may be a victim was met, and is not in a case yet."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.cases.kinds import MetAt
from pimpasa.cases.models.case import Case
from pimpasa.ledger.bound import bound
from pimpasa.vault.models import SealedToDesk


@bound()
class Encounter(SealedToDesk):
    """Waits for the unit, to whose key it is sealed; it ends once the person is in a case.

    `case` is the one that it was met in, where there is one.
    """

    kind_of_subject = "encounter"

    unit = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    at = models.CharField(max_length=10, choices=MetAt)
    met_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    met_at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(at__in=MetAt.values), name="encounter_place_known")]
        indexes = [models.Index(fields=["unit", "met_at"], name="encounter_of_unit")]

"""What village officials and owners of lodgings tell of their area. No report, and nobody's visit follows from it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.areas.kinds import Happening
from pimpasa.ledger.bound import bound
from pimpasa.vault.models import SealedToDesk


@bound()
class AreaNote(SealedToDesk):
    """Sealed under a key of its own to the desk that reads reports of the kelurahan; deleted after thirty days.

    Who told it is sealed with the words: of heads of an RW there is one.
    """

    kind_of_subject = "area"

    desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey("territory.Village", on_delete=models.PROTECT, related_name="+")
    happening = models.CharField(max_length=20, choices=Happening)
    received_on = models.DateField()
    keep_until = models.DateField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["keep_until"], name="area_note_to_drop")]
        constraints = [models.CheckConstraint(condition=Q(happening__in=Happening.values), name="area_happening_known")]

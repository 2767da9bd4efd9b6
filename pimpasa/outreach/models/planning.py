"""What planning a dialogue goes by: whom to remind in an RW, and how many leave from where."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.ledger.bound import bound


@bound()
class RwContact(models.Model):
    """Who is reminded in an RW: name, e-mail, phone. Sealed under a key of the server, which sends the reminder."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey("territory.Village", on_delete=models.PROTECT, related_name="+")
    rw = models.CharField(max_length=3)
    envelope = models.BinaryField()
    kept_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["village_id", "rw", "id"]
        constraints = [models.UniqueConstraint(fields=["office", "village", "rw"], name="rw_contact_once")]

    def __str__(self) -> str:
        return f"rw-contact:{self.pk}"

    @property
    def subject(self) -> str:
        return f"rw-contact:{self.pk}"

    @property
    def context(self) -> str:
        """What its sealed contents are bound to."""
        return f"rw-contact:{self.office_id}:{self.village_id}:{self.rw}"


@bound()
class Departures(models.Model):
    """How many people left a kelurahan for work abroad in a year, as a statistic that an office brought in says."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey("territory.Village", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    brought_in_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["office", "village", "year"], name="departures_once"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="departures_year"),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.year}: {self.number}"

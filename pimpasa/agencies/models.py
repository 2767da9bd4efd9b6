"""The official list of placement companies (P3MI), as an office brought it in. All of it is public."""

from __future__ import annotations

from django.db import models

from pimpasa.ledger.bound import bound


@bound()
class AgencyList(models.Model):
    """One list: whose it is, of which day, and how many companies stand on it."""

    source = models.CharField(max_length=200)
    as_of = models.DateField()
    brought_in_at = models.DateTimeField()
    brought_in_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.source}, {self.as_of}"


@bound()
class Agency(models.Model):
    """A company on the newest list; `normal` is its name without its form, as linking.identifiers compares it."""

    name = models.CharField(max_length=200)
    normal = models.CharField(max_length=200)
    licence = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=400, blank=True)
    status = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["normal", "id"]

    def __str__(self) -> str:
        return self.name

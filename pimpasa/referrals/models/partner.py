"""Whom an office refers people and cases to. Organisations and their public numbers, so nothing of it is sealed."""

from __future__ import annotations

from django.db import models

from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact
from pimpasa.referrals.kinds import PROTECTING, PartnerKind


@bound()
class Partner(models.Model):
    """A partner on an office's list; `area` is empty for one that is there for the whole country."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="partners")
    kind = models.CharField(max_length=20, choices=PartnerKind)
    name = models.CharField(max_length=160)
    area = models.ForeignKey("territory.Regency", on_delete=models.PROTECT, null=True, related_name="+")
    province = models.ForeignKey("territory.Province", on_delete=models.PROTECT, null=True, related_name="+")
    contact = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300, blank=True)
    verified_on = models.DateField(null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["-is_active", "kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="partner_once"),
            models.CheckConstraint(
                condition=models.Q(area=None) | models.Q(province=None), name="partner_regency_or_province"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        return f"partner:{self.pk}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to when the list changes."""
        return {
            "kind": self.kind,
            "name": self.name,
            "contact": self.contact,
            "source": self.source,
            "regency": self.area_id,
            "province": self.province_id,
            "verified_on": self.verified_on,
            "is_active": self.is_active,
        }

    @property
    def is_protecting(self) -> bool:
        return self.kind in PROTECTING

    @property
    def where(self) -> str:
        """The area in words; empty for the whole country."""
        return str(self.area or self.province or "")

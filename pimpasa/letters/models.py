"""A surat perintah that was signed: what lets officers visit a place or hold an operation on certain days."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pimpasa.keys.models import DeskKey, OfficerKey
from pimpasa.ledger.bound import bound
from pimpasa.letters.kinds import Origin
from pimpasa.vault.models import Grant, Shreddable


@bound()
class Letter(Shreddable):
    """A signed letter, of this program or from outside; what it says is sealed under a key of its own."""

    kind_of_subject = "letter"

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin)
    number = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_until = models.DateField()
    written_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    scan = models.OneToOneField("evidence.Exhibit", on_delete=models.PROTECT, null=True, related_name="+")
    envelope = models.BinaryField()
    reason = models.BinaryField(null=True)

    class Meta:
        ordering = ["-valid_until", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="letter_origin_known"),
            models.CheckConstraint(condition=Q(number__gt=""), name="letter_has_number"),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="letter_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(origin=Origin.OUTSIDE) | Q(scan__isnull=False) | Q(shredded_at__isnull=False),
                name="letter_from_outside_with_scan",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="letter_withdrawn_whole",
            ),
            models.UniqueConstraint(
                fields=["office", "number"], condition=Q(withdrawn_at=None), name="letter_number_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "valid_until"], name="letter_of_unit")]

    def __str__(self) -> str:
        return self.number

    @property
    def reason_context(self) -> str:
        """What the sealed reason of its withdrawal is bound to."""
        return f"{self.subject}:reason"


@bound()
class LetterGrant(Grant):
    """Lets the unit's key, or the own key of an officer whom it names, open a letter's key."""

    holders = ("officer_key", "desk_key")

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="grants")
    desk_key = models.ForeignKey("keys.DeskKey", on_delete=models.PROTECT, null=True, related_name="+")
    officer_key = models.ForeignKey("keys.OfficerKey", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(desk_key__isnull=False, officer_key=None) | Q(desk_key=None, officer_key__isnull=False),
                name="letter_grant_one_holder",
            ),
            models.UniqueConstraint(fields=["letter", "desk_key"], name="letter_granted_to_desk_once"),
            models.UniqueConstraint(fields=["letter", "officer_key"], name="letter_granted_to_officer_once"),
        ]

    @property
    def thing(self) -> Letter:
        return self.letter

    @property
    def holder(self) -> DeskKey | OfficerKey:
        holder = self.officer_key or self.desk_key
        assert holder is not None  # noqa: S101 - a constraint of the table
        return holder


@bound()
class NamedOfficer(models.Model):
    """An officer whom the letter names."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="named")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["letter", "officer"], name="letter_names_officer_once")]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.officer_id}"

"""Chosen parts of a case on their way to somebody else, sealed to them alone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from pimpasa.ledger.bound import bound
from pimpasa.referrals.kinds import AnswerKind, Consent, Purpose
from pimpasa.referrals.models.partner import Partner
from pimpasa.referrals.states import ReferralState
from pimpasa.vault.models import Sealed, SealedKey, SealedToDesk


@bound(without={"wrong_codes": "counts guesses at the door"})
class Referral(Sealed):
    """To a partner, through a door of two secrets, or to another office's unit, through its desk's key.

    `envelope` holds the parts under a key of its own, which `grant` lets the recipient's key open: `public`, whose
    private seed is `locked_seed`, or `desk_key`. What the office keeps of it is `copy`, under the case's key.
    """

    kind_of_subject = "referral"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="referrals")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="referrals")
    to_unit = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    consent = models.CharField(max_length=20, choices=Consent)
    state = models.CharField(max_length=20, choices=ReferralState, default=ReferralState.SENT)
    sent_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    link_id = models.BinaryField(max_length=16, null=True)
    public = models.BinaryField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    desk_key = models.ForeignKey("keys.DeskKey", on_delete=models.PROTECT, null=True, related_name="+")
    locked_seed = models.BinaryField(null=True)
    grant = models.BinaryField()
    envelope = models.BinaryField()
    copy = models.BinaryField()
    receipt = models.BinaryField(null=True)
    receipt_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    receipt_at = models.DateTimeField(null=True)
    new_case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["link_id"], name="referral_link_once"),
            models.CheckConstraint(
                condition=Q(partner__isnull=False, public__isnull=False, to_unit=None, desk_key=None)
                | Q(partner=None, public=None, to_unit__isnull=False, desk_key__isnull=False, link_id=None),
                name="referral_to_a_partner_or_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(receipt=None, receipt_by=None, receipt_at=None)
                | Q(receipt__isnull=False, receipt_by__isnull=False, receipt_at__isnull=False),
                name="referral_receipt_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], name="referral_ends", condition=Q(erased_at=None)),
            models.Index(fields=["to_unit", "-id"], name="referral_inbox", condition=Q(to_unit__isnull=False)),
        ]

    @property
    def reference(self) -> str:
        """The end of the id, as people say it."""
        tail = self.id.hex[-8:].upper()
        return f"{tail[:4]}-{tail[4:]}"

    @property
    def recipient(self) -> str:
        """Who gets it, in words; `partner` or `to_unit__office` are best read along."""
        return self.partner.name if self.partner else str(self.to_unit.office if self.to_unit else "")

    @property
    def context(self) -> str:
        return f"{self.subject}:parts"

    @property
    def copy_context(self) -> str:
        return f"{self.subject}:copy"

    @property
    def receipt_context(self) -> str:
        return f"{self.subject}:receipt"

    def sealed_keys(self) -> Iterable[SealedKey]:
        """Another office's unit's alone; a partner's key is no officer's."""
        return [SealedKey(self.desk_key, bytes(self.grant), self.key_context)] if self.desk_key else []


@bound()
class ReferralAnswer(SealedToDesk):
    """What the recipient answered, sealed to the desk key of the unit that sent the referral."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=20, choices=AnswerKind)
    at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]

    @property
    def subject(self) -> str:
        return f"referral:{self.referral_id}:answer:{self.id}"

    @property
    def context(self) -> str:
        return self.subject

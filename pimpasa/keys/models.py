"""Public keys, and grants that let their private halves be opened. No private seed is ever stored readable.

officer key   locked under the officer's passphrase, and under a printed recovery code
desk key      its seed granted to each member's officer key, to the office's unit, and to the recovery kit
recovery key  its seed is on paper only
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.keys.kinds import Doubt
from pimpasa.ledger.bound import bound
from pimpasa.ledger.commitments import Fact
from pimpasa.territory.models import Office


@bound(
    without={
        "wrong_codes": "the first two may be slips; from the third on each is an act",
        "readers_seen_at": "what somebody looked at is no act",
    }
)
class OfficerKey(models.Model):
    """An officer's key; a retired one stays as history and holds no grant."""

    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="keys")
    version = models.PositiveIntegerField(default=1)
    public = models.BinaryField()
    locked_by_passphrase = models.BinaryField()
    locked_by_recovery = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    wrong_codes = models.PositiveIntegerField(default=0)
    readers_seen_at = models.DateTimeField(null=True)
    # Withdrawing a key takes two: who asked, and who agreed.
    renewal_asked_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    renewal_asked_at = models.DateTimeField(null=True)
    renewal_agreed_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    renewal_declined_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    renewal_declined_at = models.DateTimeField(null=True)
    renewal_doubt = models.CharField(max_length=16, blank=True, choices=Doubt)

    class Meta:
        ordering = ["officer", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "version"], name="officer_key_version_once"),
            models.UniqueConstraint(fields=["officer"], condition=Q(retired_at=None), name="officer_key_one_in_use"),
            models.CheckConstraint(
                condition=Q(renewal_declined_by=None, renewal_declined_at=None, renewal_doubt="")
                | ~Q(renewal_declined_by=None) & ~Q(renewal_declined_at=None) & ~Q(renewal_doubt=""),
                name="officer_key_declined_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"officer-key:{self.officer_id}.{self.version}"

    @property
    def is_let_in(self) -> bool:
        """Whether somebody who held a key met this key's owner: nothing is granted to a key before."""
        return self.retired_at is None and (self.desk_grants.exists() or self.admissions.exists())


# Of keys: those that somebody who held one let in, as `is_let_in` says of one.
LET_IN = Q(desk_grants__isnull=False) | Q(admissions__isnull=False)


@bound()
class RecoveryKey(models.Model):
    """The public half of the kit that the head of office keeps on paper."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="recovery_keys")
    public = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"recovery-key:{self.pk}"

    @property
    def circle(self) -> str:
        """What the code of an officer who is helped with the kit is bound to."""
        return f"{self.office.subject}:kit"


@bound()
class Admission(models.Model):
    """An officer's key was let in to read an office's complaints: a role alone opens none of them."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    officer_key = models.ForeignKey(OfficerKey, on_delete=models.PROTECT, related_name="admissions")
    let_in_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    let_in_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "officer_key"], name="admission_once")]

    def __str__(self) -> str:
        return f"{self.circle_of(self.office)} → {self.officer_key}"

    @classmethod
    def in_use(cls, office: Office) -> models.QuerySet[Admission]:
        """Those of keys in use, whose officers still work at the office."""
        people = {"officer_key__officer__office": office, "officer_key__officer__is_active": True}
        return cls.objects.filter(office=office, officer_key__retired_at=None, **people)

    @staticmethod
    def circle_of(office: Office) -> str:
        """What the code of who is let in is bound to."""
        return f"{office.subject}:complaints"

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "office": self.office_id,
            "officer_key": str(self.officer_key),
            "public": bytes(self.officer_key.public),
            "let_in_by": self.let_in_by_id,
        }


@bound()
class DeskKey(models.Model):
    desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="keys")
    version = models.PositiveIntegerField()
    public = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["desk", "-version"]
        constraints = [models.UniqueConstraint(fields=["desk", "version"], name="desk_key_version_once")]

    def __str__(self) -> str:
        return f"desk-key:{self.desk_id}.{self.version}"

    @property
    def context(self) -> str:
        """What a grant of this key's seed is bound to."""
        return f"desk-key:{self.desk_id}.{self.version}"


@bound()
class DeskKeyGrant(models.Model):
    """A desk key's seed, sealed to exactly one holder."""

    desk_key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, related_name="grants")
    officer_key = models.ForeignKey(OfficerKey, on_delete=models.PROTECT, null=True, related_name="desk_grants")
    unit_key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, null=True, related_name="held_grants")
    recovery_key = models.ForeignKey(RecoveryKey, on_delete=models.PROTECT, null=True, related_name="grants")
    envelope = models.BinaryField()
    # Who opened the desk to this holder, and when; a desk's next key takes them over. Without an officer it was the
    # program, from one who held the desk before it, or the kit.
    let_in_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    let_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(officer_key__isnull=False, unit_key=None, recovery_key=None)
                    | Q(officer_key=None, unit_key__isnull=False, recovery_key=None)
                    | Q(officer_key=None, unit_key=None, recovery_key__isnull=False)
                ),
                name="desk_key_grant_one_holder",
            ),
            models.UniqueConstraint(fields=["desk_key", "officer_key"], name="desk_key_granted_to_officer_once"),
            models.UniqueConstraint(fields=["desk_key", "unit_key"], name="desk_key_granted_to_unit_once"),
            models.UniqueConstraint(fields=["desk_key", "recovery_key"], name="desk_key_granted_to_kit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.desk_key} → {self.holder}"

    @property
    def holder(self) -> OfficerKey | DeskKey | RecoveryKey:
        holder = self.officer_key or self.unit_key or self.recovery_key
        assert holder is not None  # noqa: S101 - a constraint of the table
        return holder

    def hold(self, holder: OfficerKey | DeskKey | RecoveryKey) -> None:
        """Set whose it is."""
        self.officer_key = holder if isinstance(holder, OfficerKey) else None
        self.unit_key = holder if isinstance(holder, DeskKey) else None
        self.recovery_key = holder if isinstance(holder, RecoveryKey) else None

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to when the grant is made: which key, to whom, and that very envelope."""
        return {
            "desk_key": str(self.desk_key),
            "holder": str(self.holder),
            "holder_public": bytes(self.holder.public),
            "let_in_by": self.let_in_by_id,
            "sealed": bytes(self.envelope),
        }

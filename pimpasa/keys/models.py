"""Public keys, and grants that let their private halves be opened. No private seed is ever stored readable.

officer key   locked under the officer's passphrase, and under a printed recovery code
desk key      its seed granted to each member's officer key, to the office's unit, and to the recovery kit
recovery key  its seed is on paper only
"""

from django.db import models
from django.db.models import Q


class OfficerKey(models.Model):
    """An officer's key; a retired one stays as history and holds no grant."""

    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="keys")
    version = models.PositiveIntegerField(default=1)
    public = models.BinaryField()
    locked_by_passphrase = models.BinaryField()
    locked_by_recovery = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["officer", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "version"], name="officer_key_version_once"),
            models.UniqueConstraint(fields=["officer"], condition=Q(retired_at=None), name="officer_key_one_in_use"),
        ]

    def __str__(self) -> str:
        return f"officer-key:{self.officer_id}.{self.version}"


class RecoveryKey(models.Model):
    """The public half of the kit that the head of office keeps on paper."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="recovery_keys")
    public = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"recovery-key:{self.pk}"


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


class DeskKeyGrant(models.Model):
    """A desk key's seed, sealed to exactly one holder."""

    desk_key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, related_name="grants")
    officer_key = models.ForeignKey(OfficerKey, on_delete=models.PROTECT, null=True, related_name="desk_grants")
    unit_key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, null=True, related_name="held_grants")
    recovery_key = models.ForeignKey(RecoveryKey, on_delete=models.PROTECT, null=True, related_name="grants")
    envelope = models.BinaryField()

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
        return f"{self.desk_key} → {self.officer_key or self.unit_key or self.recovery_key}"

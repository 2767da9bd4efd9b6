from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from pimpasa.installation.kinds import Stalled
from pimpasa.ledger.bound import bound, unbound
from pimpasa.ledger.commitments import Fact


@bound()
class Installation(models.Model):
    """One row: a random number, and by what the keys that belong to it are known."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    number = models.UUIDField(default=uuid.uuid4)
    log_vkey = models.CharField(max_length=200)
    link_key_digest = models.BinaryField(max_length=32)
    founded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="installation_only_one")]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"installation:{self.number}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to."""
        return {
            "number": str(self.number),
            "log_vkey": self.log_vkey,
            "link_key_digest": bytes(self.link_key_digest),
            "founded_at": self.founded_at,
        }


@bound()
class BackupKit(models.Model):
    """The public half of a kit on paper, which opens this installation's backups and no report.

    `certificate` is made with the kit's seed: that backups which this installation signs are its own.
    """

    public = models.BinaryField()
    certificate = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"backup-kit:{self.pk}"

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return str(self)

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to."""
        return {"public": bytes(self.public), "certificate": bytes(self.certificate), "made_at": self.made_at}


@unbound("no act: whoever writes here makes a backup seem younger or older, and nothing else")
class LastBackup(models.Model):
    """When everything was last written into a backup, and how many files of evidence it lacks; one row."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    at = models.DateTimeField()
    missing = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="last_backup_only_one")]

    def __str__(self) -> str:
        return self.at.isoformat()


@unbound("looked for anew every minute; whoever writes here shows a warning, or hides one for a minute")
class Trouble(models.Model):
    """Something that does not work; gone when it works again. Told is what lasts."""

    kind = models.CharField(max_length=20, choices=Stalled, primary_key=True)
    begun_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.kind


@bound()
class Restoration(models.Model):
    """That this database was brought in from a backup; `reason` says why from an older one than was known of."""

    restored_at = models.DateTimeField()
    made_at = models.DateTimeField()
    came_from = models.UUIDField()
    signed = models.BigIntegerField()
    newest_size = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(newest_size=None, reason="") | ~Q(newest_size=None) & ~Q(reason=""),
                name="restored_older_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"restoration:{self.pk}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to."""
        return {
            "made_at": self.made_at,
            "came_from": str(self.came_from),
            "signed": self.signed,
            "newest_size": self.newest_size,
            "reason": self.reason,
        }

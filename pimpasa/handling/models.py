"""What is stored of what officers did with a report; each reason is sealed under the report's key."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from pimpasa.common import clock
from pimpasa.ledger.bound import bound, unbound
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.sealed_rows import under_report
from pimpasa.vault.models import CORRECTED_WHOLE, Correctable


@under_report("reason")
@bound()
class IdentityOpening(models.Model):
    """Somebody asked to know who reported, and why; where it was opened, the reporter sees that it happened."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="identity_openings")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    consented_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    consented_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    reason = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consented_by=None, consented_at=None)
                | Q(consented_by__isnull=False, consented_at__isnull=False),
                name="identity_consent_whole",
            ),
            models.CheckConstraint(
                condition=Q(consented_by=None) | ~Q(consented_by=models.F("officer")),
                name="identity_consent_of_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.officer_id}"


@bound()
class Telling(models.Model):
    """Who wrote a report down that somebody told them by word of mouth. `id` is the form's, which is taken once."""

    id = models.UUIDField(primary_key=True)
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="telling")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["officer", "-at"], name="telling_of_officer")]

    def __str__(self) -> str:
        return f"{self.report_id} by {self.officer_id}"


@under_report("reason")
@bound()
class Disclosure(models.Model):
    """Something left the vault: an original was downloaded, a report exported. Why, sealed under the report's key."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="disclosures")
    exhibit = models.ForeignKey("evidence.Exhibit", on_delete=models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.officer_id}"


@under_report("reason", "correction")
@bound()
class Transfer(Correctable):
    """A report went to another desk or office; why is sealed under the report's key."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="transfers")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    from_desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    from_unit = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="+")
    to_desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    to_unit = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="+")
    reason = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=CORRECTED_WHOLE, name="transfer_corrected_whole")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.from_desk_id or self.from_unit_id} → {self.to_desk_id or self.to_unit_id}"


@under_report("reason")
@bound()
class Reassignment(models.Model):
    """A report went from one officer to another of its desks; why is sealed under the report's key."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reassignments")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    reason = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(before=models.F("after")), name="reassignment_changes"),
        ]
        indexes = [
            models.Index(fields=["before", "-at"], name="reassignment_from"),
            models.Index(fields=["after", "-at"], name="reassignment_to"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.before_id} → {self.after_id}"


@under_report("reason")
@bound()
class Grading(models.Model):
    """An officer said that a report is more urgent, or less; why is sealed under the report's key."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="gradings")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.PositiveSmallIntegerField(choices=Urgency)
    after = models.PositiveSmallIntegerField(choices=Urgency)
    reason = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(before=models.F("after")), name="grading_changes")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.before} → {self.after}"


@unbound("it only adds which reports an act was about; the act itself commits to them")
class Glance(models.Model):
    """A page of a list on which an officer was shown the first words and the RW of these reports: one act for all."""

    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reports = ArrayField(models.UUIDField())

    class Meta:
        ordering = ["id"]
        indexes = [GinIndex(fields=["reports"], name="glance_of_report")]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"glance:{self.pk}"


@unbound("an officer's own view of a list")
class SavedView(models.Model):
    """A view of a list or of the search that an officer keeps, sealed to their own key."""

    officer = models.ForeignKey("accounts.Officer", on_delete=models.CASCADE, related_name="+")
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"view:{self.pk}"

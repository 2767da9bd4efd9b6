"""Who came to read a report or part of it, and how: what a chain of custody and a refusal are made of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.common import clock
from pimpasa.reports.kinds import MentionKind, MentionStatus, ShareState
from pimpasa.reports.models.report import Report


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


class Mention(models.Model):
    """A report names something that another may name too; what it is stands blind (linking.blind)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=10, choices=MentionKind)
    digest = models.BinaryField(max_length=16)
    status = models.CharField(max_length=10, choices=MentionStatus, default=MentionStatus.FOUND)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "report"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.kind}"


class Share(models.Model):
    """A desk asks to read a report of another desk that names the same; the other desk grants it or not.

    The reason is sealed to the unit of the other report's office, which decides; its answer to the asking desk.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="shares")
    because_of = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.BinaryField()
    reader_key = models.ForeignKey("keys.DeskKey", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ShareState, default=ShareState.ASKED)
    decided_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.BinaryField(null=True)
    answer_key = models.ForeignKey("keys.DeskKey", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "desk"], condition=~Q(state=ShareState.REFUSED), name="share_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(state=ShareState.ASKED, decided_by=None, decided_at=None)
                | (~Q(state=ShareState.ASKED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="share_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} → {self.desk_id}: {self.state}"

    @property
    def subject(self) -> str:
        return f"share:{self.pk}"


class Transfer(models.Model):
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

    def __str__(self) -> str:
        return f"{self.report_id}: {self.from_desk_id or self.from_unit_id} → {self.to_desk_id or self.to_unit_id}"


class Recusal(models.Model):
    """An officer keeps out of a report: somebody in it is near to them. Nothing more is asked."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="recusals")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    declared_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "officer"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.officer_id}"


class Distinct(models.Model):
    """An officer said that two reports tell of different things; `one` is the older."""

    one = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    two = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "two"], name="distinct_once")]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.two_id}"

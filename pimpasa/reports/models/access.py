"""What reports name, and what beside its desks decides who reads one: sharing, and keeping out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.ledger.bound import bound, unbound
from pimpasa.reports.kinds import MentionKind, MentionStatus, ShareState
from pimpasa.reports.models.report import Report


@unbound("found anew in the sealed words by who opens the report; what an officer judged of it is in the log")
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


@bound()
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


@bound()
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

"""What reporters say about us."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.complaints.kinds import Clarity
from pimpasa.ledger.bound import bound
from pimpasa.reports.models import Report
from pimpasa.reports.sealed_rows import under_report
from pimpasa.vault.models import Granted, OfficerGrant


@under_report("words")
@bound()
class Feedback(models.Model):
    """What a reporter says at the end: one answer, and a free word sealed under the report's key."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, primary_key=True, related_name="feedback")
    clear = models.CharField(max_length=10, choices=Clarity)
    words = models.BinaryField()
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report_id}: {self.clear}"


@bound()
class Complaint(Granted):
    """A reporter complains about how a report was handled. No desk reads it: its key is granted to auditors alone.

    The same key is wrapped under the receipt, so that the reporter reads the answer.
    """

    kind_of_subject = "complaint"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="complaints")
    received_at = models.DateTimeField()
    envelope = models.BinaryField()
    receipt_wrap = models.BinaryField()
    answer = models.BinaryField(null=True)
    answered_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    passed_on_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    passed_on_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=None, answered_by=None, answered_at=None)
                | Q(answer__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                name="complaint_answer_whole",
            ),
            models.CheckConstraint(
                condition=Q(passed_on_by=None, passed_on_at=None)
                | Q(passed_on_by__isnull=False, passed_on_at__isnull=False),
                name="complaint_passed_on_whole",
            ),
        ]

    @property
    def context(self) -> str:
        return f"{self.subject}:text"


@bound()
class ComplaintGrant(OfficerGrant):
    """Lets an auditor's own key open a complaint's key."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="grants")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "officer_key"], name="complaint_granted_once")]

    @property
    def thing(self) -> Complaint:
        return self.complaint

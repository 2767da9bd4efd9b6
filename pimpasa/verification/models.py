"""What a Pimpasa does to find out whether a report is true, and what they found. Words are sealed under its key."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound
from pimpasa.logbook.models import SealedEntry
from pimpasa.reports.kinds import Kind
from pimpasa.reports.sealed_rows import under_report
from pimpasa.vault.models import CORRECTED_WHOLE, Correctable
from pimpasa.verification.kinds import CheckedPerson, CheckState, EntryKind, ReviewState, StepKind


@under_report("envelope", "review_words", "correction")
@bound()
class Finding(Correctable):
    """What a Pimpasa found out about a report. The newest that nobody corrected counts; the others stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="findings")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    envelope = models.BinaryField()
    review = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.NONE)
    reviewed_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_words = models.BinaryField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(review__in=[ReviewState.NONE, ReviewState.ASKED], reviewed_by=None, reviewed_at=None)
                    | Q(
                        review__in=[ReviewState.AGREED, ReviewState.RETURNED],
                        reviewed_by__isnull=False,
                        reviewed_at__isnull=False,
                    )
                ),
                name="finding_review_whole",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=models.F("officer")), name="finding_review_of_another"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(review=ReviewState.ASKED), name="finding_one_in_review"
            ),
            models.CheckConstraint(condition=CORRECTED_WHOLE, name="finding_corrected_whole"),
        ]

    def __str__(self) -> str:
        return f"finding:{self.id}"

    @property
    def context(self) -> str:
        return f"report:{self.report_id}:finding:{self.id}"

    @property
    def review_context(self) -> str:
        return f"{self.context}:review"


@bound()
class PlanItem(models.Model):
    """A step of an office's own plan for a kind of report."""

    office = models.ForeignKey("territory.Office", on_delete=models.CASCADE, related_name="+")
    report_kind = models.CharField(max_length=20, choices=Kind)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=StepKind)
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


@under_report("envelope")
@bound()
class StepRecord(models.Model):
    """A step was done: by whom and when; what came of it is sealed. Records are added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="step_records")
    kind = models.CharField(max_length=10, choices=StepKind)
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"step:{self.id}"

    @property
    def context(self) -> str:
        return f"report:{self.report_id}:step:{self.id}"


@under_report("envelope")
@bound()
class FieldCheck(models.Model):
    """A visit for a report: with its surat perintah, or agreed to as urgent and its letter owed within a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="field_checks")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=3, choices=CheckedPerson)
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=CheckState)
    planned_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    letter_due_at = models.DateTimeField(null=True)
    visited_at = models.DateTimeField(null=True)
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=CheckedPerson.FOREIGNER) | Q(is_urgent=False), name="check_urgent_of_foreigner"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="check_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(is_urgent=False) | Q(state=CheckState.ASKED) | Q(decided_by__isnull=False),
                name="check_urgent_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("officer")), name="check_decided_by_another"
            ),
        ]
        indexes = [
            models.Index(fields=["letter_due_at"], name="check_owes_letter", condition=Q(letter_due_at__isnull=False)),
            models.Index(fields=["id"], name="check_to_decide", condition=Q(state=CheckState.ASKED)),
            models.Index(fields=["officer"], name="check_to_make", condition=Q(state=CheckState.READY)),
        ]

    def __str__(self) -> str:
        return f"check:{self.id}"

    @property
    def context(self) -> str:
        return f"report:{self.report_id}:check:{self.id}"


@under_report("envelope", by="check_made__report")
@bound()
class VisitEntry(SealedEntry):
    """Something written down during a visit."""

    check_made = models.ForeignKey(FieldCheck, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind)

    def __str__(self) -> str:
        return f"visit-entry:{self.id}"

    @property
    def context(self) -> str:
        return f"check:{self.check_made_id}:entry:{self.id}"

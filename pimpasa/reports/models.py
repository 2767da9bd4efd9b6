"""What a resident told us. Everything they wrote is sealed; what routing needs stays readable.

draft     sealed under a key that only the resident's browser holds
report    its contents sealed under the report key; that key granted to the desks and wrapped under the receipt
message   sealed under the report key, in either direction
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Replace, Right
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.reports.kinds import Channel, Clarity, Kind, MentionKind, MentionStatus, Mode, ShareState, Urgency
from pimpasa.reports.states import OUTCOMES, State

# The end of the id, of which the reference is made.
TAIL = Right(Replace(Cast("id", models.TextField()), Value("-"), Value("")), 10)


class Draft(models.Model):
    """A report being written. `id` is derived from the browser's key, so a row cannot be tied to a browser."""

    id = models.BinaryField(primary_key=True, max_length=16)
    envelope = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)
    sent = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "draft"


class Report(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    mode = models.CharField(max_length=20, choices=Mode)
    channel = models.CharField(max_length=20, choices=Channel)
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    village = models.ForeignKey("territory.Village", on_delete=models.PROTECT)
    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT)
    desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, null=True, related_name="desk_reports")
    unit = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="unit_reports")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="reports")
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    keep_until = models.DateField(null=True)
    shredded_at = models.DateTimeField(null=True)
    envelope = models.BinaryField()
    identity = models.BinaryField(null=True)
    receipt_id = models.BinaryField(max_length=16, unique=True)
    receipt_wrap = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="report_state_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="report_kind_known"),
            models.CheckConstraint(
                condition=Q(identity=None) | ~Q(mode=Mode.ANONYMOUS), name="report_anonymous_has_no_identity"
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk", "urgency", "due_at", "id"],
                name="report_open_of_desk",
                condition=~Q(state__in=sorted(OUTCOMES)),
            ),
            models.Index(
                fields=["unit", "urgency", "due_at", "id"],
                name="report_open_of_unit",
                condition=~Q(state__in=sorted(OUTCOMES)),
            ),
            models.Index(
                fields=["keep_until"], name="report_to_shred", condition=Q(shredded_at=None, keep_until__isnull=False)
            ),
            models.Index(TAIL, name="report_by_reference"),
            models.Index(
                fields=["officer", "urgency", "due_at", "id"],
                name="report_open_of_officer",
                condition=~Q(state__in=sorted(OUTCOMES)) & Q(officer__isnull=False),
            ),
            models.Index(
                fields=["unit", "urgency", "due_at", "id"],
                name="report_free_of_unit",
                condition=~Q(state__in=sorted(OUTCOMES)) & Q(officer=None),
            ),
            models.Index(
                fields=["unit", "urgency", "due_at", "id"],
                name="report_waits_for_case",
                condition=Q(state=State.SUBSTANTIATED, due_at__isnull=False),
            ),
            models.Index(fields=["desk", "-id"], name="report_of_desk"),
            models.Index(fields=["unit", "-id"], name="report_of_unit"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What officers call it: the last ten digits of its id, in two groups."""
        tail = self.id.hex[-10:].upper()
        return f"{tail[:5]}-{tail[5:]}"

    @property
    def subject(self) -> str:
        """How the ledger names this report."""
        return f"report:{self.id}"

    @property
    def context(self) -> str:
        """What its sealed contents are bound to."""
        return f"report:{self.id}:contents"

    @property
    def is_open(self) -> bool:
        return self.state not in OUTCOMES


class ReportGrant(models.Model):
    """Lets a desk's key open a report's key, or the key of its reporter's identity."""

    class Purpose(models.TextChoices):
        CONTENTS = "contents", _("Contents")
        IDENTITY = "identity", _("Identity")

    pk = models.CompositePrimaryKey("report_id", "desk_key_id", "purpose")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="grants")
    desk_key = models.ForeignKey("keys.DeskKey", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    envelope = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.report_id} → {self.desk_key_id}"


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


class Message(models.Model):
    """One turn of the dialogue: from an officer where `officer` is set, else from the reporter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"message:{self.id}"

    @property
    def context(self) -> str:
        return f"report:{self.report_id}:message:{self.id}"


class Attachment(models.Model):
    """An exhibit that came with a report, or later with a message; or an officer's redacted copy of one."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    exhibit = models.OneToOneField("evidence.Exhibit", on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="attachments")
    copy_of = models.ForeignKey("evidence.Exhibit", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["exhibit_id"]
        constraints = [
            models.CheckConstraint(condition=Q(copy_of=None) | Q(message=None), name="attachment_copy_is_an_officer_s"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.exhibit_id}"


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


class RetentionPeriod(models.Model):
    """How many days an office keeps a report of this outcome, where it differs from the default (reports.retention)."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=State)
    days = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "outcome"], name="retention_period_once"),
            models.CheckConstraint(condition=Q(outcome__in=sorted(OUTCOMES)), name="retention_of_an_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id}/{self.outcome}: {self.days}"


class LegalHold(models.Model):
    """Stops the erasing of a report until a day; why is sealed under the report's key."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="holds")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    ends_on = models.DateField()
    reason = models.BinaryField()
    lifted_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_by=None, lifted_at=None) | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="legal_hold_lifting_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.ends_on}"


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


class Notice(models.Model):
    """Up to when a desk was told of what waits, so that nobody is told twice."""

    class About(models.TextChoices):
        NEW = "new", _("New reports")
        LATE = "late", _("Late reports")

    desk = models.ForeignKey("territory.Desk", on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=10, choices=About)
    told_until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "about"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.about}"


class Feedback(models.Model):
    """What a reporter says at the end: one answer, and a free word sealed under the report's key."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, primary_key=True, related_name="feedback")
    clear = models.CharField(max_length=10, choices=Clarity)
    words = models.BinaryField()
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report_id}: {self.clear}"


class Complaint(models.Model):
    """A reporter complains about how a report was handled. No desk reads it: its key is granted to auditors alone.

    The same key is wrapped under the receipt, so that the reporter reads the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="complaints")
    received_at = models.DateTimeField()
    envelope = models.BinaryField()
    receipt_wrap = models.BinaryField()
    answer = models.BinaryField(null=True)
    answered_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=None, answered_by=None, answered_at=None)
                | Q(answer__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                name="complaint_answer_whole",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return f"complaint:{self.id}"


class ComplaintGrant(models.Model):
    """Lets an auditor's own key open a complaint's key."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="grants")
    officer_key = models.ForeignKey("keys.OfficerKey", on_delete=models.PROTECT, related_name="+")
    envelope = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "officer_key"], name="complaint_granted_once")]

    def __str__(self) -> str:
        return f"{self.complaint_id} → {self.officer_key_id}"

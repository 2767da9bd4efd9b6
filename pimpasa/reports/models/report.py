"""What a resident told us. Everything they wrote is sealed; what routing needs stays readable.

draft     sealed under a key that only the resident's browser holds
report    its contents sealed under the report key; that key granted to the desks and wrapped under the receipt
message   sealed under the report key, in either direction
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Replace, Right
from django.utils.translation import gettext_lazy as _

from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound, unbound
from pimpasa.reports.deadlines import wait_in
from pimpasa.reports.kinds import Channel, Kind, Mode, Urgency, Wait
from pimpasa.reports.sealed_rows import under_report
from pimpasa.reports.states import OUTCOMES, State
from pimpasa.vault.models import DeskGrant, SealedKey, Shreddable

# The end of the id, of which the reference is made.
TAIL = Right(Replace(Cast("id", models.TextField()), Value("-"), Value("")), 10)


@unbound("nobody's but the writer's, and gone within a day")
class Draft(models.Model):
    """A report being written, or words for one that wait for its code (reports.queries.retained).

    One that was thrown away stays for a day, `sent` and with an empty envelope, so that nothing late brings it back.
    `id` is derived from the browser's key or the page's, so a row cannot be tied to a browser.
    """

    id = models.BinaryField(primary_key=True, max_length=16)
    envelope = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)
    sent = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "draft"


@under_report("envelope", by="pk")
@bound(without={"answered_at": "a mark that somebody wrote, which is in the log as what they wrote"})
class Report(Shreddable):
    kind_of_subject = "report"

    kind = models.CharField(max_length=20, choices=Kind)
    mode = models.CharField(max_length=20, choices=Mode)
    channel = models.CharField(max_length=20, choices=Channel)
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    village = models.ForeignKey("territory.Village", on_delete=models.PROTECT)
    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT)
    desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, null=True, related_name="desk_reports")
    unit = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="unit_reports")
    direct = models.BooleanField(
        default=False, db_default=False
    )  # past the Pimpasa of its kelurahan, to the unit alone
    sealed_on_phone = models.BooleanField(default=False, db_default=False)  # by its sender's browser, not by us
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="reports")
    received_at = models.DateTimeField()
    state_since = models.DateTimeField(null=True)  # when it entered its state; nothing while it lies where it came in
    due_at = models.DateTimeField(null=True)
    leaves_at = models.DateTimeField(null=True)  # when somebody in it is said to depart: never due later
    answered_at = models.DateTimeField(null=True)  # its reporter wrote, and no officer of its desks opened it since
    worse_at = models.DateTimeField(null=True)  # its reporter said that it got worse, and no officer said they saw it
    keep_until = models.DateField(null=True)
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates")
    envelope = models.BinaryField()
    identity = models.BinaryField(null=True)
    contact = models.BinaryField(null=True)  # told afterwards, each under a key of its own
    liaison = models.BinaryField(null=True)
    receipt_id = models.BinaryField(max_length=16, unique=True)
    receipt_wrap = models.BinaryField()
    receipt_public = models.BinaryField(null=True)  # its key is granted to the receipt by it, once sealed anew
    receipt_link = models.BinaryField(null=True)  # leads on from the wrapped key, where that half is not known
    former_keys = models.BinaryField(null=True)  # oldest first, under the key of now

    # Who keeps out of it, where a page that only shows something asked already; nothing that changes asks this.
    kept_out: frozenset[int] | None = None

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="report_state_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="report_kind_known"),
            models.CheckConstraint(
                condition=Q(identity=None, contact=None, liaison=None) | ~Q(mode=Mode.ANONYMOUS),
                name="report_anonymous_has_no_identity",
            ),
            # A liaison is one of few in an RW, so that somebody is one is sealed with who they are.
            models.CheckConstraint(condition=~Q(mode=Mode.LIAISON), name="report_tells_no_liaison"),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | Q(state=State.DUPLICATE), name="report_duplicate_of_another"
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk", "urgency", "due_at", "id"],
                include=["village"],
                name="report_open_at_desk",
                condition=~Q(state__in=sorted(OUTCOMES)),
            ),
            models.Index(
                fields=["unit", "urgency", "due_at", "id"],
                include=["village"],
                name="report_open_at_unit",
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
            models.Index(
                fields=["office", "due_at", "id"], name="report_due_at_office", condition=Q(due_at__isnull=False)
            ),
            models.Index(fields=["answered_at"], name="report_answered", condition=Q(answered_at__isnull=False)),
            models.Index(fields=["worse_at"], name="report_got_worse", condition=Q(worse_at__isnull=False)),
            models.Index(
                fields=["unit", "due_at", "id"], name="report_due_at_unit", condition=~Q(state__in=sorted(OUTCOMES))
            ),
            models.Index(fields=["unit", "id"], name="report_oldest_at_unit", condition=~Q(state__in=sorted(OUTCOMES))),
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
    def waits_since(self) -> datetime:
        """From when its deadline is counted."""
        return self.state_since or self.received_at

    @property
    def wait(self) -> Wait | None:
        """What it waits for: an officer, its reporter, the office."""
        return wait_in(State(self.state), Urgency(self.urgency))

    @property
    def is_open(self) -> bool:
        return self.state not in OUTCOMES

    @property
    def identity_parts(self) -> dict[str, bytes]:
        """What tells who reported, by the purpose of its grants: from the beginning, and what was told afterwards."""
        parts = {purpose: getattr(self, purpose) for purpose in ReportGrant.IDENTIFYING}
        return {purpose: bytes(sealed) for purpose, sealed in parts.items() if sealed is not None}

    @property
    def receipt_context(self) -> str:
        """What its key is bound to, as its receipt opens it."""
        return f"{self.subject}:receipt"

    @property
    def link_context(self) -> str:
        return f"{self.subject}:receipt-link"

    @property
    def former_context(self) -> str:
        return f"{self.subject}:former-keys"

    def sealed_keys(self) -> Iterable[SealedKey]:
        return self.keys_for(ReportGrant.Purpose.CONTENTS)

    def keys_for(self, purpose: str) -> list[SealedKey]:
        """The key of its contents, or of a part of its reporter's identity, once for each desk."""
        grants = self.grants.filter(purpose=purpose).select_related("desk_key") if self.is_in_use else []
        return [grant.sealed_key() for grant in grants]


@unbound("made anew from the sealed words whenever somebody writes")
class WordIndex(models.Model):
    """What a report is found by: keyed digests of its words, RW, place and signs, for each desk (reports.tokens)."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, primary_key=True, related_name="words")
    digests = ArrayField(models.BigIntegerField())

    class Meta:
        # What waits to be sorted in is read by every search, once for each month: it is kept short.
        indexes = [GinIndex(fields=["digests"], name="word_index_digests", gin_pending_list_limit=128)]  # kB

    def __str__(self) -> str:
        return f"{self.report_id}: {len(self.digests)}"


@bound()
class ReportGrant(DeskGrant):
    """Lets a desk's key open a report's key, or the key of a part of its reporter's identity."""

    class Purpose(models.TextChoices):
        CONTENTS = "contents", _("Contents")
        IDENTITY = "identity", _("Identity")
        CONTACT = "contact", _("Contact, told afterwards")
        LIAISON = "liaison", _("For whom, told afterwards")

    # Each is the name of the report's column, too.
    IDENTIFYING = (Purpose.IDENTITY.value, Purpose.LIAISON.value, Purpose.CONTACT.value)

    pk = models.CompositePrimaryKey("report_id", "desk_key_id", "purpose")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="grants")
    purpose = models.CharField(max_length=10, choices=Purpose)

    @property
    def thing(self) -> Report:
        return self.report

    @property
    def context(self) -> str:
        return f"{self.report.subject}:{self.purpose}"


@under_report("envelope")
@bound()
class Message(models.Model):
    """One turn of the dialogue: from an officer where `officer` is set, else from the reporter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["sent_at"], name="message_of_reporter", condition=Q(officer=None))]

    def __str__(self) -> str:
        return f"message:{self.id}"

    @property
    def context(self) -> str:
        return f"report:{self.report_id}:message:{self.id}"


@bound()
class Attachment(models.Model):
    """An exhibit that came with a report, or later with a message; or an officer's redacted copy of one."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    exhibit = models.OneToOneField("evidence.Exhibit", on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="attachments")
    copy_of = models.ForeignKey("evidence.Exhibit", on_delete=models.PROTECT, null=True, related_name="+")
    by_officer = models.BooleanField(default=False)  # made during a visit; the reporter never sees it

    class Meta:
        ordering = ["exhibit_id"]
        constraints = [
            models.CheckConstraint(condition=Q(copy_of=None) | Q(message=None), name="attachment_copy_is_an_officer_s"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.exhibit_id}"


@under_report("words")
@bound()
class Heard(models.Model):
    """What an officer heard in a recording of a report, in their words; sealed under the report's key."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    exhibit = models.ForeignKey("evidence.Exhibit", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.exhibit_id} by {self.officer_id}"

    @property
    def context(self) -> str:
        return f"{self.report.subject}:heard:{self.exhibit_id}"

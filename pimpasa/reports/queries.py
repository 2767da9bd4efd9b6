"""How reports are found and listed. Nothing here opens what a resident wrote without a key."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.reports.answers import Answers
from pimpasa.reports.deadlines import WARN, WARN_OF_EMERGENCY
from pimpasa.reports.errors import AlreadySent, DraftGone, NoSuchReceipt, Shredded
from pimpasa.reports.kinds import News, Urgency
from pimpasa.reports.models import Attachment, Draft, Message, Recusal, Report
from pimpasa.reports.states import OUTCOMES
from pimpasa.sealing import envelopes
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.receipts import Receipt
from pimpasa.territory.models import Desk, Office

SEALED = ("envelope", "identity", "receipt_id", "receipt_wrap")
DRAFT_CONTEXT = "draft"


def draft_id(browser_key: bytes) -> bytes:
    return derive(browser_key, "draft id", 16)


def draft_key(browser_key: bytes) -> bytes:
    return derive(browser_key, "draft key", 32)


def load_draft(browser_key: bytes) -> Answers:
    """The answers so far. Raises DraftGone, or AlreadySent while the receipt may be shown again."""
    draft = Draft.objects.filter(pk=draft_id(browser_key), expires_at__gt=clock.now()).first()
    return open_draft(draft, browser_key)


def open_draft(draft: Draft | None, browser_key: bytes) -> Answers:
    if draft is None:
        raise DraftGone
    data = envelopes.open_json(bytes(draft.envelope), key=draft_key(browser_key), context=DRAFT_CONTEXT)
    if draft.sent:
        raise AlreadySent(data["receipt"])
    return Answers.from_json(data)


def visible_to(officer: Officer) -> QuerySet[Report]:
    """The reports of the desks and units where the officer sits today, but for those they keep out of."""
    kept_out = Recusal.objects.filter(officer=officer).values("report")
    return Report.objects.filter(_read_at(desks_of(officer, on=clock.today()))).exclude(pk__in=kept_out)


def _read_at(seats: Iterable[Desk]) -> Q:
    """Asked by ids, and by one column where one will do, so that the database reads a list in its order from an index.

    Who sits at an office's unit reads all of that office's reports; its desks need no asking.
    """
    units = {seat.pk: seat.office_id for seat in seats if seat.kind == Desk.Kind.UNIT}
    others = [seat.pk for seat in seats if seat.office_id not in units.values()]
    if units and others:
        return Q(unit__in=units) | Q(desk__in=others)
    return Q(unit__in=units) if units else Q(desk__in=others)


def listed(reports: QuerySet[Report]) -> QuerySet[Report]:
    """With what a row of a list shows, and without what is sealed, which only an opened report needs."""
    return reports.select_related("village__district", "officer", "desk").defer(*SEALED)


def queue(officer: Officer) -> QuerySet[Report]:
    """Open reports of one's desks: what is urgent first, then by deadline."""
    return listed(visible_to(officer).exclude(state__in=sorted(OUTCOMES))).order_by("urgency", "due_at", "id")


def due_soon(at: datetime) -> Q:
    """Deadlines that at this moment are near and not over; one range of them, which an index by deadline reads."""
    is_near = ~Q(urgency=Urgency.EMERGENCY) | Q(due_at__lte=at + WARN_OF_EMERGENCY)
    return Q(due_at__gt=at, due_at__lte=at + WARN) & is_near


def concluded(officer: Officer) -> QuerySet[Report]:
    """Reports of one's desks that have a finding, newest first."""
    return listed(visible_to(officer).filter(state__in=sorted(OUTCOMES), shredded_at=None)).order_by("-id")


def deadlines_of(office: Office) -> QuerySet[Report]:
    """An office's open reports by deadline, for an auditor: nothing in them is opened."""
    return (
        Report.objects.filter(office=office, due_at__isnull=False)
        .select_related("village", "officer", "desk")
        .order_by("due_at", "id")
    )


def by_id(report_id: UUID) -> Report | None:
    return (
        Report.objects.filter(pk=report_id)
        .select_related("village__district__regency__province", "office", "desk", "unit", "officer")
        .first()
    )


def copies_of(exhibit: Exhibit) -> list[Exhibit]:
    """The redacted copies that officers made of an exhibit, oldest first."""
    rows = Attachment.objects.filter(copy_of=exhibit).select_related("exhibit").order_by("exhibit_id")
    return [row.exhibit for row in rows]


@dataclass
class OpenMessage:
    """A turn of the dialogue, opened."""

    message: Message
    text: str
    news: News | None = None
    exhibits: list[Exhibit] = field(default_factory=list)


@dataclass
class OpenReport:
    """A report with its key, opened by a desk or by its receipt.

    `copies` are redacted copies with their originals, `seen` what officers photographed themselves.
    """

    report: Report
    key: bytes
    answers: Answers
    exhibits: list[Exhibit]
    messages: list[OpenMessage]
    copies: list[tuple[Exhibit, Exhibit]]
    seen: list[Exhibit] = field(default_factory=list)

    @property
    def all_exhibits(self) -> list[Exhibit]:
        """What the reporter handed in, first and later, then redacted copies and what officers photographed."""
        later = [exhibit for turn in self.messages for exhibit in turn.exhibits]
        return [*self.exhibits, *later, *(copy for copy, _original in self.copies), *self.seen]


def by_receipt(receipt: Receipt) -> OpenReport:
    """The reporter's own way back. Raises NoSuchReceipt, or Shredded with the report that was erased."""
    report = (
        Report.objects.filter(receipt_id=receipt.lookup_id).select_related("village", "office", "desk", "unit").first()
    )
    if report is None:
        raise NoSuchReceipt
    if report.shredded_at is not None:
        raise Shredded(report)
    key = envelopes.open_(bytes(report.receipt_wrap), key=receipt.key, context=f"{report.subject}:receipt")
    return open_with_key(report, key)


def open_with_key(report: Report, key: bytes) -> OpenReport:
    """Everything the report's key opens. Raises WrongKey or Damaged of sealing."""
    answers = Answers.from_json(envelopes.open_json(bytes(report.envelope), key=key, context=report.context))
    attachments = list(Attachment.objects.filter(report=report).select_related("exhibit", "copy_of"))
    return OpenReport(
        report=report,
        key=key,
        answers=answers,
        exhibits=[a.exhibit for a in attachments if a.message_id is None and a.copy_of_id is None and not a.by_officer],
        messages=_open_messages(report, key, attachments),
        copies=[(a.exhibit, a.copy_of) for a in attachments if a.copy_of is not None],
        seen=[a.exhibit for a in attachments if a.by_officer],
    )


def _open_messages(report: Report, key: bytes, attachments: list[Attachment]) -> list[OpenMessage]:
    turns = []
    for message in Message.objects.filter(report=report).select_related("officer"):
        said = envelopes.open_json(bytes(message.envelope), key=key, context=message.context)
        news = News(said["news"]) if "news" in said else None
        files = [a.exhibit for a in attachments if a.message_id == message.pk]
        turns.append(OpenMessage(message, said["text"], news, files))
    return turns

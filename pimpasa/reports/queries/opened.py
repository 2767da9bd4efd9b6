"""A report opened with its key, which its desks and its receipt lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings

from pimpasa.common import clock
from pimpasa.common.reading import ask_together
from pimpasa.evidence.models import Exhibit
from pimpasa.reports.contents import Addition, Answers, identity_within, without_identity
from pimpasa.reports.errors import NoSuchReceipt, SealedAnew, Shredded
from pimpasa.reports.kinds import News
from pimpasa.reports.models import Attachment, Heard, Message, Report, WordIndex
from pimpasa.reports.phone import contents_in
from pimpasa.sealing import envelopes, grants
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import SealingError, WrongKey
from pimpasa.sealing.receipts import Receipt

# A form that was sent twice comes twice within it.
JUST_NOW = timedelta(minutes=1)


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
    added: Addition | None = None


@dataclass
class OpenHeard:
    """What an officer heard in a recording, opened."""

    heard: Heard
    words: str


@dataclass
class OpenReport:
    """A report with its key, opened by a desk or by its receipt. Its answers hold what was added afterwards, too.

    `copies` are redacted copies with their originals, `by_officers` what they photographed themselves. Who reported is
    not in `answers`: `has_identity` says whether there is something to open. `receipt` is what opened it, if one did.
    """

    report: Report
    key: bytes = field(repr=False)
    answers: Answers
    exhibits: list[Exhibit]
    messages: list[OpenMessage]
    copies: list[tuple[Exhibit, Exhibit]]
    by_officers: list[Exhibit] = field(default_factory=list)
    has_identity: bool = False
    heard: list[OpenHeard] = field(default_factory=list)
    receipt: Receipt | None = field(default=None, repr=False)

    @property
    def later_texts(self) -> list[str]:
        """What was said beside the report: what the reporter wrote later, and what officers heard in recordings."""
        written = [turn.text for turn in self.messages if turn.message.officer_id is None]
        return [*written, *(hearing.words for hearing in self.heard)]

    def heard_in(self, exhibit: Exhibit) -> list[OpenHeard]:
        """What officers heard in a recording, oldest first."""
        return [hearing for hearing in self.heard if hearing.heard.exhibit_id == exhibit.pk]

    @property
    def all_exhibits(self) -> list[Exhibit]:
        """What the reporter handed in, first and later, then redacted copies and what officers photographed."""
        later = [exhibit for turn in self.messages for exhibit in turn.exhibits]
        return [*self.exhibits, *later, *(copy for copy, _original in self.copies), *self.by_officers]


def first_with_report(receipts: Sequence[Receipt]) -> Receipt | None:
    """The first of them by which a report is found, be its time over or not; all are looked up at once."""
    lookup_ids = [receipt.lookup_id for receipt in receipts]
    with_report = set(map(bytes, Report.objects.filter(receipt_id__in=lookup_ids).values_list("receipt_id", flat=True)))
    return next((receipt for receipt in receipts if receipt.lookup_id in with_report), None)


def by_receipt(receipt: Receipt) -> OpenReport:
    """The reporter's own way back. Raises NoSuchReceipt, or Shredded with the report whose time is over."""
    try:
        return _by_receipt(receipt)
    except WrongKey:
        return _by_receipt(receipt)  # it was sealed anew between one statement and the next


def _by_receipt(receipt: Receipt) -> OpenReport:
    report = (
        Report.objects.filter(receipt_id=receipt.lookup_id).select_related("village", "office", "desk", "unit").first()
    )
    if report is None:
        raise NoSuchReceipt
    if not report.is_in_use:
        raise Shredded(report)
    try:
        key = _key_by_receipt(report, receipt)
        contents = contents_of(report, key)
    except SealingError as wrong:
        if report.sealed_on_phone:
            raise NoSuchReceipt from wrong  # whoever sealed it sealed it to nothing
        raise
    return _with_contents(report, key, contents, receipt)


def _key_by_receipt(report: Report, receipt: Receipt) -> bytes:
    wrap = bytes(report.receipt_wrap)
    if report.receipt_public and grants.is_grant_of(wrap, to=bytes(report.receipt_public), size=envelopes.KEY_SIZE):
        return grants.open_grant(wrap, private=receipt.private, context=report.receipt_context)
    first = envelopes.open_(wrap, key=receipt.key, context=report.receipt_context)
    if report.receipt_link is None:
        return first
    return envelopes.open_(bytes(report.receipt_link), key=link_key(first), context=report.link_context)


def link_key(first: bytes) -> bytes:
    """Leads from a report's first key to the one of now where its receipt's public half is not known.

    The other half lies beside the database: who kept the first key and reads the database comes no further.
    """
    return derive(settings.LINK_KEY + first, "receipt link", envelopes.KEY_SIZE)


def former_keys_of(report: Report, key: bytes) -> list[bytes]:
    """The keys that it had before it was sealed anew, oldest first."""
    if report.former_keys is None:
        return []
    keys = envelopes.open_json(bytes(report.former_keys), key=key, context=report.former_context)
    return [bytes.fromhex(former) for former in keys["keys"]]


def is_under(report: Report, key: bytes) -> bool:
    """Whether a report's key is still this one."""
    return envelopes.is_under(bytes(report.envelope), key)


def as_it_is_now(opened: OpenReport, report: Report) -> OpenReport:
    """What was opened before its report was locked, with the key of now. Raises SealedAnew for who has no receipt."""
    if is_under(report, opened.key):
        return opened
    if opened.receipt is None:
        raise SealedAnew
    return by_receipt(opened.receipt)


def open_with_key(report: Report, key: bytes) -> OpenReport:
    """Everything the report's key opens. Raises WrongKey or Damaged of sealing."""
    return _with_contents(report, key, contents_of(report, key))


def _with_contents(report: Report, key: bytes, contents: dict[str, Any], receipt: Receipt | None = None) -> OpenReport:
    attachments = Attachment.objects.filter(report=report).select_related("exhibit", "copy_of")
    turns = Message.objects.filter(report=report).select_related("officer")
    heard = Heard.objects.filter(report=report).select_related("report", "officer")
    ask_together(attachments, turns, heard)
    messages = _open_messages(turns, key, attachments)
    return OpenReport(
        report=report,
        key=key,
        answers=Answers.from_json(without_identity(contents)).with_added([m.added for m in messages if m.added]),
        exhibits=[a.exhibit for a in attachments if a.message_id is None and a.copy_of_id is None and not a.by_officer],
        messages=messages,
        copies=[(a.exhibit, a.copy_of) for a in attachments if a.copy_of is not None],
        by_officers=[a.exhibit for a in attachments if a.by_officer],
        has_identity=bool(report.identity_parts or identity_within(contents)),
        heard=_open_heard(heard, key),
        receipt=receipt,
    )


def _open_heard(rows: Iterable[Heard], key: bytes) -> list[OpenHeard]:
    return [
        OpenHeard(row, envelopes.open_json(bytes(row.words), key=key, context=row.context)["words"]) for row in rows
    ]


def contents_of(report: Report, key: bytes) -> dict[str, Any]:
    """The envelope as it was sealed; before 0.2 it held a liaison's office, which is for `open_identity` alone."""
    if report.sealed_on_phone:
        return contents_in(envelopes.open_(bytes(report.envelope), key=key, context=report.context))
    contents: dict[str, Any] = envelopes.open_json(bytes(report.envelope), key=key, context=report.context)
    return contents


def unread(reports: Iterable[Report]) -> list[Report]:
    """Those whose words were never read for what they are found by."""
    reports = list(reports)
    read = set(WordIndex.objects.filter(report__in=reports).values_list("report_id", flat=True))
    return [report for report in reports if report.pk not in read]


def is_repeat(report: Report, key: bytes, contents: dict[str, Any]) -> bool:
    """Whether the reporter said the very same within the last minute, and nobody anything since: a form sent twice.

    Of a locked report, so that of two at once the second sees the first.
    """
    last = Message.objects.filter(report=report).last()
    if last is None or last.officer_id is not None or clock.now() - last.sent_at >= JUST_NOW:
        return False
    return bool(envelopes.open_json(bytes(last.envelope), key=key, context=last.context) == contents)


def messages_in(report: Report) -> int:
    """How many turns its dialogue has."""
    return Message.objects.filter(report=report).count()


def _open_messages(rows: Iterable[Message], key: bytes, attachments: Iterable[Attachment]) -> list[OpenMessage]:
    turns = []
    for message in rows:
        contents = envelopes.open_json(bytes(message.envelope), key=key, context=message.context)
        news = News(contents["news"]) if "news" in contents else None
        exhibits = [a.exhibit for a in attachments if a.message_id == message.pk]
        added = Addition.from_json(contents["added"]) if "added" in contents else None
        turns.append(OpenMessage(message, contents["text"], news, exhibits, added))
    return turns

"""What a reporter says about us: a word at the end, and complaints, which go past the desk to who audits it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import auditors_of, heads_of
from pimpasa.common import clock
from pimpasa.keys.models import OfficerKey
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports import rules
from pimpasa.reports.kinds import Clarity
from pimpasa.reports.models import Complaint, ComplaintGrant, Feedback, Report
from pimpasa.reports.queries import OpenReport
from pimpasa.sealing import envelopes, grants
from pimpasa.sealing.receipts import Receipt


@dataclass(frozen=True)
class OpenComplaint:
    """A complaint and its answer, opened by its reporter or an auditor; the answer may be empty."""

    complaint: Complaint
    text: str
    answer: str


@transaction.atomic
def give_feedback(*, opened: OpenReport, clear: Clarity, words: str) -> Feedback:
    """A reporter's answer at the end; given again it replaces the first. Raises Refused while the report is open."""
    rules.check_feedback(opened.report)
    sealed = envelopes.seal_json({"words": words.strip()}, key=opened.key, context=_context(opened.report))
    made, _is_new = Feedback.objects.update_or_create(
        report=opened.report, defaults={"clear": clear, "words": sealed, "given_at": clock.now()}
    )
    subject, digest = opened.report.subject, ledger.digest_of(sealed)
    ledger.append(act=Act.FEEDBACK_GIVEN, subject=subject, actor=ledger.REPORTER, digest=digest)
    return made


def feedback_of(opened: OpenReport) -> tuple[Clarity, str] | None:
    """What the reporter said, for who holds the report's key."""
    row = Feedback.objects.filter(report=opened.report).first()
    if row is None:
        return None
    said = envelopes.open_json(bytes(row.words), key=opened.key, context=_context(opened.report))
    return Clarity(row.clear), said["words"]


@transaction.atomic
def complain(*, report: Report, receipt: Receipt, text: str) -> Complaint:
    """A reporter complains; only the office's auditors read it, or its heads where it has none.

    Raises Refused for an empty text, or where nobody could read it.
    """
    if not text.strip():
        raise Refused(_("Write something first."))
    keys = _readers(report)
    if not keys:
        raise Refused(_("Nobody can read complaints at this office yet. Please call or visit it."))
    key = envelopes.new_key()
    made = Complaint(report=report, received_at=clock.now())
    made.envelope = envelopes.seal_json({"text": text.strip()}, key=key, context=f"{made.subject}:text")
    made.receipt_wrap = envelopes.seal(key, key=receipt.key, context=f"{made.subject}:receipt")
    made.save(force_insert=True)
    ComplaintGrant.objects.bulk_create(_grant(made, officer_key, key) for officer_key in keys)
    digest = ledger.digest_of(made.envelope)
    ledger.append(act=Act.COMPLAINT_RECEIVED, subject=made.subject, actor=ledger.REPORTER, digest=digest)
    return made


def _readers(report: Report) -> list[OfficerKey]:
    """The auditors' keys, else the heads'; never of who verified the report, whatever their role is now."""
    for people in (auditors_of(report.office), heads_of(report.office)):
        keys = list(OfficerKey.objects.filter(officer__in=people, retired_at=None).exclude(officer=report.officer_id))
        if keys:
            return keys
    return []


def _grant(complaint: Complaint, officer_key: OfficerKey, key: bytes) -> ComplaintGrant:
    sealed = grants.grant(key, to=bytes(officer_key.public), context=f"{complaint.subject}:key")
    return ComplaintGrant(complaint=complaint, officer_key=officer_key, envelope=sealed)


def complaints_of(report: Report, receipt: Receipt) -> list[OpenComplaint]:
    """A reporter's complaints with their answers, oldest first."""
    found = []
    for row in Complaint.objects.filter(report=report):
        key = envelopes.open_(bytes(row.receipt_wrap), key=receipt.key, context=f"{row.subject}:receipt")
        found.append(opened_with(row, key))
    return found


def opened_with(row: Complaint, key: bytes) -> OpenComplaint:
    """Raises WrongKey or Damaged of sealing."""
    text = envelopes.open_json(bytes(row.envelope), key=key, context=f"{row.subject}:text")["text"]
    if row.answer is None:
        return OpenComplaint(row, text, "")
    answer = envelopes.open_json(bytes(row.answer), key=key, context=f"{row.subject}:answer")["text"]
    return OpenComplaint(row, text, answer)


def complaints_to(officer: Officer) -> list[Complaint]:
    """Those that the officer's key opens, unanswered ones first."""
    rows = Complaint.objects.filter(grants__officer_key__officer=officer, grants__officer_key__retired_at=None)
    return list(rows.select_related("report__office", "answered_by").order_by("answered_at", "-id")[:200])


def _context(report: Report) -> str:
    return f"{report.subject}:feedback"

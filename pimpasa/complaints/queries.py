"""What reporters say about us, opened with the keys that they or an auditor hold."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pimpasa.accounts.models import Officer
from pimpasa.complaints.kinds import Clarity
from pimpasa.complaints.models import Complaint, Feedback
from pimpasa.reports.models import Report
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.sealing import envelopes
from pimpasa.sealing.receipts import Receipt


@dataclass(frozen=True)
class OpenComplaint:
    """A complaint and its answer, opened by its reporter or an auditor; the answer may be empty.

    `may_pass_on` says that the complainant lets their own words go to SP4N-LAPOR!.
    """

    complaint: Complaint
    text: str
    answer: str
    may_pass_on: bool = False


def feedback_of(opened: OpenReport) -> tuple[Clarity, str] | None:
    """What the reporter said, for who holds the report's key."""
    row = Feedback.objects.filter(report=opened.report).first()
    if row is None:
        return None
    contents = envelopes.open_json(bytes(row.words), key=opened.key, context=feedback_context(opened.report))
    return Clarity(row.clear), contents["words"]


def complaints_of(report: Report, receipt: Receipt) -> list[OpenComplaint]:
    """A reporter's complaints with their answers, oldest first."""
    complaints = []
    for row in Complaint.objects.filter(report=report):
        key = envelopes.open_(bytes(row.receipt_wrap), key=receipt.key, context=f"{row.subject}:receipt")
        complaints.append(opened_with(row, key))
    return complaints


def opened_with(row: Complaint, key: bytes) -> OpenComplaint:
    """Raises WrongKey or Damaged of sealing."""
    contents = envelopes.open_json(bytes(row.envelope), key=key, context=f"{row.subject}:text")
    answer = ""
    if row.answer is not None:
        answer = envelopes.open_json(bytes(row.answer), key=key, context=f"{row.subject}:answer")["text"]
    return OpenComplaint(row, contents["text"], answer, contents.get("may_pass_on", False))


def complaints_to(officer: Officer) -> list[Complaint]:
    """Those that the officer's key opens, unanswered ones first."""
    rows = Complaint.objects.filter(grants__officer_key__officer=officer, grants__officer_key__retired_at=None)
    return list(rows.select_related("report__office", "answered_by").order_by("answered_at", "-id")[:200])


def feedback_context(report: Report) -> str:
    return f"{report.subject}:feedback"


def complaint_by_id(complaint_id: UUID) -> Complaint | None:
    return (
        Complaint.objects.select_related("report__office", "answered_by", "passed_on_by")
        .filter(pk=complaint_id)
        .first()
    )

"""What a reporter said of us is erased with their report."""

from __future__ import annotations

from pimpasa.complaints.models import Complaint, Feedback
from pimpasa.ledger.verbs import unlogged
from pimpasa.reports.models import Report
from pimpasa.vault.models import GONE


@unlogged("a part of erasing a report, which is recorded")
def shred_complaints(*, report: Report) -> None:
    """Delete complaints, and empty the word at the end; the answer that is counted stays."""
    Complaint.objects.filter(report=report).delete()
    Feedback.objects.filter(report=report).update(words=GONE)

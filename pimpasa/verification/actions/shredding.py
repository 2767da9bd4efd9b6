"""What was found out about a report is erased with it."""

from pimpasa.ledger.verbs import unlogged
from pimpasa.reports.models import Report
from pimpasa.vault.models import COUNTS, GONE
from pimpasa.verification.models import FieldCheck, Finding, StepRecord, VisitEntry


@unlogged("a part of the erasing of its report, which is the act")
def shred_findings(*, report: Report) -> None:
    """Empty the sealed words of findings, steps, field checks and visits; that they were stays."""
    Finding.objects.filter(report=report).update(envelope=GONE, review_words=None)
    Finding.objects.filter(report=report).exclude(COUNTS).update(correction=GONE)
    StepRecord.objects.filter(report=report).update(envelope=GONE)
    FieldCheck.objects.filter(report=report).update(envelope=GONE, letter_due_at=None)
    VisitEntry.objects.filter(check_made__report=report).update(envelope=GONE)

"""What officers wrote down while they worked on a report is erased with it."""

from __future__ import annotations

from pimpasa.handling.models import Disclosure, Grading, IdentityOpening, Reassignment, Transfer
from pimpasa.ledger.verbs import unlogged
from pimpasa.reports.models import Report
from pimpasa.vault.models import COUNTS, GONE


@unlogged("a part of erasing a report, which is recorded")
def shred_reasons(*, report: Report) -> None:
    """Empty the reasons for askings, disclosures, transfers and changes; that they were stays."""
    for model in (IdentityOpening, Disclosure, Transfer, Reassignment, Grading):
        model.objects.filter(report=report).update(reason=GONE)
    Transfer.objects.filter(report=report).exclude(COUNTS).update(correction=GONE)

"""The end of what was kept: a report with its findings, and a closed case with the last of its reports."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from pimpasa.accounts.errors import Refused
from pimpasa.cases.models import (
    Case,
    CaseReport,
    Event,
    GelarKasus,
    Person,
    PersonMention,
    ScreeningRecord,
    Tak,
    Term,
)
from pimpasa.cases.queries import to_be_erased
from pimpasa.cases.states import CaseState
from pimpasa.complaints.actions.shredding import shred_complaints
from pimpasa.connections.actions import shred_connections
from pimpasa.handling.actions.shredding import shred_reasons
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.reports.actions.shredding import shred_report
from pimpasa.reports.models import Report
from pimpasa.reports.queries import retention
from pimpasa.vault.actions import shred
from pimpasa.vault.models import GONE
from pimpasa.verification.actions.shredding import shred_findings


def shred_due(*, on: date) -> int:
    """Erase every report and case whose time is over; returns how many. Each is a transaction of its own."""
    erased = 0
    for report in retention.to_be_erased(on).iterator(500):
        with suppress(Refused):  # held since the list was read
            erase_report(report=report)
            erased += 1
    for case in to_be_erased(on).iterator(500):
        erase_case(case=case)
        erased += 1
    return erased


@act(Act.REPORT_SHREDDED, Act.CASE_SHREDDED)
def erase_report(*, report: Report) -> None:
    """Erase a report with all that was found out about it, and its case where it was the last of a closed one.

    Raises Refused where it is not due, held, or erased already.
    """
    shred_report(report=report)
    shred_reasons(report=report)
    shred_connections(report=report)
    shred_complaints(report=report)
    shred_findings(report=report)
    row = CaseReport.objects.filter(report=report).select_related("case").first()
    if row is not None and row.case.state == CaseState.CLOSED and not _has_reports(row.case):
        erase_case(case=row.case)


@act(Act.CASE_SHREDDED)
def erase_case(*, case: Case) -> None:
    """Destroy a case's key and empty what was sealed under it; that it was, and how it ended, stays."""
    PersonMention.objects.filter(person__case=case).delete()
    ScreeningRecord.objects.filter(person__case=case).update(envelope=GONE)
    Tak.objects.filter(person__case=case).update(envelope=GONE)
    for model in (Person, Event, GelarKasus, Term):
        model.objects.filter(case=case).update(envelope=GONE)
    sealed = bytes(case.envelope)
    shred(case, envelope=GONE)
    record(case, by=SYSTEM, sealed=sealed)


def _has_reports(case: Case) -> bool:
    return CaseReport.objects.filter(case=case, report__shredded_at=None).exists()

"""The end of what was kept: a report with its findings, and a closed case with the last of its reports."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from django.db import transaction

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
from pimpasa.cases.states import CaseState
from pimpasa.complaints.actions.shredding import shred_complaints
from pimpasa.connections.actions import shred_connections
from pimpasa.handling.actions.shredding import shred_reasons
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.actions.shredding import shred_report
from pimpasa.reports.models import Report
from pimpasa.reports.queries import retention
from pimpasa.vault.actions import shred
from pimpasa.vault.models import GONE
from pimpasa.verification.actions.shredding import shred_findings


def shred_due(*, on: date) -> int:
    """Erase every report whose time is over; returns how many. Each is a transaction of its own."""
    erased = 0
    for report in retention.to_be_erased(on).iterator(500):
        with suppress(Refused):  # held since the list was read
            _shred(report)
            erased += 1
    return erased + _shred_cases_of_their_own(on)


def _shred_cases_of_their_own(on: date) -> int:
    """Erase closed cases that never had a report."""
    erased = 0
    for case in Case.objects.filter(keep_until__lt=on, shredded_at=None).iterator(500):
        with transaction.atomic():
            _shred_case(case)
        erased += 1
    return erased


@transaction.atomic
def _shred(report: Report) -> None:
    shred_report(report=report)
    shred_reasons(report=report)
    shred_connections(report=report)
    shred_complaints(report=report)
    shred_findings(report=report)
    row = CaseReport.objects.filter(report=report).select_related("case").first()
    if row is not None and row.case.state == CaseState.CLOSED:
        _shred_case_after_its_last_report(row.case)


def _shred_case_after_its_last_report(case: Case) -> None:
    if CaseReport.objects.filter(case=case, report__shredded_at=None).exists():
        return
    _shred_case(case)


def _shred_case(case: Case) -> None:
    PersonMention.objects.filter(person__case=case).delete()
    ScreeningRecord.objects.filter(person__case=case).update(envelope=GONE)
    Tak.objects.filter(person__case=case).update(envelope=GONE)
    for model in (Person, Event, GelarKasus, Term):
        model.objects.filter(case=case).update(envelope=GONE)
    shred(case, envelope=GONE)
    ledger.append(act=Act.CASE_SHREDDED, subject=case.subject, actor=ledger.SYSTEM)

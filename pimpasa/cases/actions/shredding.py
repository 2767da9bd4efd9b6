"""The end of what was kept: a report with its findings, and a closed case with the last of its reports."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from django.db.models import Q

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.models import (
    Case,
    CaseReopening,
    CaseReport,
    EarlierPerson,
    Event,
    GelarKasus,
    LawChoice,
    LeaderChange,
    Person,
    PersonMention,
    PersonMerge,
    PersonName,
    PersonTie,
    ScreeningRecord,
    Tak,
    Term,
)
from pimpasa.cases.models.merge import HOLDS
from pimpasa.cases.queries import to_be_erased, to_be_set_aside
from pimpasa.cases.states import CaseState
from pimpasa.common.batches import each
from pimpasa.complaints.actions.shredding import shred_complaints
from pimpasa.connections.actions import shred_connections
from pimpasa.handling.actions.shredding import shred_reasons
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.reports.actions.shredding import shred_report
from pimpasa.reports.models import Report
from pimpasa.reports.queries import retention
from pimpasa.vault.actions import set_aside, shred, take_back
from pimpasa.vault.models import COUNTS, GONE
from pimpasa.verification.actions.shredding import shred_findings


def shred_due(*, on: date) -> int:
    """Set aside every report and case whose time is over, and erase those whose grace is; returns how many of both.

    Each is a transaction of its own.
    """
    return _set_aside_due(on) + _erase_due(on)


def _set_aside_due(on: date) -> int:
    reports = list(retention.to_be_set_aside(on))
    for report in reports:
        set_aside_report(report=report)
    cases = list(to_be_set_aside(on))
    for case in cases:
        set_aside(thing=case)
    return len(reports) + len(cases)


def _erase_due(on: date) -> int:
    erased = 0
    for report in each(retention.to_be_erased(on), 500):
        with suppress(Refused):  # taken back since the list was read
            erase_report(report=report, on=on)
            erased += 1
    for case in each(to_be_erased(on), 500):
        erase_case(case=case)
        erased += 1
    return erased


@act(Act.SET_ASIDE, idle="it was set aside meanwhile")
def set_aside_report(*, report: Report) -> None:
    """Use a report's key no more, and its case's where it was the last of a closed one."""
    set_aside(thing=report)
    case = _case_of(report)
    if case is not None and case.state == CaseState.CLOSED and not _has_reports(case, IN_USE_IN_CASE):
        set_aside(thing=case)


@act(Act.TAKEN_BACK)
def take_back_report(*, report: Report, by: Officer) -> None:
    """Let a report that is set aside be opened again, and its case with it. Raises Refused by the rules."""
    take_back(thing=report, by=by)
    case = _case_of(report)
    if case is not None and case.set_aside_at is not None and case.shredded_at is None:
        take_back(thing=case, by=by)


@act(Act.REPORT_SHREDDED, Act.CASE_SHREDDED)
def erase_report(*, report: Report, on: date) -> None:
    """Erase a report with all that was found out about it, and its case where it was the last of a closed one.

    Raises Refused where its grace is not over on that day, or it was erased already.
    """
    shred_report(report=report, on=on)
    shred_reasons(report=report)
    shred_connections(report=report)
    shred_complaints(report=report)
    shred_findings(report=report)
    case = _case_of(report)
    if case is not None and case.state == CaseState.CLOSED and not _has_reports(case, Q(report__shredded_at=None)):
        erase_case(case=case)


@act(Act.CASE_SHREDDED)
def erase_case(*, case: Case) -> None:
    """Destroy a case's key and empty what was sealed under it; that it was, and how it ended, stays."""
    PersonMention.objects.filter(person__case=case).delete()
    PersonName.objects.filter(person__case=case).delete()
    ScreeningRecord.objects.filter(person__case=case).update(envelope=GONE)
    Tak.objects.filter(person__case=case).update(envelope=GONE)
    for model in (Person, Event, GelarKasus, Term):
        model.objects.filter(case=case).update(envelope=GONE)
    LawChoice.objects.filter(event__case=case).update(envelope=GONE)
    for corrected in (Event, GelarKasus):
        corrected.objects.filter(case=case).exclude(COUNTS).update(correction=GONE)
    LeaderChange.objects.filter(case=case).update(reason=GONE)
    CaseReopening.objects.filter(case=case).update(envelope=GONE)
    EarlierPerson.objects.filter(person__case=case).update(envelope=GONE, reason=GONE)
    merges = PersonMerge.objects.filter(kept__case=case)
    merges.update(reason=GONE)
    merges.exclude(HOLDS).update(split_reason=GONE)
    PersonTie.objects.filter(one__case=case).update(reason=GONE)
    PersonTie.objects.filter(other_case=case).exclude(answer=None).update(answer=GONE)
    PersonTie.objects.filter(ended_from=case).update(why_ended=GONE)
    sealed = bytes(case.envelope)
    shred(case, envelope=GONE)
    record(case, by=SYSTEM, sealed=sealed)


IN_USE_IN_CASE = Q(report__set_aside_at=None, report__shredded_at=None)


def _has_reports(case: Case, that_are: Q) -> bool:
    return CaseReport.objects.filter(that_are, case=case).exists()


def _case_of(report: Report) -> Case | None:
    row = CaseReport.objects.filter(report=report).select_related("case").first()
    return None if row is None else row.case

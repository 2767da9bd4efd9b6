"""A case is opened, takes reports in, follows its operations, and is closed."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

from pimpasa.cases import queries
from pimpasa.cases.contents import CaseContents
from pimpasa.cases.models import Case, CaseCounter, CaseGrant, CaseReport
from pimpasa.cases.opening.cases import OpenCase, peek
from pimpasa.cases.rules import cases as rules
from pimpasa.cases.rules.enforcement import check_nobody_waits
from pimpasa.cases.states import CaseState, CaseStep
from pimpasa.common import clock
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.actions.keeping import count_from_today, settle
from pimpasa.reports.models import Report
from pimpasa.reports.queries import retention
from pimpasa.reports.states import State
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk, Office
from pimpasa.vault.granting import granted


@act(Act.CASE_OPENED, Act.CASE_JOINED)
def open_case(*, report: Report, title: str, keyring: Keyring) -> Case:
    """Open a case from a substantiated report. Raises Refused by the rules."""
    report = queries.locked_report(report)
    rules.check_take_in(keyring.officer, report)
    rules.check_title(title)
    case = _open(report.unit, CaseContents(title=title.strip()), keyring)
    _take_in(case, report, keyring)
    return case


@act(Act.CASE_OPENED)
def open_own_case(*, unit: Desk, title: str, finding: str, keyring: Keyring) -> Case:
    """Open a case of what an officer found themselves, without a report. Raises Refused by the rules."""
    rules.check_open_own(keyring.officer, unit, title, finding)
    return _open(unit, CaseContents(title=title.strip(), notes=finding.strip()), keyring)


@act(Act.CASE_JOINED)
def join(*, case: Case, report: Report, keyring: Keyring) -> None:
    """Take a further report into a case. Raises Refused by the rules."""
    case = queries.locked_case(case)
    report = queries.locked_report(report)
    rules.check_step(keyring.officer, case, CaseStep.JOIN)
    rules.check_take_in(keyring.officer, report)
    _take_in(case, report, keyring)


@act(Act.CASE_FOLLOWED)
def follow_operation(*, case: Case, step: CaseStep, keyring: Keyring, findings: str = "", is_last: bool = True) -> None:
    """Take the step that an operation of the case took; what it found is kept with the case's notes.

    While others of its operations are pending (`is_last` is false) the case's state stays. Raises Refused by the rules.
    """
    case = queries.locked_case(case)
    to = rules.check_step(keyring.officer, case, step)
    if findings:
        opened = peek(case, keyring)
        notes = "\n".join(note for note in (opened.contents.notes, findings) if note)
        _seal(opened, replace(opened.contents, notes=notes))
    _move(case, to if is_last else CaseState(case.state))
    record(case, by=keyring.officer, sealed=case.envelope, facts={"step": step, "state": case.state})


@act(Act.CASE_CLOSED)
def close(*, case: Case, closure: str, note: str, keyring: Keyring) -> None:
    """Close a case with a neutral reason code, which its reporters see, and a note, which they do not.

    Raises Refused by the rules, as while a possible victim of it waits.
    """
    case = queries.locked_case(case)
    to = rules.check_step(keyring.officer, case, CaseStep.CLOSE)
    rules.check_closure(closure)
    check_nobody_waits(case)
    opened = peek(case, keyring)
    _seal(opened, replace(opened.contents, closing_note=note.strip()))
    case.closure = closure
    case.closed_at = clock.now()
    if not opened.reports:
        case.keep_until = clock.today() + timedelta(days=retention.periods_of(case.office)[State.SUBSTANTIATED])
    _move(case, to)
    count_from_today(reports=Report.objects.filter(case_report__case=case).select_related("office"))
    record(case, by=keyring.officer, sealed=case.envelope, facts={"closure": closure})


def _open(unit: Desk, contents: CaseContents, keyring: Keyring) -> Case:
    key = envelopes.new_key()
    case = Case(office=unit.office, unit=unit, leader=keyring.officer, opened_at=clock.now())
    case.year = clock.today().year
    case.number = _next_number(unit.office, case.year)
    case.envelope = envelopes.seal_json(asdict(contents), key=key, context=case.context)
    case.save(force_insert=True)
    granted(CaseGrant(case=case, desk_key=sealing_key(unit)), key).save(force_insert=True)
    record(case, by=keyring.officer, act=Act.CASE_OPENED, sealed=case.envelope)
    return case


def _next_number(office: Office, year: int) -> int:
    """The office's next number of the year; concurrent callers wait for the row's lock."""
    CaseCounter.objects.get_or_create(office=office, year=year)
    counter = CaseCounter.objects.select_for_update().get(office=office, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _take_in(case: Case, report: Report, keyring: Keyring) -> None:
    CaseReport.objects.create(case=case, report=report)
    settle(report=report)
    record(report, by=keyring.officer, act=Act.CASE_JOINED, facts={"case": case.pk})


def _seal(opened: OpenCase, contents: CaseContents) -> None:
    case = opened.case
    case.envelope = envelopes.seal_json(asdict(contents), key=opened.key, context=case.context)


def _move(case: Case, to: CaseState) -> None:
    case.state = to
    case.save(update_fields=["state", "closure", "closed_at", "keep_until", "envelope"])

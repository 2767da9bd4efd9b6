"""What the unit does. One transaction holds each change and its ledger entry."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.cases.contents import CaseContents
from pimpasa.cases.models import Case, CaseCounter, CaseGrant, CaseReport
from pimpasa.cases.opening import peek
from pimpasa.cases.rules import cases as rules
from pimpasa.cases.rules import persons as person_rules
from pimpasa.cases.states import CaseState, CaseStep
from pimpasa.common import clock
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.actions.keeping import count_from_today, settle
from pimpasa.reports.models import Report
from pimpasa.reports.queries import retention
from pimpasa.reports.states import State
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk, Office
from pimpasa.vault.granting import granted


@transaction.atomic
def open_case(*, report: Report, title: str, keyring: Keyring) -> Case:
    """Open a case from a substantiated report. Raises Refused by the rules."""
    officer = keyring.officer
    report = _locked_report(report)
    rules.check_take_in(officer, report)
    if not title.strip():
        raise Refused(_("Give the case a title."))
    case = _open(report.unit, CaseContents(title=title.strip()), keyring)
    _take_in(case, report, keyring)
    return case


@transaction.atomic
def open_own_case(*, unit: Desk, title: str, finding: str, keyring: Keyring) -> Case:
    """Open a case of what an officer found themselves, without a report. Raises Refused by the rules."""
    rules.check_open_own(keyring.officer, unit, title, finding)
    return _open(unit, CaseContents(title=title.strip(), notes=finding.strip()), keyring)


def _open(unit: Desk, contents: CaseContents, keyring: Keyring) -> Case:
    key = envelopes.new_key()
    case = Case(office=unit.office, unit=unit, leader=keyring.officer, opened_at=clock.now())
    case.year, case.number = _next_number(unit.office)
    _seal_contents(case, key, contents)
    case.save(force_insert=True)
    granted(CaseGrant(case=case, desk_key=sealing_key(unit)), key).save(force_insert=True)
    _log(Act.CASE_OPENED, case, keyring, case.envelope)
    return case


@transaction.atomic
def join(*, case: Case, report: Report, keyring: Keyring) -> None:
    """Take a further report into a case."""
    case, report = _locked(case), _locked_report(report)
    rules.check_step(keyring.officer, case, CaseStep.JOIN)
    rules.check_take_in(keyring.officer, report)
    _take_in(case, report, keyring)


@transaction.atomic
def follow_operation(*, case: Case, step: CaseStep, keyring: Keyring, findings: str = "", is_last: bool = True) -> None:
    """Take the step that an operation of the case took; what it found is kept with the case's notes.

    While others of its operations are pending (`is_last` is false) the case's state stays. Raises Refused by the rules.
    """
    case = _locked(case)
    to = rules.check_step(keyring.officer, case, step)
    if findings:
        opened = peek(case, keyring)
        notes = "\n".join(note for note in (opened.contents.notes, findings) if note)
        _seal_contents(case, opened.key, replace(opened.contents, notes=notes))
    _move(case, to if is_last else CaseState(case.state))
    _log(Act.CASE_FOLLOWED, case, keyring, case.envelope)


@transaction.atomic
def close(*, case: Case, closure: str, note: str, keyring: Keyring) -> None:
    """Close a case with a neutral reason code, which its reporters see, and a note, which they do not."""
    case = _locked(case)
    to = rules.check_step(keyring.officer, case, CaseStep.CLOSE)
    rules.check_closure(closure)
    person_rules.check_nobody_waits(case)
    opened = peek(case, keyring)
    _seal_contents(case, opened.key, replace(opened.contents, closing_note=note.strip()))
    case.closure, case.closed_at = closure, clock.now()
    if not opened.reports:
        case.keep_until = clock.today() + timedelta(days=retention.periods_of(case.office)[State.SUBSTANTIATED])
    _move(case, to)
    count_from_today(reports=Report.objects.filter(case_report__case=case).select_related("office"))
    _log(Act.CASE_CLOSED, case, keyring, case.envelope)


def _next_number(office: Office) -> tuple[int, int]:
    """The office's next number of the year; concurrent callers wait for the row's lock."""
    year = clock.today().year
    CaseCounter.objects.get_or_create(office=office, year=year)
    counter = CaseCounter.objects.select_for_update().get(office=office, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return year, counter.last


def _take_in(case: Case, report: Report, keyring: Keyring) -> None:
    CaseReport.objects.create(case=case, report=report)
    settle(report=report)
    ledger.append(act=Act.CASE_JOINED, subject=report.subject, actor=keyring.officer.actor)


def _seal_contents(case: Case, key: bytes, contents: CaseContents) -> None:
    case.envelope = envelopes.seal_json(asdict(contents), key=key, context=case.context)


def _move(case: Case, to: CaseState) -> None:
    case.state = to
    case.save(update_fields=["state", "closure", "closed_at", "keep_until", "envelope"])


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("unit", "office").get(pk=case.pk)


def _locked_report(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("unit", "office").get(pk=report.pk)


def _log(act: Act, case: Case, keyring: Keyring, sealed: bytes | memoryview) -> None:
    ledger.append(act=act, subject=case.subject, actor=keyring.officer.actor, digest=ledger.digest_of(sealed))

"""Field checks: planned with a surat perintah, or agreed to as urgent with the letter owed within a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.letters.contents import Use
from pimpasa.letters.kinds import LetterAct
from pimpasa.letters.models import Letter
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import locked
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of
from pimpasa.verification import rules
from pimpasa.verification.contents import CheckPlan
from pimpasa.verification.kinds import CheckState
from pimpasa.verification.models import FieldCheck
from pimpasa.verification.opening import warrant_by
from pimpasa.verification.queries import locked_check, plan_of_check
from pimpasa.verification.warrants import end_of_next_day


@act(Act.CHECK_PLANNED, Act.CHECK_ASKED)
def plan_check(*, report: Report, plan: CheckPlan, keyring: Keyring, letter: Letter | None = None) -> FieldCheck:
    """Plan a field check under a letter; an urgent one waits for agreement first, and its letter is handed in later.

    Raises Refused by the rules, as without a letter that names the officer and covers day and kelurahan.
    """
    officer = keyring.officer
    report = locked(report)
    rules.check_plan_check(officer, report, plan)
    is_urgent = bool(plan.urgent_reason)
    use = _use(report, officer, plan.takes_place_on)
    plan = replace(plan, warrant=None if is_urgent else warrant_by(letter, use, keyring))
    check = FieldCheck(
        report=report,
        officer=officer,
        person=plan.person,
        is_urgent=is_urgent,
        state=CheckState.ASKED if is_urgent else CheckState.READY,
        planned_at=clock.now(),
    )
    _seal(check, plan, key_of(report, keyring))
    check.save(force_insert=True)
    record(report, by=officer, act=Act.CHECK_ASKED if is_urgent else Act.CHECK_PLANNED, sealed=check.envelope)
    return check


@act(Act.CHECK_AGREED, Act.CHECK_REFUSED)
def decide_check(*, check: FieldCheck, agrees: bool, words: str, keyring: Keyring) -> FieldCheck:
    """Agree to an urgent check, so that its letter is owed by the end of the next day, or refuse it with a reason.

    Permenimipas 2/2025 art. 30 (4) b and (5) b. Raises Refused by the rules.
    """
    check = locked_check(check)
    check.state = rules.check_decision(keyring.officer, check, agrees=agrees, words=words)
    key = key_of(check.report, keyring)
    check.decided_by = keyring.officer
    check.decided_at = clock.now()
    check.letter_due_at = end_of_next_day(check.decided_at) if agrees else None
    _seal(check, replace(plan_of_check(check, key), decision=words.strip()), key)
    check.save()
    decision = Act.CHECK_AGREED if agrees else Act.CHECK_REFUSED
    record(check.report, by=keyring.officer, act=decision, sealed=check.envelope)
    return check


@act(Act.CHECK_LETTER)
def hand_in_letter(*, check: FieldCheck, letter: Letter, keyring: Keyring) -> FieldCheck:
    """Hand in the letter that an urgent check owed, or another for one that was withdrawn. Raises Refused.

    It has to cover the day that was agreed to, or that of the visit.
    """
    check = locked_check(check)
    check.state = rules.check_hand_in(keyring.officer, check)
    key = key_of(check.report, keyring)
    plan = plan_of_check(check, key)
    rules.check_owes_letter(check, plan)
    use = _use(check.report, check.officer, rules.day_of_letter(check, plan))
    _seal(check, plan.with_warrant(warrant_by(letter, use, keyring)), key)
    check.letter_due_at = None
    check.save()
    record(check.report, by=keyring.officer, sealed=check.envelope)
    return check


def _use(report: Report, officer: Officer, day: date) -> Use:
    return Use([officer], day, day, LetterAct.VISIT, village=report.village)


def _seal(check: FieldCheck, plan: CheckPlan, key: bytes) -> None:
    check.envelope = envelopes.seal_json(plan.to_json(), key=key, context=check.context)

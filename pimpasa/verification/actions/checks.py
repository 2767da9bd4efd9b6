"""Field checks: planned with a surat perintah, or agreed to as urgent with the letter owed within a day."""

from __future__ import annotations

from dataclasses import replace

from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import locked
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of
from pimpasa.verification import rules
from pimpasa.verification.contents import CheckPlan
from pimpasa.verification.kinds import CheckState
from pimpasa.verification.models import FieldCheck
from pimpasa.verification.queries import locked_check, plan_of_check
from pimpasa.verification.warrants import Warrant, end_of_next_day


@act(Act.CHECK_PLANNED, Act.CHECK_ASKED)
def plan_check(*, report: Report, plan: CheckPlan, keyring: Keyring) -> FieldCheck:
    """Plan a field check; an urgent one waits for agreement first. Raises Refused by the rules."""
    officer = keyring.officer
    report = locked(report)
    rules.check_plan_check(officer, report, plan)
    is_urgent = bool(plan.urgent_reason)
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
def hand_in_letter(*, check: FieldCheck, warrant: Warrant, keyring: Keyring) -> FieldCheck:
    """Hand in the letter that an urgent check owed; it has to cover the day that was agreed to. Raises Refused."""
    check = locked_check(check)
    check.state = rules.check_letter(keyring.officer, check, warrant)
    key = key_of(check.report, keyring)
    _seal(check, plan_of_check(check, key).with_warrant(warrant), key)
    check.letter_due_at = None
    check.save()
    record(check.report, by=keyring.officer, sealed=check.envelope)
    return check


def _seal(check: FieldCheck, plan: CheckPlan, key: bytes) -> None:
    check.envelope = envelopes.seal_json(plan.to_json(), key=key, context=check.context)

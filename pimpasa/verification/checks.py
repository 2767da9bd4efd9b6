"""Field checks: planned with a surat perintah, or agreed to as urgent with the letter owed within a day."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.models import Report
from pimpasa.reports.opening import report_key
from pimpasa.reports.rules import check_own
from pimpasa.sealing import envelopes
from pimpasa.verification import rules
from pimpasa.verification.kinds import CheckState, CheckStep
from pimpasa.verification.locking import locked
from pimpasa.verification.models import FieldCheck
from pimpasa.verification.papers import CheckPlan
from pimpasa.verification.queries import plan_of_check
from pimpasa.verification.warrants import Warrant, check_warrant, end_of_next_day


@transaction.atomic
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
    _seal(check, plan, report_key(report, keyring))
    check.save(force_insert=True)
    _log(Act.CHECK_ASKED if is_urgent else Act.CHECK_PLANNED, check, keyring)
    return check


@transaction.atomic
def decide_check(*, check: FieldCheck, agrees: bool, words: str, keyring: Keyring) -> FieldCheck:
    """Agree to an urgent check, so that its letter is owed by the end of the next day, or refuse it with a reason.

    Permenimipas 2/2025 art. 30 (4) b and (5) b. Raises Refused by the rules.
    """
    check = _locked(check)
    rules.check_decide_check(keyring.officer, check, agrees=agrees)
    if not agrees and len(words.strip()) < 10:
        raise Refused(_("Say in a few words why not."))
    key = report_key(check.report, keyring)
    now = clock.now()
    check.state = rules.next_check_state(check, CheckStep.AGREE if agrees else CheckStep.REFUSE)
    check.decided_by, check.decided_at = keyring.officer, now
    check.letter_due_at = end_of_next_day(now) if agrees else None
    _seal(check, replace(plan_of_check(check, key), decision=words.strip()), key)
    check.save()
    _log(Act.CHECK_AGREED if agrees else Act.CHECK_REFUSED, check, keyring)
    return check


@transaction.atomic
def hand_in_letter(*, check: FieldCheck, warrant: Warrant, keyring: Keyring) -> FieldCheck:
    """Hand in the letter that an urgent check owed; it has to cover the day that was agreed to. Raises Refused."""
    check = _locked(check)
    check_own(keyring.officer, check.report)
    check.state = rules.next_check_state(check, CheckStep.LETTER)
    if check.letter_due_at is None or check.decided_at is None:
        raise Refused(_("No letter is owed for this check."))
    key = report_key(check.report, keyring)
    done = check.visited_at or check.decided_at
    check_warrant(warrant, day=done.astimezone(clock.JAKARTA).date())
    _seal(check, plan_of_check(check, key).with_warrant(warrant), key)
    check.letter_due_at = None
    check.save()
    _log(Act.CHECK_LETTER, check, keyring)
    return check


def _locked(check: FieldCheck) -> FieldCheck:
    rows = FieldCheck.objects.select_for_update(of=("self",)).select_related("report__unit", "officer")
    return rows.get(pk=check.pk)


def _seal(check: FieldCheck, plan: CheckPlan, key: bytes) -> None:
    check.envelope = envelopes.seal_json(plan.to_json(), key=key, context=check.context)


def _log(act: Act, check: FieldCheck, keyring: Keyring) -> None:
    digest = ledger.digest_of(check.envelope)
    ledger.append(act=act, subject=check.report.subject, actor=keyring.officer.actor, digest=digest)

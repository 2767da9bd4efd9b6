"""From the plan of an operation to its letter."""

from __future__ import annotations

from dataclasses import asdict, replace

from pimpasa.cases.actions import cases
from pimpasa.cases.models import Case
from pimpasa.cases.states import CaseStep
from pimpasa.common import clock
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.letters.contents import Use
from pimpasa.letters.kinds import LetterAct
from pimpasa.letters.models import Letter
from pimpasa.operations import rules
from pimpasa.operations.actions.ending import come_to_an_end
from pimpasa.operations.actions.teams import set_team
from pimpasa.operations.contents import Facts, OperationPlan
from pimpasa.operations.models import Operation, OperationGrant
from pimpasa.operations.queries import lock_officers, locked_operation, plan_of, team_of
from pimpasa.operations.rules import Team
from pimpasa.operations.states import OperationState, OperationStep
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import granted
from pimpasa.vault.opening import key_of
from pimpasa.verification.opening import warrant_by
from pimpasa.verification.warrants import end_of_next_day


@act(Act.OPERATION_PLANNED, Act.OPERATION_ASKED)
def plan_operation(
    *,
    unit: Desk,
    facts: Facts,
    plan: OperationPlan,
    team: Team,
    keyring: Keyring,
    case: Case | None = None,
    letter: Letter | None = None,
) -> Operation:
    """Plan an operation under a letter, of a case or the unit's own; an urgent one waits for agreement first.

    Raises Refused by the rules, as without a letter that names the team, orders this, and covers place and each day.
    """
    officer = keyring.officer
    rules.check_unit(officer, unit)
    rules.check_plan(facts, plan)
    lock_officers(team)
    rules.check_team(team, unit=unit, facts=facts)
    use = replace(_use(facts, team), place=plan.place)
    plan = replace(plan, warrant=None if plan.urgent_reason else warrant_by(letter, use, keyring))
    operation = Operation(
        case=case,
        office=unit.office,
        unit=unit,
        is_urgent=bool(plan.urgent_reason),
        state=OperationState.ASKED if plan.urgent_reason else OperationState.PLANNED,
        planned_by=officer,
        planned_at=clock.now(),
        **asdict(facts),
    )
    key = envelopes.new_key()
    _seal(operation, plan, key)
    operation.save(force_insert=True)
    granted(OperationGrant(operation=operation, desk_key=sealing_key(unit)), key).save(force_insert=True)
    planning = Act.OPERATION_ASKED if operation.is_urgent else Act.OPERATION_PLANNED
    record(operation, by=officer, act=planning, sealed=operation.plan)
    set_team(operation=operation, team=team, key=key, by=officer)
    if case is not None:
        cases.follow_operation(case=case, step=CaseStep.PLAN, keyring=keyring)
    return operation


@act(Act.OPERATION_AGREED, Act.OPERATION_REFUSED)
def decide(*, operation: Operation, agrees: bool, words: str, keyring: Keyring) -> Operation:
    """Agree to an urgent operation, so that its letter is owed by the end of the next day, or refuse it with a reason.

    Permenimipas 2/2025 art. 30 (4) b and (5) b. Raises Refused by the rules.
    """
    operation = locked_operation(operation)
    step = OperationStep.AGREE if agrees else OperationStep.REFUSE
    operation.state = rules.check_step(keyring.officer, operation, step)
    if not agrees:
        rules.check_reason(words)
    key = key_of(operation, keyring)
    operation.decided_by = keyring.officer
    operation.decided_at = clock.now()
    operation.letter_due_at = end_of_next_day(operation.decided_at) if agrees else None
    _seal(operation, replace(plan_of(operation, key), decision=words.strip()), key)
    decision = Act.OPERATION_AGREED if agrees else Act.OPERATION_REFUSED
    record(operation, by=keyring.officer, act=decision, sealed=operation.plan)
    if not agrees:
        come_to_an_end(operation=operation, keyring=keyring)
    operation.save()
    return operation


@act(Act.OPERATION_LETTER)
def hand_in_letter(*, operation: Operation, letter: Letter, keyring: Keyring) -> Operation:
    """Hand in the letter that an urgent operation owed, or another for one that was withdrawn. Raises Refused.

    It has to name the team and cover each of its days.
    """
    operation = locked_operation(operation)
    operation.state = rules.check_step(keyring.officer, operation, OperationStep.LETTER)
    team = [(member.officer, member.role) for member in team_of(operation).select_related("officer")]
    warrant = warrant_by(letter, _use(rules.facts_of(operation), team), keyring)
    key = key_of(operation, keyring)
    _seal(operation, plan_of(operation, key).with_warrant(warrant), key)
    operation.letter_due_at = None
    operation.save()
    record(operation, by=keyring.officer, sealed=operation.plan)
    return operation


@act(Act.OPERATION_CALLED_OFF)
def call_off(*, operation: Operation, reason: str, keyring: Keyring) -> Operation:
    """Call an operation off, with a reason for the file. Raises Refused by the rules."""
    operation = locked_operation(operation)
    operation.state = rules.check_step(keyring.officer, operation, OperationStep.CALL_OFF)
    rules.check_reason(reason)
    key = key_of(operation, keyring)
    _seal(operation, replace(plan_of(operation, key), called_off=reason.strip()), key)
    record(operation, by=keyring.officer, sealed=operation.plan)
    come_to_an_end(operation=operation, keyring=keyring)
    operation.save()
    return operation


def _use(facts: Facts, team: Team) -> Use:
    first, last = facts.days()
    return Use([officer for officer, _role in team], first, last, LetterAct(facts.kind))


def _seal(operation: Operation, plan: OperationPlan, key: bytes) -> None:
    operation.plan = envelopes.seal_json(plan.to_json(), key=key, context=operation.plan_context)

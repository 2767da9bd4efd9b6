"""From the plan to the recorded report. One transaction holds each change and its ledger entry."""

from __future__ import annotations

from dataclasses import asdict, replace

from django.db import transaction

from pimpasa.accounts.models import Officer
from pimpasa.cases.actions import cases
from pimpasa.cases.models import Case
from pimpasa.cases.states import CaseStep
from pimpasa.common import clock
from pimpasa.keys.queries import officer_key, sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.operations import retention, rules
from pimpasa.operations.kinds import TeamRole
from pimpasa.operations.models import Operation, OperationGrant, TeamMember
from pimpasa.operations.opening import plan_of
from pimpasa.operations.papers import Facts, OperationPlan, OperationResult
from pimpasa.operations.rules import Team
from pimpasa.operations.states import PENDING, OperationState, OperationStep
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import granted
from pimpasa.vault.opening import key_of
from pimpasa.verification.warrants import Warrant, check_warrant, end_of_next_day


@transaction.atomic
def plan_operation(
    *, unit: Desk, facts: Facts, plan: OperationPlan, team: Team, keyring: Keyring, case: Case | None = None
) -> Operation:
    """Plan an operation, of a case or the unit's own; an urgent one waits for agreement first.

    Raises Refused by the rules, as without a surat perintah that covers each of its days.
    """
    officer = keyring.officer
    rules.check_unit(officer, unit)
    rules.check_plan(facts, plan)
    _lock(team)
    rules.check_team(team, unit=unit, facts=facts)
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
    _seal_plan(operation, plan, key)
    operation.save(force_insert=True)
    granted(OperationGrant(operation=operation, desk_key=sealing_key(unit)), key).save(force_insert=True)
    _set_team(operation, team, key)
    _log(Act.OPERATION_ASKED if operation.is_urgent else Act.OPERATION_PLANNED, operation, keyring, operation.plan)
    if case is not None:
        cases.follow_operation(case=case, step=CaseStep.PLAN, keyring=keyring)
    return operation


@transaction.atomic
def decide(*, operation: Operation, agrees: bool, words: str, keyring: Keyring) -> Operation:
    """Agree to an urgent operation, so that its letter is owed by the end of the next day, or refuse it with a reason.

    Permenimipas 2/2025 art. 30 (4) b and (5) b. Raises Refused by the rules.
    """
    operation = _locked(operation)
    step = OperationStep.AGREE if agrees else OperationStep.REFUSE
    operation.state = rules.check_step(keyring.officer, operation, step)
    if not agrees:
        rules.check_reason(words)
    key = key_of(operation, keyring)
    operation.decided_by, operation.decided_at = keyring.officer, clock.now()
    operation.letter_due_at = end_of_next_day(operation.decided_at) if agrees else None
    _seal_plan(operation, replace(plan_of(operation, key), decision=words.strip()), key)
    _log(Act.OPERATION_AGREED if agrees else Act.OPERATION_REFUSED, operation, keyring, operation.plan)
    if not agrees:
        _over(operation, keyring)
    operation.save()
    return operation


@transaction.atomic
def hand_in_letter(*, operation: Operation, warrant: Warrant, keyring: Keyring) -> Operation:
    """Hand in the letter that an urgent operation owed; it has to cover each of its days. Raises Refused."""
    operation = _locked(operation)
    operation.state = rules.check_step(keyring.officer, operation, OperationStep.LETTER)
    first, last = rules.days_of(operation)
    check_warrant(warrant, day=first, until=last)
    key = key_of(operation, keyring)
    _seal_plan(operation, plan_of(operation, key).with_warrant(warrant), key)
    operation.letter_due_at = None
    operation.save()
    _log(Act.OPERATION_LETTER, operation, keyring, operation.plan)
    return operation


@transaction.atomic
def change_team(*, operation: Operation, team: Team, keyring: Keyring) -> Operation:
    """Set who is in the team; who leaves it opens it no more. Raises Refused by the rules."""
    operation = _locked(operation)
    rules.check_step(keyring.officer, operation, OperationStep.TEAM)
    facts = rules.facts_of(operation)
    _lock(team)
    rules.check_team(team, unit=operation.unit, facts=facts, changed=operation)
    _set_team(operation, team, key_of(operation, keyring))
    _log(Act.OPERATION_TEAM, operation, keyring, b"")
    return operation


@transaction.atomic
def call_off(*, operation: Operation, reason: str, keyring: Keyring) -> Operation:
    """Call an operation off, with a reason for the file. Raises Refused by the rules."""
    operation = _locked(operation)
    operation.state = rules.check_step(keyring.officer, operation, OperationStep.CALL_OFF)
    rules.check_reason(reason)
    key = key_of(operation, keyring)
    _seal_plan(operation, replace(plan_of(operation, key), called_off=reason.strip()), key)
    _log(Act.OPERATION_CALLED_OFF, operation, keyring, operation.plan)
    _over(operation, keyring)
    operation.save()
    return operation


@transaction.atomic
def save_draft(*, operation: Operation, draft: OperationResult, keyring: Keyring) -> Operation:
    """Keep the report as written so far, sealed; the last one saved counts. Raises Refused by the rules."""
    operation = _locked(operation)
    rules.check_step(keyring.officer, operation, OperationStep.DRAFT)
    key = key_of(operation, keyring)
    operation.draft = envelopes.seal_json(asdict(draft), key=key, context=operation.draft_context)
    operation.save(update_fields=["draft"])
    _log(Act.OPERATION_DRAFTED, operation, keyring, operation.draft)
    return operation


@transaction.atomic
def record_result(*, operation: Operation, result: OperationResult, keyring: Keyring) -> Operation:
    """Record the report of an operation; what it found goes into its case. Raises Refused by the rules."""
    operation = _locked(operation)
    operation.state = rules.check_step(keyring.officer, operation, OperationStep.REPORT)
    rules.check_result(result)
    key = key_of(operation, keyring)
    operation.result = envelopes.seal_json(asdict(result), key=key, context=operation.result_context)
    operation.draft = None
    _log(Act.OPERATION_RESULT, operation, keyring, operation.result)
    _over(operation, keyring, findings=f"{result.carried_out_on}: {result.findings.strip()}")
    operation.save()
    return operation


def _over(operation: Operation, keyring: Keyring, *, findings: str = "") -> None:
    """How long it is kept counts from now; its case goes on once none of its operations is pending."""
    operation.keep_until = retention.keep_until(operation, since=clock.today())
    if operation.case is None:
        return
    others = Operation.objects.filter(case=operation.case).exclude(pk=operation.pk)
    recorded = bool(findings) or others.filter(state=OperationState.REPORTED).exists()
    cases.follow_operation(
        case=operation.case,
        step=CaseStep.RECORD if recorded else CaseStep.CALL_OFF,
        keyring=keyring,
        findings=findings,
        is_last=not others.filter(state__in=PENDING).exists(),
    )


def _lock(team: Team) -> None:
    """Whoever plans at the same time with the same people waits, so that nobody is booked twice."""
    ids = [officer.pk for officer, _role in team]
    list(Officer.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))


def _set_team(operation: Operation, team: Team, key: bytes) -> None:
    """Write who is in it anew, and grant the key to whom of them it is not granted yet; the others' grants go."""
    TeamMember.objects.filter(operation=operation).delete()
    leader_first = sorted(team, key=lambda member: member[1] != TeamRole.LEADER)
    TeamMember.objects.bulk_create(
        TeamMember(operation=operation, officer=officer, role=role) for officer, role in leader_first
    )
    officers = [officer for officer, _role in team]
    held = OperationGrant.objects.filter(operation=operation, officer_key__isnull=False)
    held.exclude(officer_key__officer__in=officers, officer_key__retired_at=None).delete()
    for officer in officers:
        _grant_to_officer(operation, officer, key)


def _grant_to_officer(operation: Operation, officer: Officer, key: bytes) -> None:
    holder = officer_key(officer)
    if holder is None or OperationGrant.objects.filter(operation=operation, officer_key=holder).exists():
        return
    granted(OperationGrant(operation=operation, officer_key=holder), key).save(force_insert=True)


def _locked(operation: Operation) -> Operation:
    rows = Operation.objects.select_for_update(of=("self",)).select_related("unit__office", "case__unit", "planned_by")
    return rows.get(pk=operation.pk)


def _seal_plan(operation: Operation, plan: OperationPlan, key: bytes) -> None:
    operation.plan = envelopes.seal_json(plan.to_json(), key=key, context=operation.plan_context)


def _log(act: Act, operation: Operation, keyring: Keyring, sealed: bytes | memoryview) -> None:
    ledger.append(act=act, subject=operation.subject, actor=keyring.officer.actor, digest=ledger.digest_of(sealed))

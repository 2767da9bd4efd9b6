"""The end of an operation: its report, drafted and recorded, and what follows for its case."""

from __future__ import annotations

from dataclasses import asdict

from pimpasa.cases.actions import cases
from pimpasa.cases.states import CaseStep
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record, unlogged
from pimpasa.operations import retention, rules
from pimpasa.operations.contents import OperationResult
from pimpasa.operations.models import Operation
from pimpasa.operations.queries import locked_operation
from pimpasa.operations.states import PENDING, OperationState, OperationStep
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@act(Act.OPERATION_DRAFTED)
def save_draft(*, operation: Operation, draft: OperationResult, keyring: Keyring) -> Operation:
    """Keep the report as written so far, sealed; the last one saved counts. Raises Refused by the rules."""
    operation = locked_operation(operation)
    rules.check_step(keyring.officer, operation, OperationStep.DRAFT)
    key = key_of(operation, keyring)
    operation.draft = envelopes.seal_json(asdict(draft), key=key, context=operation.draft_context)
    operation.save(update_fields=["draft"])
    record(operation, by=keyring.officer, sealed=operation.draft)
    return operation


@act(Act.OPERATION_RESULT)
def record_result(*, operation: Operation, result: OperationResult, keyring: Keyring) -> Operation:
    """Record the report of an operation; what it found goes into its case. Raises Refused by the rules."""
    operation = locked_operation(operation)
    operation.state = rules.check_step(keyring.officer, operation, OperationStep.REPORT)
    rules.check_result(result)
    key = key_of(operation, keyring)
    operation.result = envelopes.seal_json(asdict(result), key=key, context=operation.result_context)
    operation.draft = None
    record(operation, by=keyring.officer, sealed=operation.result)
    findings = f"{result.carried_out_on}: {result.findings.strip()}"
    come_to_an_end(operation=operation, keyring=keyring, findings=findings)
    operation.save()
    return operation


@unlogged("a part of refusing an operation, calling it off or recording its report, which are the acts")
def come_to_an_end(*, operation: Operation, keyring: Keyring, findings: str = "") -> None:
    """How long it is kept counts from now; its case goes on once none of its operations is pending.

    The caller saves the operation.
    """
    operation.keep_until = retention.keep_until(operation, since=clock.today())
    if operation.case is None:
        return
    siblings = Operation.objects.filter(case=operation.case).exclude(pk=operation.pk)
    is_recorded = bool(findings) or siblings.filter(state=OperationState.REPORTED).exists()
    cases.follow_operation(
        case=operation.case,
        step=CaseStep.RECORD if is_recorded else CaseStep.CALL_OFF,
        keyring=keyring,
        findings=findings,
        is_last=not siblings.filter(state__in=PENDING).exists(),
    )

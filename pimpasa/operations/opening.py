"""How a keyring opens an operation: by the unit's key, by a team member's own, or by its case's where it is older."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from pimpasa.cases.models import Case
from pimpasa.evidence.models import Exhibit
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.logbook.queries import OpenEntry, open_entries
from pimpasa.operations import rules
from pimpasa.operations.models import LogEntry, Operation, TeamMember
from pimpasa.operations.papers import LogContents, OperationPlan, OperationResult
from pimpasa.operations.queries import facts_for_export, of_case
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class OpenOperation:
    """An operation with its team and its log, merged by the moments at which each entry was made."""

    operation: Operation
    key: bytes
    plan: OperationPlan
    team: list[TeamMember]
    entries: list[OpenEntry[LogEntry, LogContents]]
    draft: OperationResult | None
    result: OperationResult | None


def peek(operation: Operation, keyring: Keyring) -> OpenOperation:
    """Open an operation by the rules without a ledger entry of its own: part of an act that writes one."""
    rules.check_view(keyring.officer, operation)
    key = key_of(operation, keyring)
    rows = LogEntry.objects.filter(operation=operation).select_related("officer", "exhibit")
    return OpenOperation(
        operation=operation,
        key=key,
        plan=plan_of(operation, key),
        team=list(TeamMember.objects.filter(operation=operation).select_related("officer")),
        entries=open_entries(rows, LogContents, key=key),
        draft=_result(operation.draft, key, operation.draft_context),
        result=_result(operation.result, key, operation.result_context),
    )


@transaction.atomic
def open_operation(*, operation: Operation, keyring: Keyring) -> OpenOperation:
    """Open an operation for reading; the opening is logged."""
    opened = peek(operation, keyring)
    ledger.append(act=Act.OPERATION_VIEWED, subject=operation.subject, actor=keyring.officer.actor)
    return opened


def plan_of(operation: Operation, key: bytes) -> OperationPlan:
    return OperationPlan.from_json(envelopes.open_json(bytes(operation.plan), key=key, context=operation.plan_context))


def _result(sealed: bytes | memoryview | None, key: bytes, context: str) -> OperationResult | None:
    if sealed is None:
        return None
    return OperationResult(**envelopes.open_json(bytes(sealed), key=key, context=context))


@transaction.atomic
def view_photo(*, entry: LogEntry, keyring: Keyring) -> tuple[Exhibit, bytes]:
    """A photo of the log and the key that opens it; looking at it is logged. Raises Refused, NotGranted."""
    rules.check_view(keyring.officer, entry.operation)
    key = key_of(entry.operation, keyring)
    assert entry.exhibit is not None  # noqa: S101 - the caller asked for entries with a photo
    ledger.append(act=Act.EXHIBIT_VIEWED, subject=entry.exhibit.subject, actor=keyring.officer.actor)
    return entry.exhibit, key


def exported(case: Case, keyring: Keyring) -> dict[str, dict[str, Any]]:
    """A case's operations as its export tells them, by ledger subject. Raises Refused by the rules."""
    return {operation.subject: _told(peek(operation, keyring)) for operation in of_case(case)}


def _told(opened: OpenOperation) -> dict[str, Any]:
    log = [one.contents.to_json() | {"kind": one.entry.kind, "by": one.entry.officer.name} for one in opened.entries]
    result = asdict(opened.result) if opened.result else None
    return facts_for_export(opened.operation) | {"plan": opened.plan.to_json(), "log": log, "result": result}

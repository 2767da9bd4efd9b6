"""How a keyring opens operations and requests for support.

An operation opens by the unit's key, by a team member's own, or by its case's where it is older than keys of its own.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pimpasa.cases.models import Case
from pimpasa.evidence.models import Exhibit
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.logbook.drafts import phone_key
from pimpasa.logbook.queries import OpenEntry, open_entries
from pimpasa.operations import rules
from pimpasa.operations.contents import LogContents, OperationPlan, OperationResult, SupportAsked
from pimpasa.operations.models import LogEntry, Operation, SupportRequest, TeamMember
from pimpasa.operations.queries import facts_for_export, of_case, plan_of, support_contents
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


@dataclass(frozen=True)
class OpenSupport:
    request: SupportRequest
    asked: SupportAsked


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


@act(Act.OPERATION_VIEWED)
def open_operation(*, operation: Operation, keyring: Keyring) -> OpenOperation:
    """Open an operation for reading; the opening is logged. Raises Refused, NotGranted."""
    opened = peek(operation, keyring)
    record(operation, by=keyring.officer)
    return opened


def _result(sealed: bytes | memoryview | None, key: bytes, context: str) -> OperationResult | None:
    if sealed is None:
        return None
    return OperationResult(**envelopes.open_json(bytes(sealed), key=key, context=context))


@act(Act.EXHIBIT_VIEWED)
def view_photo(*, entry: LogEntry, keyring: Keyring) -> tuple[Exhibit, bytes]:
    """A photo of the log and the key that opens it; looking at it is logged. Raises Refused, NotGranted."""
    rules.check_view(keyring.officer, entry.operation)
    key = key_of(entry.operation, keyring)
    assert entry.exhibit is not None  # noqa: S101 - the caller asked for entries with a photo
    record(entry.exhibit, by=keyring.officer)
    return entry.exhibit, key


@act(Act.SUPPORT_READ)
def open_support(*, request: SupportRequest, keyring: Keyring) -> OpenSupport:
    """Open a request for reading; the opening is logged. Raises Refused, NotGranted."""
    rules.check_see_support(keyring.officer, request)
    opened = OpenSupport(request, support_contents(request, key_of(request, keyring)))
    record(request, by=keyring.officer)
    return opened


def draft_key(operation: Operation, keyring: Keyring) -> bytes:
    """Under what the officer's phone seals entries of this log that wait for a network. Raises NotGranted."""
    return phone_key(key_of(operation, keyring), log="log", of=operation.pk, officer=keyring.officer)


def exported(case: Case, keyring: Keyring) -> dict[str, dict[str, Any]]:
    """A case's operations as its export tells them, by ledger subject. Raises Refused by the rules."""
    return {operation.subject: _as_json(peek(operation, keyring)) for operation in of_case(case)}


def _as_json(opened: OpenOperation) -> dict[str, Any]:
    log = [
        {**each.contents.to_json(), "kind": each.entry.kind, "by": each.entry.officer.name} for each in opened.entries
    ]
    result = asdict(opened.result) if opened.result else None
    return facts_for_export(opened.operation) | {"plan": opened.plan.to_json(), "log": log, "result": result}

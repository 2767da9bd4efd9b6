"""What an officer's keyring opens of a case; the modules beside it open what hangs below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from pimpasa.cases.contents import CaseContents, read
from pimpasa.cases.models import Case, CaseReport
from pimpasa.cases.rules.cases import check_view
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of

Contents = TypeVar("Contents")


class SealedRow(Protocol):
    """A row whose envelope the case's key opens."""

    envelope: bytes | memoryview

    @property
    def context(self) -> str: ...


@dataclass(frozen=True)
class OpenCase:
    case: Case
    key: bytes
    contents: CaseContents
    reports: list[Report]


def peek(case: Case, keyring: Keyring) -> OpenCase:
    """Open a case by the rules without a ledger entry of its own: part of an act that writes one."""
    check_view(keyring.officer, case)
    key = key_of(case, keyring)
    rows = CaseReport.objects.filter(case=case).select_related("report__village", "report__desk", "report__officer")
    return OpenCase(case, key, contents_of(CaseContents, case, key), [row.report for row in rows])


@act(Act.CASE_VIEWED)
def view_case(*, case: Case, keyring: Keyring) -> OpenCase:
    """Open a case for reading; the opening is logged. Raises Refused by the rules, NotGranted."""
    opened = peek(case, keyring)
    record(case, by=keyring.officer)
    return opened


def contents_of(kind: type[Contents], row: SealedRow, key: bytes) -> Contents:
    return read(kind, envelopes.open_json(bytes(row.envelope), key=key, context=row.context))


def said(sealed: bytes | memoryview | None, key: bytes, context: str) -> str:
    return str(envelopes.open_json(bytes(sealed), key=key, context=context)["reason"]) if sealed else ""

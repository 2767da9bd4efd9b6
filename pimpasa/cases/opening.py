"""How an officer's keyring opens a case."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from pimpasa.cases.contents import CaseContents
from pimpasa.cases.models import Case, CaseReport
from pimpasa.cases.rules import cases as rules
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@dataclass
class OpenCase:
    case: Case
    key: bytes
    contents: CaseContents
    reports: list[Report]


def peek(case: Case, keyring: Keyring) -> OpenCase:
    """Open a case by the rules without a ledger entry of its own: part of an act that writes one."""
    rules.check_view(keyring.officer, case)
    key = key_of(case, keyring)
    contents = CaseContents(**envelopes.open_json(bytes(case.envelope), key=key, context=case.context))
    rows = CaseReport.objects.filter(case=case).select_related("report__village", "report__desk", "report__officer")
    return OpenCase(case, key, contents, [row.report for row in rows])


@transaction.atomic
def open_case(*, case: Case, keyring: Keyring) -> OpenCase:
    """Open a case for reading; the opening is logged."""
    opened = peek(case, keyring)
    ledger.append(act=Act.CASE_VIEWED, subject=case.subject, actor=keyring.officer.actor)
    return opened

"""How an officer's keyring opens a report. Never imported by what a resident reaches."""

from __future__ import annotations

from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.reports import rules
from pimpasa.reports.models import Report, ReportGrant
from pimpasa.reports.queries.opened import OpenReport, open_with_key
from pimpasa.sealing import grants


def report_key(report: Report, keyring: Keyring, *, purpose: str = ReportGrant.Purpose.CONTENTS) -> bytes:
    """The report's key, or its identity's, through whichever desk the officer holds. Raises NotGranted."""
    for grant in ReportGrant.objects.filter(report=report, purpose=purpose).select_related("desk_key"):
        try:
            private = keyring.desk_private(grant.desk_key)
        except NotGranted:
            continue
        return grants.open_grant(bytes(grant.envelope), private=private, context=f"{report.subject}:{purpose}")
    raise NotGranted(str(report))


def peek(report: Report, keyring: Keyring) -> OpenReport:
    """Open a report by the rules without a ledger entry of its own: part of an act that writes one."""
    rules.check_read(keyring.officer, report)
    return open_with_key(report, report_key(report, keyring))

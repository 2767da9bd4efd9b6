"""How an officer's keyring opens a report. Never imported by what a resident reaches."""

from __future__ import annotations

from pimpasa.keys.unlocking import Keyring
from pimpasa.reports import rules
from pimpasa.reports.models import Report
from pimpasa.reports.queries.opened import OpenReport, open_with_key
from pimpasa.sealing.errors import WrongKey
from pimpasa.vault.opening import key_of


def peek(report: Report, keyring: Keyring) -> OpenReport:
    """Open a report by the rules without a ledger entry of its own: part of an act that writes one."""
    rules.check_read(keyring.officer, report)
    try:
        return open_with_key(report, key_of(report, keyring))
    except WrongKey:  # it was sealed anew since its row was read
        report.refresh_from_db()
        rules.check_read(keyring.officer, report)
        return open_with_key(report, key_of(report, keyring))

"""How an officer's keyring opens a report. Never imported by what a resident reaches."""

from django.db import transaction

from pimpasa.common import clock
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports import rules
from pimpasa.reports.models import IdentityOpening, Report, ReportGrant
from pimpasa.reports.queries import OpenReport, open_with_key
from pimpasa.sealing import envelopes, grants


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


@transaction.atomic
def open_report(*, report: Report, keyring: Keyring) -> OpenReport:
    """Open a report for reading; the opening is logged. Raises Refused, or NotGranted while a key is awaited."""
    opened = peek(report, keyring)
    ledger.append(act=Act.REPORT_OPENED, subject=report.subject, actor=keyring.officer.actor)
    return opened


@transaction.atomic
def open_identity(*, report: Report, keyring: Keyring, reason: str) -> dict[str, str]:
    """Open who reported: `name` and `way` to reach them. The reason is kept, sealed under the report's key."""
    officer = keyring.officer
    rules.check_open_identity(officer, report, reason)
    sealed = envelopes.seal_json(
        {"reason": reason.strip()}, key=report_key(report, keyring), context=f"{report.subject}:identity-reason"
    )
    IdentityOpening.objects.create(report=report, officer=officer, opened_at=clock.now(), reason=sealed)
    ledger.append(act=Act.IDENTITY_OPENED, subject=report.subject, actor=officer.actor, digest=ledger.digest_of(sealed))
    return _identity(report, keyring)


def _identity(report: Report, keyring: Keyring) -> dict[str, str]:
    key = report_key(report, keyring, purpose=ReportGrant.Purpose.IDENTITY)
    opened: dict[str, str] = envelopes.open_json(
        bytes(report.identity or b""), key=key, context=f"{report.subject}:identity"
    )
    return opened

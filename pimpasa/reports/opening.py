"""How an officer's keyring opens a report. Never imported by what a resident reaches."""

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports import rules, words
from pimpasa.reports.models import IdentityOpening, Report, ReportGrant, WordIndex
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
    if not WordIndex.objects.filter(report=report).exists():
        words.index(report, words.tokens_of(opened.answers))
    ledger.append(act=Act.REPORT_OPENED, subject=report.subject, actor=keyring.officer.actor)
    return opened


@transaction.atomic
def ask_identity(*, report: Report, keyring: Keyring, reason: str) -> IdentityOpening:
    """Ask to know who reported. The reason is kept, sealed under the report's key. Raises Refused by the rules."""
    officer = keyring.officer
    rules.check_open_identity(officer, report, reason)
    sealed = envelopes.seal_json(
        {"reason": reason.strip()}, key=report_key(report, keyring), context=f"{report.subject}:identity-reason"
    )
    asked = IdentityOpening.objects.create(report=report, officer=officer, asked_at=clock.now(), reason=sealed)
    ledger.append(act=Act.IDENTITY_ASKED, subject=report.subject, actor=officer.actor, digest=ledger.digest_of(sealed))
    return asked


@transaction.atomic
def consent_to_identity(*, asked: IdentityOpening, by: Officer) -> None:
    """Agree that a colleague opens who reported. Raises Refused by the rules."""
    asked = IdentityOpening.objects.select_for_update(of=("self",)).select_related("report").get(pk=asked.pk)
    rules.check_consent(by, asked)
    asked.consented_by, asked.consented_at = by, clock.now()
    asked.save(update_fields=["consented_by", "consented_at"])
    ledger.append(act=Act.IDENTITY_CONSENTED, subject=asked.report.subject, actor=by.actor)


@transaction.atomic
def open_identity(*, asked: IdentityOpening, keyring: Keyring) -> dict[str, str]:
    """Open who reported, once for each asking: `name` and `way` to reach them.

    Raises Refused by the rules, and while the office wants a colleague's consent that is not there.
    """
    asked = IdentityOpening.objects.select_for_update(of=("self",)).select_related("report__office").get(pk=asked.pk)
    report, officer = asked.report, keyring.officer
    rules.check_read(officer, report)
    if asked.officer_id != officer.pk or asked.opened_at is not None:
        raise Refused(_("Ask again: each asking opens once."))
    if report.office.two_open_identities and asked.consented_at is None:
        raise Refused(_("A colleague has to agree first. They find your question on this report's page."))
    asked.opened_at = clock.now()
    asked.save(update_fields=["opened_at"])
    ledger.append(act=Act.IDENTITY_OPENED, subject=report.subject, actor=officer.actor)
    return _identity(report, keyring)


def identity_askings(opened: OpenReport) -> list[tuple[IdentityOpening, str]]:
    """Who asked to know who reported and did not open it yet, with their reasons."""
    rows = IdentityOpening.objects.filter(report=opened.report, opened_at=None).select_related("officer")
    context = f"{opened.report.subject}:identity-reason"
    return [(row, envelopes.open_json(bytes(row.reason), key=opened.key, context=context)["reason"]) for row in rows]


def _identity(report: Report, keyring: Keyring) -> dict[str, str]:
    key = report_key(report, keyring, purpose=ReportGrant.Purpose.IDENTITY)
    opened: dict[str, str] = envelopes.open_json(
        bytes(report.identity or b""), key=key, context=f"{report.subject}:identity"
    )
    return opened

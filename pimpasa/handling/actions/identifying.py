"""Asking who reported, agreeing that a colleague asks, and opening it: each its own act."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling import rules
from pimpasa.handling.models import IdentityOpening
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.models import Report, ReportGrant
from pimpasa.reports.rules import check_read
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_among, key_of


@transaction.atomic
def ask_identity(*, report: Report, keyring: Keyring, reason: str) -> IdentityOpening:
    """Ask to know who reported. The reason is kept, sealed under the report's key. Raises Refused by the rules."""
    officer = keyring.officer
    rules.check_open_identity(officer, report, reason)
    sealed = envelopes.seal_json(
        {"reason": reason.strip()}, key=key_of(report, keyring), context=f"{report.subject}:identity-reason"
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
    check_read(officer, report)
    if asked.officer_id != officer.pk or asked.opened_at is not None:
        raise Refused("opened_already", _("Ask again: each asking opens once."))
    if report.office.two_open_identities and asked.consented_at is None:
        raise Refused("not_agreed", _("A colleague has to agree first. They find your question on this report's page."))
    asked.opened_at = clock.now()
    asked.save(update_fields=["opened_at"])
    ledger.append(act=Act.IDENTITY_OPENED, subject=report.subject, actor=officer.actor)
    return _identity(report, keyring)


def _identity(report: Report, keyring: Keyring) -> dict[str, str]:
    key = key_among(report.keys_for(ReportGrant.Purpose.IDENTITY), keyring)
    identity: dict[str, str] = envelopes.open_json(
        bytes(report.identity or b""), key=key, context=f"{report.subject}:identity"
    )
    return identity

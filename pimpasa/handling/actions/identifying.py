"""Asking who reported, agreeing that a colleague asks, and opening it: each its own act."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling import rules
from pimpasa.handling.contexts import asking_context
from pimpasa.handling.models import IdentityOpening
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.contents import identity_within
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.locks import locked
from pimpasa.reports.queries.opened import contents_of
from pimpasa.reports.rules import check_read
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_among, key_of


@act(Act.IDENTITY_ASKED)
def ask_identity(*, report: Report, keyring: Keyring, reason: str) -> IdentityOpening:
    """Ask to know who reported. The reason is kept, sealed under the report's key. Raises Refused by the rules."""
    officer = keyring.officer
    report = locked(report)
    rules.check_open_identity(officer, report, reason)
    opened = peek(report, keyring)
    if not opened.has_identity:
        raise Refused("no_contact", _("This reporter left nothing that tells who they are."))
    context = asking_context(report.subject)
    sealed = envelopes.seal_json({"reason": reason.strip()}, key=opened.key, context=context)
    asking = IdentityOpening.objects.create(report=report, officer=officer, asked_at=clock.now(), reason=sealed)
    record(report, by=officer, sealed=sealed)
    return asking


@act(Act.IDENTITY_CONSENTED)
def consent_to_identity(*, asking: IdentityOpening, by: Officer) -> None:
    """Agree that a colleague opens who reported. Raises Refused by the rules."""
    asking = IdentityOpening.objects.select_for_update(of=("self",)).select_related("report").get(pk=asking.pk)
    rules.check_consent(by, asking)
    asking.consented_by = by
    asking.consented_at = clock.now()
    asking.save(update_fields=["consented_by", "consented_at"])
    record(asking.report, by=by, facts={"asking": asking.pk, "officer": asking.officer_id})


@act(Act.IDENTITY_OPENED)
def open_identity(*, asking: IdentityOpening, keyring: Keyring) -> dict[str, str]:
    """Open who reported, once for each asking: of `name`, `way`, `office`, `relation`, `mode` what is known.

    Raises Refused by the rules, and while the office wants a colleague's consent that is not there.
    """
    asking = IdentityOpening.objects.select_for_update(of=("self",)).select_related("report__office").get(pk=asking.pk)
    report = asking.report
    officer = keyring.officer
    check_read(officer, report)
    if asking.officer_id != officer.pk or asking.opened_at is not None:
        raise Refused("opened_already", _("Ask again: each asking opens once."))
    if report.office.two_open_identities and asking.consented_at is None:
        raise Refused("not_agreed", _("A colleague has to agree first. They find your question on this report's page."))
    asking.opened_at = clock.now()
    asking.save(update_fields=["opened_at"])
    record(report, by=officer)
    return _identity(report, keyring)


def _identity(report: Report, keyring: Keyring) -> dict[str, str]:
    identity = identity_within(contents_of(report, key_of(report, keyring)))
    for part, sealed in report.identity_parts.items():
        key = key_among(report.keys_for(part), keyring)
        words = envelopes.open_json(sealed, key=key, context=f"{report.subject}:{part}")
        identity |= {name: word for name, word in words.items() if word}
    return identity

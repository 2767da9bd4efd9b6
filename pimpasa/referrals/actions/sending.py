"""Handing chosen parts of a case to a partner or to another office's unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.cases.actions.terms import keep_term
from pimpasa.cases.kinds import TermKind
from pimpasa.cases.models import Case, Term
from pimpasa.cases.opening import OpenCase, peek
from pimpasa.common import clock
from pimpasa.handling.actions.disclosing import disclose
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.referrals import rules
from pimpasa.referrals.contents import Parts, Wanted
from pimpasa.referrals.models import Partner, Referral
from pimpasa.referrals.opening.pieces import Chosen, choose, offer
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes, grants, handovers
from pimpasa.territory.models import Desk


@dataclass(frozen=True)
class Sent:
    """A referral with its two secrets, which are shown once and kept nowhere."""

    referral: Referral
    link: str
    code: str


def preview(*, case: Case, to: Partner | Desk, wanted: Wanted, keyring: Keyring) -> Parts:
    """What the recipient would see. Raises Refused by the rules."""
    return _chosen(peek(case, keyring), to, wanted, keyring).parts


@transaction.atomic
def send_to_partner(*, case: Case, partner: Partner, wanted: Wanted, keyring: Keyring, referral_id: UUID) -> Sent:
    """Seal the chosen parts to a key that opens only with link and code; a possible victim's duty to refer is kept.

    `referral_id` is the form's own, so that sending it twice hands over once. Raises Refused by the rules.
    """
    opened = peek(_locked(case, referral_id), keyring)
    chosen = _chosen(opened, partner, wanted, keyring)
    private = grants.PrivateKey.generate()
    link, code = handovers.new_link(), handovers.new_code()
    referral = _referral(opened, wanted, keyring, referral_id)
    referral.partner, referral.public = partner, private.public
    referral.link_id = handovers.lookup_id(link)
    referral.locked_seed = handovers.lock(private.seed, link=link, code=code, **settings.KEY_PASSPHRASE_COST)
    _seal(referral, chosen.parts, opened, to=private.public)
    _finish(referral, chosen, keyring)
    if partner.is_protecting:
        _keep_duty(referral, chosen, keyring)
    return Sent(referral, link, code)


@transaction.atomic
def send_to_unit(*, case: Case, unit: Desk, wanted: Wanted, keyring: Keyring, referral_id: UUID) -> Referral:
    """Seal the chosen parts to another office's unit. Raises Refused by the rules, NoDeskKey."""
    opened = peek(_locked(case, referral_id), keyring)
    chosen = _chosen(opened, unit, wanted, keyring)
    referral = _referral(opened, wanted, keyring, referral_id)
    referral.to_unit, referral.desk_key = unit, sealing_key(unit)
    _seal(referral, chosen.parts, opened, to=bytes(referral.desk_key.public))
    _finish(referral, chosen, keyring)
    return referral


def _chosen(opened: OpenCase, to: Partner | Desk, wanted: Wanted, keyring: Keyring) -> Chosen:
    rules.check_send(keyring.officer, opened.case, wanted)
    if isinstance(to, Partner):
        rules.check_to_partner(opened.case, to, wanted.purpose)
    else:
        rules.check_to_unit(opened.case, to)
    return choose(opened, offer(opened, keyring), wanted)


def _locked(case: Case, referral_id: UUID) -> Case:
    """The case's row, locked, so that the same form sent twice at once waits and is then refused."""
    found = Case.objects.select_for_update(of=("self",)).select_related("unit", "office", "leader").get(pk=case.pk)
    if Referral.objects.filter(pk=referral_id).exists():
        raise Refused(_("This referral was sent already. Its link and code are shown only once."))
    return found


def _referral(opened: OpenCase, wanted: Wanted, keyring: Keyring, referral_id: UUID) -> Referral:
    now = clock.now()
    return Referral(
        id=referral_id,
        case=opened.case,
        purpose=wanted.purpose,
        consent=wanted.consent,
        sent_by=keyring.officer,
        sent_at=now,
        expires_at=now + timedelta(days=wanted.days),
    )


def _seal(referral: Referral, parts: Parts, opened: OpenCase, *, to: bytes) -> None:
    key = envelopes.new_key()
    referral.envelope = envelopes.seal_json(parts.to_json(), key=key, context=referral.context)
    referral.grant = grants.grant(key, to=to, context=referral.key_context)
    kept: dict[str, Any] = parts.without_keys().to_json()
    referral.copy = envelopes.seal_json(kept, key=opened.key, context=referral.copy_context)
    referral.save(force_insert=True)


def _finish(referral: Referral, chosen: Chosen, keyring: Keyring) -> None:
    """The act, and for each report and file that is in it a step of its chain of custody."""
    digest = ledger.digest_of(referral.envelope)
    ledger.append(act=Act.REFERRAL_SENT, subject=referral.subject, actor=keyring.officer.actor, digest=digest)
    reason = _("Referral %(reference)s to %(recipient)s") % {
        "reference": referral.reference,
        "recipient": referral.recipient,
    }
    told: dict[UUID, Report] = {}
    for piece in chosen.pieces:
        if piece.report is not None and piece.exhibit is not None:
            disclose(
                report=piece.report, keyring=keyring, act=Act.EXHIBIT_REFERRED, reason=reason, exhibit=piece.exhibit
            )
        elif piece.report is not None:
            told[piece.report.pk] = piece.report
    for report in told.values():
        disclose(report=report, keyring=keyring, act=Act.REPORT_REFERRED, reason=reason)


def _keep_duty(referral: Referral, chosen: Chosen, keyring: Keyring) -> None:
    persons = {piece.person for piece in chosen.pieces if piece.person is not None}
    due = Term.objects.filter(case=referral.case, person__in=persons, kind=TermKind.REFER, done_on=None)
    outcome = _("Referral %(reference)s to %(recipient)s") % {
        "reference": referral.reference,
        "recipient": referral.recipient,
    }
    for term in due:
        keep_term(term=term, outcome=outcome, keyring=keyring)

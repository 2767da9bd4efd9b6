"""Handing chosen parts of a case to a partner or to another office's unit; taking them back; the police's receipt."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.terms import keep_term
from pimpasa.cases.kinds import TermKind
from pimpasa.cases.models import Case, Term
from pimpasa.cases.opening.cases import OpenCase
from pimpasa.cases.opening.cases import peek as peek_case
from pimpasa.cases.queries import locked_case
from pimpasa.cases.rules.cases import check_view
from pimpasa.common import clock
from pimpasa.handling.actions.disclosing import disclose
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.referrals import queries, rules
from pimpasa.referrals.actions.shredding import end
from pimpasa.referrals.contents import Choice, Parts, PoliceReceipt
from pimpasa.referrals.models import Partner, Referral
from pimpasa.referrals.opening.pieces import Chosen, chosen
from pimpasa.referrals.states import ReferralStep
from pimpasa.reports.queries.locks import lock
from pimpasa.sealing import envelopes, grants, handovers
from pimpasa.territory.models import Desk
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class Sent:
    """A referral with its two secrets, which are shown once and kept nowhere."""

    referral: Referral
    link: str
    code: str


@act(Act.REFERRAL_SENT)
def send_to_partner(*, case: Case, partner: Partner, choice: Choice, keyring: Keyring, referral_id: UUID) -> Sent:
    """Seal the chosen parts to a key that opens only with link and code; a possible victim's duty to refer is kept.

    `referral_id` is the form's own, so that sending it twice hands over once. Raises Refused by the rules.
    """
    opened = _opened(case, referral_id, keyring)
    pieces = chosen(opened, partner, choice, keyring)
    private = grants.PrivateKey.generate()
    link = handovers.new_link()
    code = handovers.new_code()
    referral = _referral(opened, choice, keyring, referral_id)
    referral.partner = partner
    referral.public = private.public
    referral.link_id = handovers.lookup_id(link)
    referral.locked_seed = handovers.lock(private.seed, link=link, code=code, **settings.KEY_PASSPHRASE_COST)
    _seal(referral, pieces.parts, opened, to=private.public)
    _record(referral, pieces, keyring)
    if partner.is_protecting:
        _keep_duty(referral, pieces, keyring)
    return Sent(referral, link, code)


@act(Act.REFERRAL_SENT)
def send_to_unit(*, case: Case, unit: Desk, choice: Choice, keyring: Keyring, referral_id: UUID) -> Referral:
    """Seal the chosen parts to another office's unit. Raises Refused by the rules, NoDeskKey."""
    opened = _opened(case, referral_id, keyring)
    pieces = chosen(opened, unit, choice, keyring)
    referral = _referral(opened, choice, keyring, referral_id)
    referral.to_unit = unit
    referral.desk_key = sealing_key(unit)
    _seal(referral, pieces.parts, opened, to=bytes(referral.desk_key.public))
    _record(referral, pieces, keyring)
    return referral


@act(Act.REFERRAL_WITHDRAWN)
def withdraw(*, referral: Referral, by: Officer) -> Referral:
    """Take a referral back: its sealed bytes are erased at once. Raises Refused by the rules."""
    referral = queries.locked_referral(referral)
    check_view(by, referral.case)
    return end(referral, ReferralStep.WITHDRAW, act=Act.REFERRAL_WITHDRAWN, by=by.actor)


@act(Act.REFERRAL_RECEIPT)
def record_receipt(*, referral: Referral, receipt: PoliceReceipt, keyring: Keyring) -> Referral:
    """Record that the police took a crime over (Perpres 49/2023). Raises Refused by the rules."""
    referral = queries.locked_referral(referral)
    rules.check_receipt(keyring.officer, referral, receipt)
    key = key_of(referral.case, keyring)
    referral.receipt = envelopes.seal_json(asdict(receipt), key=key, context=referral.receipt_context)
    referral.receipt_by = keyring.officer
    referral.receipt_at = clock.now()
    referral.save(update_fields=["receipt", "receipt_by", "receipt_at"])
    record(referral, by=keyring.officer, sealed=referral.receipt)
    return referral


def _opened(case: Case, referral_id: UUID, keyring: Keyring) -> OpenCase:
    """The case, opened and its row locked, so that the same form sent twice at once waits and is then refused."""
    case = locked_case(case)
    rules.check_not_sent(referral_id)
    return peek_case(case, keyring)


def _referral(opened: OpenCase, choice: Choice, keyring: Keyring, referral_id: UUID) -> Referral:
    now = clock.now()
    return Referral(
        id=referral_id,
        case=opened.case,
        purpose=choice.purpose,
        consent=choice.consent,
        sent_by=keyring.officer,
        sent_at=now,
        expires_at=now + timedelta(days=choice.days),
    )


def _seal(referral: Referral, parts: Parts, opened: OpenCase, *, to: bytes) -> None:
    key = envelopes.new_key()
    copy = parts.without_keys()
    referral.envelope = envelopes.seal_json(parts.to_json(), key=key, context=referral.context)
    referral.grant = grants.grant(key, to=to, context=referral.key_context)
    referral.copy = envelopes.seal_json(copy.to_json(), key=opened.key, context=referral.copy_context)
    referral.save(force_insert=True)


def _record(referral: Referral, chosen: Chosen, keyring: Keyring) -> None:
    """The act, and for each report and file that is in it a step of its chain of custody."""
    record(referral, by=keyring.officer, sealed=referral.envelope)
    reason = _in_words(referral)
    lock(*(piece.report.pk for piece in chosen.pieces if piece.report is not None))
    reports = {}
    for piece in chosen.pieces:
        if piece.report is not None and piece.exhibit is not None:
            disclose(
                report=piece.report, keyring=keyring, act=Act.EXHIBIT_REFERRED, reason=reason, exhibit=piece.exhibit
            )
        elif piece.report is not None:
            reports[piece.report.pk] = piece.report
    for report in reports.values():
        disclose(report=report, keyring=keyring, act=Act.REPORT_REFERRED, reason=reason)


def _keep_duty(referral: Referral, chosen: Chosen, keyring: Keyring) -> None:
    persons = {piece.person for piece in chosen.pieces if piece.person is not None}
    theirs = Q(person__in=persons) | Q(person__merged_into__in=persons)
    duties = Term.objects.filter(theirs, case=referral.case, kind=TermKind.REFER, done_on=None)
    for term in duties:
        keep_term(term=term, outcome=_in_words(referral), keyring=keyring)


def _in_words(referral: Referral) -> str:
    return _("Referral %(reference)s to %(recipient)s") % {
        "reference": referral.reference,
        "recipient": referral.recipient,
    }

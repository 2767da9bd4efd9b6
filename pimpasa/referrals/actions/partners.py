"""The list of partners, and the end of a referral. One transaction holds each change and its ledger entry."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.rules.cases import check_view
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.referrals import rules
from pimpasa.referrals.actions.ending import end
from pimpasa.referrals.contents import PoliceReceipt
from pimpasa.referrals.models import Partner, Referral
from pimpasa.referrals.proposals import PROPOSALS
from pimpasa.referrals.states import ReferralStep
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Office, Province, Regency
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class PartnerFacts:
    """What a partner's form says; at most one of `regency` and `province`, neither for the whole country."""

    kind: str
    name: str
    contact: str = ""
    source: str = ""
    regency: Regency | None = None
    province: Province | None = None
    verified_on: date | None = None
    is_active: bool = True


@transaction.atomic
def add_partner(*, office: Office, facts: PartnerFacts, by: Officer) -> Partner:
    """Put a partner on the office's list. Raises Refused by the rules."""
    rules.check_keep_partners(by, office)
    return _save(Partner(office=office), facts, by)


@transaction.atomic
def change_partner(*, partner: Partner, facts: PartnerFacts, by: Officer) -> Partner:
    """Correct a partner, say that it was checked, or switch it off. Raises Refused by the rules."""
    partner = Partner.objects.select_for_update(of=("self",)).select_related("office").get(pk=partner.pk)
    rules.check_keep_partners(by, partner.office)
    return _save(partner, facts, by)


@transaction.atomic
def propose_partners(*, office: Office, by: Officer) -> int:
    """Put those of our proposals on the list that it does not have; returns how many. Raises Refused by the rules."""
    rules.check_keep_partners(by, office)
    known = set(Partner.objects.filter(office=office).values_list("name", flat=True))
    missing = [Partner(office=office, **asdict(one)) for one in PROPOSALS if one.name not in known]
    for partner in missing:
        partner.save(force_insert=True)
        _log_partner(partner, by)
    return len(missing)


@transaction.atomic
def withdraw(*, referral: Referral, by: Officer) -> Referral:
    """Take a referral back: its sealed bytes are erased at once. Raises Refused by the rules."""
    referral = _locked(referral)
    check_view(by, referral.case)
    return end(referral, ReferralStep.WITHDRAW, act=Act.REFERRAL_WITHDRAWN, actor=by.actor)


@transaction.atomic
def record_receipt(*, referral: Referral, receipt: PoliceReceipt, keyring: Keyring) -> Referral:
    """Record that the police took a crime over (Perpres 49/2023). Raises Refused by the rules."""
    referral = _locked(referral)
    rules.check_receipt(keyring.officer, referral, receipt)
    key = key_of(referral.case, keyring)
    referral.receipt = envelopes.seal_json(asdict(receipt), key=key, context=referral.receipt_context)
    referral.receipt_by, referral.receipt_at = keyring.officer, clock.now()
    referral.save(update_fields=["receipt", "receipt_by", "receipt_at"])
    digest = ledger.digest_of(referral.receipt)
    ledger.append(act=Act.REFERRAL_RECEIPT, subject=referral.subject, actor=keyring.officer.actor, digest=digest)
    return referral


def _save(partner: Partner, facts: PartnerFacts, by: Officer) -> Partner:
    rules.check_partner(facts.kind, facts.name, verified_on=facts.verified_on, is_active=facts.is_active)
    name = facts.name.strip()
    if Partner.objects.filter(office=partner.office, name=name).exclude(pk=partner.pk).exists():
        raise Refused(_("A partner of this name is on the list already."))
    partner.kind, partner.name = facts.kind, name
    partner.contact, partner.source = facts.contact.strip(), facts.source.strip()
    partner.area = facts.regency
    partner.province = None if facts.regency else facts.province
    partner.verified_on, partner.is_active = facts.verified_on, facts.is_active
    partner.save()
    _log_partner(partner, by)
    return partner


def _log_partner(partner: Partner, by: Officer) -> None:
    said = "\n".join([partner.kind, partner.name, partner.contact, str(partner.verified_on), str(partner.is_active)])
    digest = ledger.digest_of(said.encode("utf-8", "surrogatepass"))
    ledger.append(act=Act.PARTNER_CHANGED, subject=partner.subject, actor=by.actor, digest=digest)


def _locked(referral: Referral) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",)).select_related("case__unit", "case__office", "partner")
    return rows.get(pk=referral.pk)

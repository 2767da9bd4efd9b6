"""The office's list of partners."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from pimpasa.accounts.models import Officer
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.referrals import queries, rules
from pimpasa.referrals.models import Partner
from pimpasa.referrals.proposals import proposals
from pimpasa.territory.models import Office, Province, Regency


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


@act(Act.PARTNER_CHANGED)
def add_partner(*, office: Office, facts: PartnerFacts, by: Officer) -> Partner:
    """Put a partner on the office's list. Raises Refused by the rules."""
    rules.check_keep_partners(by, office)
    return _save(Partner(office=office), facts, by)


@act(Act.PARTNER_CHANGED)
def change_partner(*, partner: Partner, facts: PartnerFacts, by: Officer) -> Partner:
    """Correct a partner, say that it was checked, or switch it off. Raises Refused by the rules."""
    partner = queries.locked_partner(partner)
    rules.check_keep_partners(by, partner.office)
    return _save(partner, facts, by)


@act(Act.PARTNER_CHANGED, idle="the list has all of them")
def propose_partners(*, office: Office, by: Officer) -> int:
    """Put those of our proposals on the list that it does not have; returns how many. Raises Refused by the rules."""
    rules.check_keep_partners(by, office)
    names = set(Partner.objects.filter(office=office).values_list("name", flat=True))
    missing = [Partner(office=office, **asdict(proposal)) for proposal in proposals() if proposal.name not in names]
    for partner in missing:
        partner.save(force_insert=True)
        record(partner, by=by, facts=partner.facts)
    return len(missing)


def _save(partner: Partner, facts: PartnerFacts, by: Officer) -> Partner:
    rules.check_partner(facts.kind, facts.name, verified_on=facts.verified_on, is_active=facts.is_active)
    partner.name = facts.name.strip()
    rules.check_name_is_free(partner)
    partner.kind = facts.kind
    partner.contact = facts.contact.strip()
    partner.source = facts.source.strip()
    partner.area = facts.regency
    partner.province = None if facts.regency else facts.province
    partner.verified_on = facts.verified_on
    partner.is_active = facts.is_active
    partner.save()
    record(partner, by=by, facts=partner.facts)
    return partner

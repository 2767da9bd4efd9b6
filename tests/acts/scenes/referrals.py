"""Referrals: the list of partners, what is handed over, what recipients do with it, and its end."""

from __future__ import annotations

from datetime import date

from pimpasa.cases.models import Case
from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.referrals.actions import export, links, partners, receiving, sending, shredding
from pimpasa.referrals.actions.partners import PartnerFacts
from pimpasa.referrals.contents import PoliceReceipt
from pimpasa.referrals.kinds import AnswerKind
from pimpasa.referrals.models import Referral
from pimpasa.referrals.opening import referrals as opening
from pimpasa.referrals.rules import MOST_WRONG_CODES
from tests.acts.stage import Deed, scene
from tests.factories import cases as own
from tests.factories import referrals as made
from tests.factories.people import Cast, keyring
from tests.factories.referrals import WANTED

FACTS = PartnerFacts("lpsk", "Mitra Karangan", "0800-0000", "Karangan", verified_on=date(2026, 1, 1))
RECEIPT = PoliceReceipt("LP/KARANGAN/1", "Petugas Karangan", "Aipda", "2026-01-01")
REASON = "Karangan: bukan wilayah kami."


def own_case(office: Cast) -> Case:
    return own.own_case(office.dewi, office.at.unit)


def sent(office: Cast) -> sending.Sent:
    """A summary alone, to LPSK, of a case of Dewi's."""
    return sending.send_to_partner(
        case=own_case(office),
        partner=made.partner(office),
        choice=WANTED,
        keyring=keyring(office.dewi),
        referral_id=uuid7(),
    )


def incoming(office: Cast) -> Referral:
    """The same to another office's unit, where Fani sits."""
    return sending.send_to_unit(
        case=own_case(office),
        unit=office.at.fallback_unit,
        choice=WANTED,
        keyring=keyring(office.dewi),
        referral_id=uuid7(),
    )


@scene(partners.add_partner, may="dewi hadi")
def adding_a_partner(office: Cast) -> Deed:
    return lambda who: partners.add_partner(office=office.at.office, facts=FACTS, by=who)


@scene(partners.change_partner, may="dewi hadi")
def changing_a_partner(office: Cast) -> Deed:
    partner = made.partner(office)
    return lambda who: partners.change_partner(partner=partner, facts=FACTS, by=who)


@scene(partners.propose_partners, may="dewi hadi")
def taking_our_proposals(office: Cast) -> Deed:
    return lambda who: partners.propose_partners(office=office.at.office, by=who)


@scene(sending.send_to_partner, may="dewi hadi")
def handing_over_to_a_partner(office: Cast) -> Deed:
    case = own_case(office)
    partner = made.partner(office)
    return lambda who: sending.send_to_partner(
        case=case, partner=partner, choice=WANTED, keyring=keyring(who), referral_id=uuid7()
    )


@scene(sending.send_to_unit, may="dewi hadi")
def handing_over_to_another_office(office: Cast) -> Deed:
    case = own_case(office)
    return lambda who: sending.send_to_unit(
        case=case, unit=office.at.fallback_unit, choice=WANTED, keyring=keyring(who), referral_id=uuid7()
    )


@scene(sending.withdraw, may="dewi hadi")
def withdrawing_a_referral(office: Cast) -> Deed:
    referral = sent(office).referral
    return lambda who: sending.withdraw(referral=referral, by=who)


@scene(sending.record_receipt, may="dewi hadi")
def recording_the_police_s_receipt(office: Cast) -> Deed:
    referral = made.handed_to_police(office, made.whole_case(office))
    return lambda who: sending.record_receipt(referral=referral, receipt=RECEIPT, keyring=keyring(who))


@scene(opening.open_referral, may="dewi hadi")
def reading_what_was_handed_over(office: Cast) -> Deed:
    referral = sent(office).referral
    return lambda who: opening.open_referral(referral=referral, keyring=keyring(who))


@scene(export.export_htcds, may="dewi hadi")
def exporting_a_case_as_data(office: Cast) -> Deed:
    case = own_case(office)
    return lambda who: export.export_htcds(
        case=case, form="json", reason=REASON, with_identity=False, keyring=keyring(who)
    )


@scene(links.look)
def looking_at_what_came(office: Cast) -> Deed:
    link = made.door(sent(office))
    return lambda _who: links.look(link=link)


@scene(links.take_file)
def taking_a_file(office: Cast) -> Deed:
    link = made.door(made.sent(office, made.whole_case(office)))
    return lambda _who: links.take_file(link=link, number=1)


@scene(links.answer)
def accepting_as_a_partner(office: Cast) -> Deed:
    link = made.door(sent(office))
    links.look(link=link)
    return lambda _who: links.answer(link=link, kind=AnswerKind.ACCEPTED, text="")


@scene(links.answer)
def refusing_as_a_partner(office: Cast) -> Deed:
    link = made.door(sent(office))
    links.look(link=link)
    return lambda _who: links.answer(link=link, kind=AnswerKind.REFUSED, text=REASON)


@scene(links.try_code)
def trying_one_code_too_many(office: Cast) -> Deed:
    secrets = sent(office)
    Referral.objects.filter(pk=secrets.referral.pk).update(wrong_codes=MOST_WRONG_CODES - 1)
    return lambda _who: links.try_code(link=secrets.link, code=made.wrong_code(secrets))


@scene(receiving.open_incoming, may="fani")
def reading_what_another_office_sent(office: Cast) -> Deed:
    referral = incoming(office)
    return lambda who: receiving.open_incoming(referral=referral, keyring=keyring(who))


@scene(receiving.take_incoming_file, may="fani")
def taking_another_office_s_file(office: Cast) -> Deed:
    whole = made.whole_case(office)
    referral = sending.send_to_unit(
        case=whole.case,
        unit=office.at.fallback_unit,
        choice=made.everything(whole, office.dewi),
        keyring=keyring(office.dewi),
        referral_id=uuid7(),
    )
    return lambda who: receiving.take_incoming_file(referral=referral, number=1, keyring=keyring(who))


@scene(receiving.accept_incoming, may="fani")
def taking_another_office_s_case_over(office: Cast) -> Deed:
    referral = incoming(office)
    receiving.open_incoming(referral=referral, keyring=keyring(office.fani))
    return lambda who: receiving.accept_incoming(referral=referral, title="Karangan", keyring=keyring(who))


@scene(receiving.refuse_incoming, may="fani")
def refusing_another_office_s_case(office: Cast) -> Deed:
    referral = incoming(office)
    receiving.open_incoming(referral=referral, keyring=keyring(office.fani))
    return lambda who: receiving.refuse_incoming(referral=referral, reason=REASON, keyring=keyring(who))


@scene(shredding.expire)
def letting_a_referral_end(office: Cast) -> Deed:
    referral = sent(office).referral
    return lambda _who: shredding.expire(referral_id=referral.pk)


@scene(shredding.forget)
def forgetting_what_an_erased_case_sent(office: Cast) -> Deed:
    referral = sent(office).referral
    Case.objects.filter(pk=referral.case_id).update(shredded_at=clock.now())
    return lambda _who: shredding.forget(case=referral.case)

"""Each office's own list: proposals whose source is named, a day for everything in use, and old ones marked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.referrals.actions.partners import PartnerFacts, add_partner, change_partner, propose_partners
from pimpasa.referrals.models import Partner
from pimpasa.referrals.proposals import proposals
from pimpasa.referrals.queries import is_stale, partners_of
from tests.factories.people import Cast
from tests.factories.territory import make_regency
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
FACTS = PartnerFacts("dinsos", "Dinsos Karangan", "021-000", "Karangan", is_active=False)


def test_it_works(office: Cast) -> None:
    made = add_partner(office=office.at.office, facts=replace(FACTS, regency=make_regency("31.73")), by=office.dewi)
    assert made.where == "Kota Administrasi Jakarta Barat"
    seen = replace(FACTS, verified_on=clock.today(), is_active=True)
    changed = change_partner(partner=made, facts=seen, by=office.hadi)
    assert (changed.where, changed.is_active) == ("", True)
    assert [entry.act for entry in entries_of([made.subject])] == [Act.PARTNER_CHANGED] * 2


def test_proposals_come_once(office: Cast) -> None:
    assert propose_partners(office=office.at.office, by=office.dewi) == len(proposals())
    assert propose_partners(office=office.at.office, by=office.dewi) == 0
    assert not partners_of(office.at.fallback).exists()


def test_what_no_source_confirms_ships_switched_off() -> None:
    in_use = {one.name for one in proposals() if one.is_active}
    assert in_use == {"Polri", "LPSK", "SAPA", "KP2MI", "Kementerian Luar Negeri (Peduli WNI)"}
    assert all(one.source for one in proposals() if one.is_active)
    assert not any(one.contact or one.verified_on for one in proposals() if not one.is_active)


@pytest.mark.parametrize(("days", "stale"), [(0, False), (365, False), (366, True), (None, True)])
def test_after_a_year_somebody_looks_again(days: int | None, stale: bool) -> None:
    today = clock.today()
    partner = Partner(verified_on=None if days is None else today - timedelta(days=days))
    assert is_stale(partner, on=today) == stale


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"kind": "x"}, "no_kind"),
        ({"name": " "}, "no_name"),
        ({"is_active": True}, "not_verified"),
        ({"verified_on": clock.today() + timedelta(days=1)}, "day_to_come"),
    ],
)
def test_what_is_wrong_is_told(office: Cast, changes: dict[str, object], why: str) -> None:
    with refused(why):
        add_partner(office=office.at.office, facts=replace(FACTS, **changes), by=office.dewi)  # type: ignore[arg-type]


def test_a_name_stands_once_on_a_list(office: Cast) -> None:
    add_partner(office=office.at.office, facts=FACTS, by=office.dewi)
    with refused("on_list_already"):
        add_partner(office=office.at.office, facts=FACTS, by=office.hadi)


@pytest.mark.parametrize("who", ["sari", "bayu", "agus", "rina"])
def test_who_may_not(office: Cast, who: str) -> None:
    with pytest.raises(Refused):
        add_partner(office=office.at.office, facts=FACTS, by=getattr(office, who))


def test_nobody_keeps_another_office_s_list(office: Cast) -> None:
    with refused("other_office"):
        propose_partners(office=office.at.fallback, by=office.dewi)


def test_without_the_ledger_nothing_is_kept(office: Cast, broken_ledger: Broken) -> None:
    made = add_partner(office=office.at.office, facts=FACTS, by=office.dewi)
    with broken_ledger():
        add_partner(office=office.at.office, facts=replace(FACTS, name="Lain"), by=office.dewi)
    with broken_ledger():
        change_partner(partner=made, facts=replace(FACTS, contact="x"), by=office.dewi)
    with broken_ledger():
        propose_partners(office=office.at.office, by=office.dewi)

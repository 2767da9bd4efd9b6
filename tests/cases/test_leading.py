"""Dewi opened a case that Hadi has to lead: who led it before stays, and why is sealed with the case."""

from __future__ import annotations

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.leading import change_leader
from pimpasa.cases.actions.shredding import erase_case
from pimpasa.cases.models import Case, LeaderChange
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.whole import whole_of
from pimpasa.vault.models import GONE
from tests.factories import cases as made
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
WHY = "Karangan: Dewi pindah tugas bulan depan."


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def case(office: Cast) -> Case:
    return made.own_case(office.dewi, office.at.unit)


def code_of_refusal(case: Case, leader: Officer, by: Officer, reason: str = WHY) -> str:
    with pytest.raises(Refused) as refused:
        change_leader(case=case, leader=leader, reason=reason, keyring=keyring(by))
    return refused.value.code


def test_it_works(office: Cast, case: Case) -> None:
    change_leader(case=case, leader=office.hadi, reason=WHY, keyring=keyring(office.dewi))
    case.refresh_from_db()
    assert case.leader == office.hadi
    [(change, reason)] = whole_of(peek(case, keyring(office.hadi))).leader_changes
    assert (change.before, change.after, reason) == (office.dewi, office.hadi, WHY)
    assert WHY.encode() not in bytes(change.reason)


def test_who_may_and_to_whom(office: Cast, case: Case) -> None:
    assert code_of_refusal(case, office.dewi, office.dewi) == "same_leader"
    assert code_of_refusal(case, office.sari, office.dewi) == "not_permitted"
    assert code_of_refusal(case, office.fani, office.dewi) == "not_of_unit"
    assert code_of_refusal(case, office.hadi, office.sari) == "not_permitted"
    assert code_of_refusal(case, office.hadi, office.dewi, "ya") == "no_reason"
    assert not LeaderChange.objects.exists()


def test_why_is_erased_with_the_case(office: Cast, case: Case) -> None:
    change_leader(case=case, leader=office.hadi, reason=WHY, keyring=keyring(office.dewi))
    erase_case(case=case)
    assert bytes(LeaderChange.objects.get().reason) == GONE

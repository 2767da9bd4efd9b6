"""Cases that name the same meet; of another unit's nothing is told."""

from __future__ import annotations

import pytest

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.cases.actions.shredding import erase_case
from pimpasa.cases.alike import linked_cases
from pimpasa.cases.models import Case
from pimpasa.reports.contents import PersonAnswer
from tests.factories import cases as given
from tests.factories import reports
from tests.factories.people import Cast, officer


@pytest.fixture
def other(office: Cast) -> Case:
    return given.own_case(office.dewi, office.at.unit)


@pytest.fixture
def elsewhere(office: Cast) -> tuple[Officer, Case]:
    """Lina at the unit of another office, and a case of hers."""
    lina = officer("lina", Role.ANALYST, office.at.fallback, desk=office.at.fallback_unit, giver=_fani())
    return lina, given.own_case(lina, office.at.fallback_unit)


def _fani() -> Officer:
    return Officer.objects.get(email="fani@contoh.invalid")


def test_it_works(office: Cast, case: Case, other: Case) -> None:
    assert linked_cases(case, office.dewi) == []
    given.person(office.dewi, case)
    given.person(office.dewi, other)
    assert linked_cases(case, office.dewi) == [other]
    assert linked_cases(other, office.hadi) == [case]


def test_another_unit_s_is_not_told(office: Cast, case: Case, elsewhere: tuple[Officer, Case]) -> None:
    lina, theirs = elsewhere
    given.person(office.dewi, case)
    given.person(lina, theirs)
    assert linked_cases(case, office.dewi) == []
    assert linked_cases(theirs, lina) == []


def test_a_name_alone_is_nobody_s_lead(office: Cast, case: Case, other: Case) -> None:
    for one in (case, other):
        given.person(office.dewi, one, documents="", contacts="")
    assert linked_cases(case, office.dewi) == []


def test_by_what_their_reports_name(office: Cast, case: Case) -> None:
    report = reports.concluded(office.sari, persons=[PersonAnswer("phone", "0812-0000-0001")])
    of_report = reports.case(office.dewi, report)
    given.person(office.dewi, case, documents="")
    assert linked_cases(case, office.dewi) == [of_report]
    assert linked_cases(of_report, office.dewi) == [case]


def test_an_erased_one_is_not(office: Cast, case: Case, other: Case) -> None:
    given.person(office.dewi, case)
    given.person(office.dewi, other)
    erase_case(case=other)
    assert linked_cases(case, office.dewi) == []

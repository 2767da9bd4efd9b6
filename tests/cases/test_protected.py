"""Whether somebody is protected elsewhere is the head's to look, and no officer's to read from what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.persons import change_person, screen, seek_protected
from pimpasa.cases.kinds import Citizenship, PersonRole, Screening
from pimpasa.cases.models import Case, Person
from pimpasa.cases.queries import named_by_others
from pimpasa.cases.rules.enforcement import MOST_LOOKS_A_DAY, check_enforcement, refusals, tak_refusals, uncleared
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from tests.factories import cases as given
from tests.factories.people import Cast, keyring
from tests.refusals import refused

VICTIM = PersonRole.POSSIBLE_VICTIM


@pytest.fixture
def somebody(office: Cast, case: Case) -> Person:
    """A foreigner whose screening found no signs; nobody has looked yet."""
    who = given.person(office.dewi, case)
    screen(person=who, contents=given.talked(), outcome=Screening.NOT_INDICATED, keyring=keyring(office.dewi))
    who.refresh_from_db()
    return who


@pytest.fixture
def elsewhere(office: Cast) -> Case:
    """Fani's office protects somebody with the same passport."""
    case = given.own_case(office.fani, office.at.fallback_unit)
    given.person(office.fani, case, VICTIM, name="Nama Lain Karangan")
    return case


def what_dewi_reads(who: Person) -> object:
    who.refresh_from_db()
    return tak_refusals([who], refusals([who]), uncleared([who]), is_decided=True).get(who.pk)


def test_an_officer_reads_the_same_whether_there_is_such_a_case_or_not(office: Cast, somebody: Person) -> None:
    before = what_dewi_reads(somebody)
    case = given.own_case(office.fani, office.at.fallback_unit)
    given.person(office.fani, case, VICTIM, name="Nama Lain Karangan")
    assert what_dewi_reads(somebody) == before
    assert [found.pk for found in seek_protected(person=somebody, by=office.hadi)] == [case.pk]
    assert what_dewi_reads(somebody) == before
    with refused("not_cleared"):
        check_enforcement(somebody)


def test_where_nobody_is_it_may_go_on_for_two_days(
    office: Cast, somebody: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seek_protected(person=somebody, by=office.hadi) == []
    somebody.refresh_from_db()
    check_enforcement(somebody)
    late = clock.now() + timedelta(days=2, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    with refused("not_cleared"):
        check_enforcement(somebody)


def test_who_is_protected_since_then_is_refused_all_the_same(office: Cast, somebody: Person) -> None:
    seek_protected(person=somebody, by=office.hadi)
    somebody.refresh_from_db()
    given.person(office.fani, given.own_case(office.fani, office.at.fallback_unit), VICTIM)
    with refused("not_cleared"):
        check_enforcement(somebody)


def test_other_papers_are_looked_at_anew(office: Cast, somebody: Person) -> None:
    seek_protected(person=somebody, by=office.hadi)
    roles = [PersonRole.POSSIBLE_OFFENDER]
    change_person(
        person=somebody,
        contents=given.SOMEBODY,
        roles=roles,
        citizenship=Citizenship.FOREIGNER,
        reason=given.MISTAKE,
        keyring=keyring(office.dewi),
    )
    somebody.refresh_from_db()
    with refused("not_cleared"):
        check_enforcement(somebody)


def test_the_other_office_learns_who_looked(office: Cast, somebody: Person, elsewhere: Case) -> None:
    seek_protected(person=somebody, by=office.hadi)
    assert [named.office for named in named_by_others(elsewhere)] == [office.at.office]
    assert [entry.act for entry in entries_of([elsewhere.subject])][-1] == Act.VICTIM_NAMED
    assert Act.VICTIM_NAMED not in [entry.act for entry in entries_of([somebody.case.subject])]


def test_only_the_head_looks(office: Cast, somebody: Person, elsewhere: Case, outsiders: list[Officer]) -> None:
    for other in (office.dewi, *outsiders):
        with pytest.raises(Refused):
            seek_protected(person=somebody, by=other)
    assert named_by_others(elsewhere) == []


def test_nobody_goes_through_a_list_of_passports(office: Cast, somebody: Person) -> None:
    for _look in range(MOST_LOOKS_A_DAY):
        seek_protected(person=somebody, by=office.hadi)
    with refused("looked_often"):
        seek_protected(person=somebody, by=office.hadi)


def test_who_may_be_a_victim_here_is_not_looked_for(office: Cast, case: Case) -> None:
    who = given.person(office.dewi, case)
    with refused("not_screened"):
        seek_protected(person=who, by=office.hadi)

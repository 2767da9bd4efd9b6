"""Who is in a case: added and corrected by who leads it, sealed, and never less protected by a correction."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions import cases
from pimpasa.cases.actions.persons import add_person, change_person
from pimpasa.cases.actions.shredding import erase_case
from pimpasa.cases.alike import naming
from pimpasa.cases.kinds import Citizenship, PersonRole, Screening
from pimpasa.cases.models import Case, Person, PersonMention, PersonName
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.people import persons_of
from pimpasa.cases.rules.enforcement import check_enforcement
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.linking.blind import blind_sound
from tests.factories import cases as given
from tests.factories.people import Cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]
VICTIM, OFFENDER, WITNESS = PersonRole.POSSIBLE_VICTIM, PersonRole.POSSIBLE_OFFENDER, PersonRole.WITNESS


def change(by: Officer, who: Person, *roles: PersonRole, citizenship: Citizenship = Citizenship.FOREIGNER) -> Person:
    return change_person(
        person=who,
        contents=given.SOMEBODY,
        roles=roles,
        citizenship=citizenship,
        reason=given.MISTAKE,
        keyring=keyring(by),
    )


def test_it_works(office: Cast, case: Case) -> None:
    who = given.person(office.dewi, case, WITNESS, VICTIM)
    assert who.roles == [VICTIM, WITNESS]
    (opened,) = persons_of(peek(case, keyring(office.hadi)))
    assert (opened.person, opened.contents, opened.screenings) == (who, given.SOMEBODY, [])
    assert [entry.act for entry in entries_of([case.subject])] == [Act.CASE_OPENED, Act.PERSON_ADDED]


def test_who_may(office: Cast, case: Case, outsiders: list[Officer]) -> None:
    who = given.person(office.hadi, case)
    before = everything()
    for other in outsiders:
        with pytest.raises(Refused):
            given.person(other, case)
        with pytest.raises(Refused):
            change(other, who, WITNESS)
    assert everything() == before


@pytest.mark.parametrize(
    ("changes", "roles", "citizenship", "code"),
    [
        ({"name": "  "}, [WITNESS], Citizenship.CITIZEN, "no_name"),
        ({}, [], Citizenship.CITIZEN, "no_role"),
        ({}, ["king"], Citizenship.CITIZEN, "no_role"),
        ({}, [WITNESS], "mars", "not_on_list"),
        ({"sex": "x"}, [WITNESS], Citizenship.CITIZEN, "not_on_list"),
        ({"is_child": "x"}, [WITNESS], Citizenship.CITIZEN, "not_on_list"),
    ],
)
def test_it_says_who_and_how(
    office: Cast, case: Case, changes: dict[str, str], roles: list[str], citizenship: str, code: str
) -> None:
    contents = replace(given.SOMEBODY, **changes)
    with refused(code):
        add_person(case=case, contents=contents, roles=roles, citizenship=citizenship, keyring=keyring(office.dewi))


def test_a_closed_case_takes_nobody_in(office: Cast, case: Case) -> None:
    stale = Case.objects.get(pk=case.pk)
    who = given.person(office.dewi, case, WITNESS)
    cases.close(case=case, closure="acted", note="", keyring=keyring(office.dewi))
    with refused("case_closed"):
        given.person(office.dewi, stale)
    with refused("case_closed"):
        change(office.dewi, who, WITNESS)


def test_correcting_replaces_what_is_known(office: Cast, case: Case) -> None:
    who = given.person(office.dewi, case, contacts="0812-0000-0009")
    before = set(PersonMention.objects.values_list("digest", flat=True))
    changed = change(office.dewi, who, WITNESS, citizenship=Citizenship.CITIZEN)
    (opened,) = persons_of(peek(case, keyring(office.dewi)))
    assert opened.contents == given.SOMEBODY
    assert (changed.roles, changed.citizenship) == ([WITNESS], Citizenship.CITIZEN)
    assert set(PersonMention.objects.values_list("digest", flat=True)) != before
    assert [entry.act for entry in entries_of([case.subject])][-1] == Act.PERSON_CHANGED


class TestAskedForByName:
    def test_whoever_s_name_sounds_so_is_found_by_who_reads_the_case(self, office: Cast, case: Case) -> None:
        given.person(office.dewi, case, name="Muhammad Karanganto", other_names="Si Bunga")
        given.person(office.dewi, case, name="Siti Karangani", documents="", contacts="")
        for asked in ("mochamad", "Muhamad Karanganta", "pak Mohammad", "bunga", f"{case.number}/{case.year}"):
            assert naming(asked, office.dewi) == [case]
        for asked in ("Siti Bunga", "Karanganto Siti", "Muhidin", "", "\x00"):
            assert naming(asked, office.dewi) == []
        assert naming("mochamad", office.fani) == []

    def test_a_corrected_name_is_found_and_the_wrong_one_no_more(self, office: Cast, case: Case) -> None:
        who = given.person(office.dewi, case, name="Joko Karangan")
        contents = replace(given.SOMEBODY, name="Bambang Karangan")
        change_person(
            person=who,
            contents=contents,
            roles=[WITNESS],
            citizenship=Citizenship.CITIZEN,
            reason=given.MISTAKE,
            keyring=keyring(office.dewi),
        )
        assert naming("Djoko", office.dewi) == []
        assert naming("bambang karangan", office.dewi) == [case]

    def test_nothing_readable_and_no_likeness_between_offices(self, office: Cast, case: Case) -> None:
        given.person(office.dewi, case, name="Joko")
        (digest,) = PersonName.objects.values_list("digest", flat=True)
        sound = blind_sound("juku", office=case.office_id + 1, key=settings.LINK_KEY)
        assert bytes(digest) != sound
        assert len(bytes(digest)) == len(sound)

    def test_who_is_erased_is_asked_for_in_vain(self, office: Cast, case: Case) -> None:
        given.person(office.dewi, case, name="Joko")
        cases.close(case=case, closure="acted", note="", keyring=keyring(office.dewi))
        erase_case(case=case)
        assert PersonName.objects.count() == 0


class TestPossibleVictims:
    @pytest.mark.parametrize("outcome", [None, Screening.PAUSED, Screening.INDICATED])
    def test_they_stay_one(self, office: Cast, case: Case, outcome: Screening | None) -> None:
        who = given.person(office.dewi, case, VICTIM)
        if outcome:
            given.screened(office.dewi, who, outcome)
        with refused("stays_possible_victim"):
            change(office.dewi, who, OFFENDER)
        assert change(office.dewi, who, VICTIM, WITNESS).roles == [VICTIM, WITNESS]

    def test_until_a_screening_found_no_signs(self, office: Cast, case: Case) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case, VICTIM))
        assert change(office.dewi, who, WITNESS).roles == [WITNESS]

    def test_who_becomes_one_is_screened_again(self, office: Cast, case: Case) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case))
        check_enforcement(who)
        who = change(office.dewi, who, VICTIM, OFFENDER)
        assert who.screening == Screening.PAUSED
        with refused("not_screened"):
            check_enforcement(who)

    def test_the_database_holds_it_too(self, office: Cast, case: Case) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case), Screening.INDICATED)
        for changes in ({"roles": [WITNESS]}, {"roles": []}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Person.objects.filter(pk=who.pk).update(**changes)


def test_a_foreigner_under_an_action_does_not_become_a_citizen_unnoticed(office: Cast, case: Case) -> None:
    who = given.screened(office.dewi, given.person(office.dewi, case))
    given.tak(office.dewi, who, given.gelar(office.hadi, case))
    with refused("tak_stands"):
        change(office.dewi, who, OFFENDER, citizenship=Citizenship.CITIZEN)


def test_nothing_of_them_is_readable(office: Cast, case: Case) -> None:
    canaries = {
        name: f"KENARI-{name}"
        for name in ("name", "other_names", "born", "nationality", "documents", "contacts", "address", "notes")
    }
    who = given.person(office.dewi, case, **canaries)
    change_person(
        person=who,
        contents=replace(given.SOMEBODY, **canaries),
        roles=[WITNESS],
        citizenship=Citizenship.UNKNOWN,
        reason=given.MISTAKE,
        keyring=keyring(office.dewi),
    )
    assert "KENARI" not in repr(everything())


def test_without_the_ledger_nobody_is_added_or_changed(office: Cast, case: Case, broken_ledger: Broken) -> None:
    who = given.person(office.dewi, case)
    with broken_ledger():
        given.person(office.dewi, case)
    with broken_ledger():
        change(office.dewi, who, WITNESS)

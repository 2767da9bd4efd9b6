"""Who may be a victim and was met outside of a case becomes a person of one, and is screened before anything else."""

from __future__ import annotations

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.encounters import meet, take_in
from pimpasa.cases.contents import PersonContents
from pimpasa.cases.kinds import Citizenship, MetAt, PersonRole, Screening
from pimpasa.cases.models import Case, Encounter, Person
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.encounters import open_encounter, peek_encounter
from pimpasa.cases.opening.people import open_person
from pimpasa.cases.rules.enforcement import check_enforcement
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.vault.opening import key_of
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories import operations as made
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.refusals import refused

pytestmark = pytest.mark.django_db
MET = PersonContents(name="Perempuan berjaket biru", notes="Karangan: tampak takut, minta pulang.")


@pytest.fixture
def office() -> Cast:
    return cast()


def met(office: Cast, by: Officer | None = None, at: str = MetAt.COUNTER) -> Encounter:
    return meet(unit=office.at.unit, at=at, contents=MET, citizenship="unknown", by=by or office.sari)


def waits_for(officer: Officer) -> list[str]:
    return [entry.thing for entry in waiting_for(officer).entries if entry.kind == Kind.VICTIM]


@pytest.mark.parametrize("at", MetAt.values)
def test_the_unit_is_asked_at_once_wherever_it_was(office: Cast, at: str) -> None:
    encounter = met(office, at=at)
    assert waits_for(office.dewi) == waits_for(office.hadi) == [str(encounter.pk)]
    assert [waits_for(who) for who in (office.sari, office.bayu, office.agus, office.fani)] == [[]] * 4
    assert b"jaket" not in bytes(encounter.envelope)
    assert open_encounter(encounter=encounter, keyring=keyring(office.dewi)).contents == MET
    for who in (office.sari, office.bayu):
        with pytest.raises(NotGranted):
            key_of(encounter, keyring(who))
        with pytest.raises(Refused):
            peek_encounter(encounter, keyring(who))


def test_they_become_a_possible_victim_with_the_gate(office: Cast) -> None:
    """In a new case without a report; nothing is done against them before the screening."""
    encounter = met(office)
    person = take_in(encounter=encounter, case=None, title="Karangan: di konter", keyring=keyring(office.dewi))
    assert (person.roles, person.screening) == ([PersonRole.POSSIBLE_VICTIM], Screening.NONE)
    case = Case.objects.get()
    assert open_person(person, peek(case, keyring(office.hadi)).key).contents == MET
    with pytest.raises(Refused):
        check_enforcement(person)
    assert waits_for(office.dewi) == []
    assert [entry.act for entry in entries_of([encounter.subject])] == [Act.VICTIM_MET, Act.VICTIM_TAKEN_IN]
    with refused("taken_in_already"):
        take_in(encounter=encounter, case=None, title="Karangan", keyring=keyring(office.hadi))
    assert Person.objects.count() == 1


def test_met_in_an_operation_they_wait_for_its_case(office: Cast) -> None:
    """What a team writes down without a network comes once; a person met who is no possible victim asks nobody."""
    case = given.case(office.dewi, given.concluded(office.sari))
    operation = made.operation(office, case=case)
    made.enter(operation, office.sari, "person", made.met(maybe_victim=False))
    assert waits_for(office.dewi) == []
    entry, _is_new = made.enter(operation, office.sari, "person", made.met(nationality="UTO"))
    assert made.enter(operation, office.sari, "person", made.met(), ident=entry.pk)[1] is False
    encounter = Encounter.objects.get()
    assert (encounter.case, encounter.at) == (case, MetAt.OPERATION)
    opened = peek_encounter(encounter, keyring(office.dewi))
    assert (opened.contents.name, opened.contents.documents, opened.citizenship) == (
        "Orang Karangan", "P X0000000", Citizenship.FOREIGNER)  # fmt: skip
    person = take_in(encounter=encounter, case=case, title="", keyring=keyring(office.dewi))
    assert person.case == case


def test_what_is_no_telling_is_refused(office: Cast) -> None:
    unit = office.at.unit
    for changes, code in (
        ({"contents": PersonContents(name=" ")}, "no_name"),
        ({"contents": PersonContents(name="x" * 5_000)}, "too_long"),
        ({"at": "di jalan"}, "not_on_list"),
        ({"citizenship": "marsian"}, "not_on_list"),
        ({"unit": office.at.cengkareng_timur}, "no_unit"),
        ({"unit": office.at.fallback_unit}, "no_unit"),
        ({"by": office.agus}, "not_permitted"),
    ):
        options = {"unit": unit, "at": "visit", "contents": MET, "citizenship": "wni", "by": office.sari} | changes
        with refused(code):
            meet(**options)
    assert not Encounter.objects.exists()


@pytest.mark.parametrize("who", ["sari", "bayu", "agus", "rina", "fani"])
def test_only_the_unit_takes_them_in(office: Cast, who: str) -> None:
    encounter = met(office)
    with pytest.raises(Refused):
        take_in(encounter=encounter, case=None, title="Karangan", keyring=keyring(getattr(office, who)))
    assert Encounter.objects.count() == 1

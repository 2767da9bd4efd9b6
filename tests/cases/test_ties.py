"""One person in two cases: said by both units, each of its own case; met as a possible victim in both; ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.merging import merge_persons
from pimpasa.cases.actions.persons import change_person
from pimpasa.cases.actions.shredding import erase_case
from pimpasa.cases.actions.tying import agree_tie, ask_tie, end_tie, tie_persons
from pimpasa.cases.alike import naming
from pimpasa.cases.dossier import case_of
from pimpasa.cases.kinds import PersonRole, Screening
from pimpasa.cases.models import Case, CorrectionTold, Person, PersonTie, Tak
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.rules.enforcement import check_enforcement
from pimpasa.cases.rules.ties import MOST_ASKED_A_DAY
from pimpasa.cases.tied import ties_of
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories import cases as given
from tests.factories.people import Cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

VICTIM, WITNESS = PersonRole.POSSIBLE_VICTIM, PersonRole.WITNESS
SAME = "Karangan: paspornya sama."
NOT_SAME = "Karangan: ternyata saudara kembar."


@pytest.fixture
def second(office: Cast) -> Case:
    return given.own_case(office.dewi, office.at.unit)


@pytest.fixture
def elsewhere(office: Cast) -> Case:
    """A case of Fani's office, which Dewi does not read."""
    return given.own_case(office.fani, office.at.fallback_unit)


def tie(by: Officer, one: Person, two: Person, reason: str = SAME) -> PersonTie:
    return tie_persons(one=one, two=two, reason=reason, keyring=keyring(by))


def test_who_reads_both_ties_at_once(office: Cast, case: Case, second: Case) -> None:
    one, two = given.person(office.dewi, case), given.person(office.dewi, second, VICTIM, name="Bunga Karangan")
    before = [(row.roles, row.screening, bytes(row.envelope)) for row in (one, two)]
    row = tie(office.dewi, one, two)
    for person in (one, two):
        person.refresh_from_db()
    assert [(person.roles, person.screening, bytes(person.envelope)) for person in (one, two)] == before
    (here,) = ties_of([one], office.hadi)[one.pk]
    assert (here.tie, here.case, here.person, here.may_be_victim) == (row, second, two, True)
    (there,) = ties_of([two], office.hadi)[two.pk]
    assert (there.person, there.may_be_victim) == (one, False)
    assert [entry.act for entry in entries_of([case.subject])][-1] == Act.PERSONS_TIED
    assert [entry.act for entry in entries_of([second.subject])][-1] == Act.PERSONS_TIED


def test_who_reads_one_asks_and_neither_reads_the_other_s(office: Cast, case: Case, elsewhere: Case) -> None:
    one = given.person(office.dewi, case)
    other = given.person(office.fani, elsewhere, VICTIM, name="Bunga Karangan")
    with refused("not_of_unit"):
        tie(office.dewi, one, other)
    row = ask_tie(one=one, case=elsewhere, reason=SAME, keyring=keyring(office.dewi))
    (asked,) = ties_of([one], office.dewi)[one.pk]
    assert (asked.is_agreed, asked.person, asked.may_be_victim) == (False, None, False)
    assert [entry.thing for entry in waiting_for(office.fani, [Kind.TIE]).entries] == [str(row.pk)]
    agree_tie(tie=row, two=other, reason="Karangan: kami kenal dia.", keyring=keyring(office.fani))
    (here,) = ties_of([one], office.dewi)[one.pk]
    assert (here.is_agreed, here.person, here.case.leader, here.may_be_victim) == (True, None, office.fani, True)
    ours = case_of(peek(case, keyring(office.dewi)))["in_other_cases"][0]
    theirs = case_of(peek(elsewhere, keyring(office.fani)))["in_other_cases"][0]
    assert (ours["reason"], ours["unit"]) == (SAME, office.at.fallback_unit.name)
    assert (theirs["reason"], theirs["unit"]) == ("Karangan: kami kenal dia.", office.at.unit.name)
    assert {told.officer for told in CorrectionTold.objects.all()} == {office.dewi}


def test_an_action_does_not_stand_against_who_may_be_a_victim_in_the_other(
    office: Cast, case: Case, second: Case
) -> None:
    one = given.screened(office.dewi, given.person(office.dewi, case, documents="", contacts=""))
    check_enforcement(one)
    given.tak(office.dewi, one, given.gelar(office.hadi, case))
    two = given.person(office.dewi, second, WITNESS, documents="", contacts="")
    tie(office.dewi, one, two)
    assert Tak.objects.get().lifted_on is None
    given.screened(office.dewi, two, Screening.INDICATED)
    assert Tak.objects.get().lifted_on is not None
    one.refresh_from_db()
    with refused("not_cleared"):
        check_enforcement(one)


def test_an_action_of_a_case_that_nobody_here_opens_is_lifted_too(office: Cast, case: Case, elsewhere: Case) -> None:
    one = given.screened(office.dewi, given.person(office.dewi, case, documents="", contacts=""))
    ends_on = clock.today() + timedelta(days=30)
    given.tak(office.dewi, one, given.gelar(office.hadi, case), ends_on=ends_on)
    victim = given.person(office.fani, elsewhere, VICTIM, documents="", contacts="")
    row = ask_tie(one=one, case=elsewhere, reason=SAME, keyring=keyring(office.dewi))
    agree_tie(tie=row, two=victim, reason=SAME, keyring=keyring(office.fani))
    assert Tak.objects.get().lifted_on is not None
    assert Act.TAK_LIFTED in [entry.act for entry in entries_of([case.subject])]


def shows_signs(by: Officer, who: Person) -> None:
    given.screened(by, who, Screening.INDICATED)


def may_be_a_victim_after_all(by: Officer, who: Person) -> None:
    change_person(
        person=who, contents=given.SOMEBODY, roles=[VICTIM], citizenship=who.citizenship, reason=given.MISTAKE,
        keyring=keyring(by),
    )  # fmt: skip


@pytest.mark.parametrize("finds", [shows_signs, may_be_a_victim_after_all])
def test_who_leads_the_case_is_told_that_its_action_was_lifted_and_keeps_the_term(
    office: Cast, case: Case, elsewhere: Case, finds: Callable[[Officer, Person], None]
) -> None:
    one = given.screened(office.dewi, given.person(office.dewi, case, documents="", contacts=""))
    given.tak(office.dewi, one, given.gelar(office.hadi, case), ends_on=clock.today() + timedelta(days=3))
    other = given.person(office.fani, elsewhere, WITNESS, documents="", contacts="")
    row = ask_tie(one=one, case=elsewhere, reason=SAME, keyring=keyring(office.dewi))
    agree_tie(tie=row, two=other, reason=SAME, keyring=keyring(office.fani))
    CorrectionTold.objects.all().delete()
    finds(office.fani, other)
    assert Tak.objects.get().lifted_on is not None
    told = CorrectionTold.objects.get(case=case)
    assert (told.officer, told.by) == (case.leader, office.fani)
    waits = waiting_for(case.leader, [Kind.CORRECTED, Kind.TERM]).entries
    assert {(entry.kind, entry.thing) for entry in waits} == {
        (Kind.CORRECTED, str(told.pk)),
        (Kind.TERM, str(case.pk)),
    }


def test_it_ends_from_either_side_and_the_other_is_told(office: Cast, case: Case, elsewhere: Case) -> None:
    one, other = given.person(office.dewi, case), given.person(office.fani, elsewhere, VICTIM)
    row = ask_tie(one=one, case=elsewhere, reason=SAME, keyring=keyring(office.dewi))
    agree_tie(tie=row, two=other, reason=SAME, keyring=keyring(office.fani))
    CorrectionTold.objects.all().delete()
    end_tie(tie=row, case=case, reason=NOT_SAME, keyring=keyring(office.dewi))
    assert ties_of([one], office.dewi) == {}
    assert {told.officer for told in CorrectionTold.objects.all()} == {office.fani}
    ours = case_of(peek(case, keyring(office.dewi)))["in_other_cases"][0]
    theirs = case_of(peek(elsewhere, keyring(office.fani)))["in_other_cases"][0]
    assert (ours["why_ended"], theirs["why_ended"]) == (NOT_SAME, "")
    assert theirs["ended"]["by"] == office.dewi.name
    with refused("ended_already"):
        end_tie(tie=row, case=elsewhere, reason=NOT_SAME, keyring=keyring(office.fani))
    ask_tie(one=one, case=elsewhere, reason=SAME, keyring=keyring(office.dewi))


def test_what_is_refused(office: Cast, case: Case, second: Case, elsewhere: Case) -> None:
    one, beside = given.person(office.dewi, case), given.person(office.dewi, case, WITNESS)
    two, stranger = given.person(office.dewi, second), given.person(office.fani, elsewhere)
    with refused("same_case"):
        tie(office.dewi, one, beside)
    with refused("no_reason"):
        tie(office.dewi, one, two, reason="sama")
    tie(office.dewi, one, two)
    with refused("tied_already"):
        tie(office.hadi, two, one)
    row = ask_tie(one=one, case=elsewhere, reason=SAME, keyring=keyring(office.dewi))
    with refused("asked_already"):
        ask_tie(one=one, case=elsewhere, reason=SAME, keyring=keyring(office.dewi))
    with refused("not_of_unit"):
        agree_tie(tie=row, two=stranger, reason=SAME, keyring=keyring(office.dewi))
    with refused("other_case"):
        agree_tie(tie=row, two=one, reason=SAME, keyring=keyring(office.fani))
    agree_tie(tie=row, two=stranger, reason=SAME, keyring=keyring(office.fani))
    with refused("answered_already"):
        agree_tie(tie=row, two=stranger, reason=SAME, keyring=keyring(office.fani))
    with refused("other_case"):
        end_tie(tie=row, case=second, reason=SAME, keyring=keyring(office.dewi))


def test_nobody_asks_all_day(office: Cast, case: Case) -> None:
    who = [given.person(office.dewi, case, WITNESS) for _ in range(MOST_ASKED_A_DAY + 1)]
    other = given.own_case(office.fani, office.at.fallback_unit)
    for one in who[:-1]:
        ask_tie(one=one, case=other, reason=SAME, keyring=keyring(office.dewi))
    with refused("asked_often"):
        ask_tie(one=who[-1], case=other, reason=SAME, keyring=keyring(office.dewi))


def test_who_may(office: Cast, case: Case, second: Case, outsiders: list[Officer]) -> None:
    one, two = given.person(office.dewi, case), given.person(office.dewi, second)
    row = given.tied(office.dewi, case, second)
    before = everything()
    for other in outsiders:
        with pytest.raises(Refused):
            tie(other, one, two)
        with pytest.raises(Refused):
            end_tie(tie=row, case=case, reason=NOT_SAME, keyring=keyring(other))
    assert everything() == before


def test_a_search_finds_the_other_case_too(office: Cast, case: Case, second: Case) -> None:
    one = given.person(office.dewi, case, documents="", contacts="0812-3333-4444", name="Siti Karangan")
    two = given.person(office.dewi, second, documents="", contacts="", name="Bunga Melati")
    tie(office.dewi, one, two)
    found = {row.pk: row.by_tie for row in naming("0812 3333 4444", office.hadi)}
    assert found == {case.pk: False, second.pk: True}
    assert {row.pk: row.by_tie for row in naming("bunga melati", office.hadi)} == {case.pk: True, second.pk: False}


def test_who_stands_for_somebody_keeps_their_ties(office: Cast, case: Case, second: Case) -> None:
    gone, kept = given.person(office.dewi, case), given.person(office.dewi, case, WITNESS)
    two = given.person(office.dewi, second, VICTIM)
    tie(office.dewi, gone, two)
    merge_persons(kept=kept, gone=gone, reason=SAME, keyring=keyring(office.dewi))
    assert [tied.person for tied in ties_of([kept], office.dewi)[kept.pk]] == [two]
    with refused("tied_already"):
        tie(office.dewi, kept, two)


def test_what_was_erased_shows_no_more(office: Cast, case: Case, second: Case) -> None:
    one = given.person(office.dewi, case)
    tie(office.dewi, one, given.person(office.dewi, second, VICTIM))
    erase_case(case=second)
    row = PersonTie.objects.get()
    assert (bytes(row.answer or b""), bytes(row.reason) != b"") == (b"", True)
    assert ties_of([one], office.dewi) == {}

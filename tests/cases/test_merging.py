"""Two people of a case who are one and the same: merged, less protected by nothing, and split again as they were."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import IntegrityError, transaction

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions import cases
from pimpasa.cases.actions.decisions import lift
from pimpasa.cases.actions.merging import merge_persons, split_persons
from pimpasa.cases.actions.persons import change_person, screen
from pimpasa.cases.actions.shredding import erase_case
from pimpasa.cases.alike import naming
from pimpasa.cases.contents import PersonContents
from pimpasa.cases.dossier import case_of
from pimpasa.cases.kinds import Answer, Citizenship, PersonRole, Screening, TermKind
from pimpasa.cases.models import Case, CorrectionTold, Person, PersonMention, PersonMerge, PersonName, Tak, Term
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.events import all_events_of
from pimpasa.cases.opening.people import persons_of
from pimpasa.cases.queries import stands_against
from pimpasa.cases.rules.enforcement import check_enforcement, check_nobody_waits
from pimpasa.cases.rules.merging import citizenship_of_both, contents_of_both, screening_of_both
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from tests.factories import cases as given
from tests.factories.people import Cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]
VICTIM, OFFENDER, WITNESS = PersonRole.POSSIBLE_VICTIM, PersonRole.POSSIBLE_OFFENDER, PersonRole.WITNESS
SAME = "Karangan: nomor HP dan wajahnya sama."
NOT_SAME = "Karangan: ternyata kakak beradik."


def merge(by: Officer, kept: Person, gone: Person, reason: str = SAME) -> Person:
    merge_persons(kept=kept, gone=gone, reason=reason, keyring=keyring(by))
    kept.refresh_from_db()
    gone.refresh_from_db()
    return kept


def split(by: Officer, kept: Person, gone: Person, reason: str = NOT_SAME) -> None:
    row = PersonMerge.objects.get(gone=gone, split_at=None)
    split_persons(merge=row, reason=reason, keyring=keyring(by))
    kept.refresh_from_db()
    gone.refresh_from_db()


def state(who: Person) -> tuple[list[str], str, str, object]:
    return who.roles, who.citizenship, who.screening, who.merged_into_id


def test_it_works(office: Cast, case: Case) -> None:
    kept = given.person(office.dewi, case, name="Siti Karangan")
    gone = given.person(office.hadi, case, VICTIM, name="Bunga Karangan", documents="Paspor Y7654321", contacts="")
    before = (state(kept), state(gone), persons_of(peek(case, keyring(office.dewi))))
    merge(office.dewi, kept, gone)
    assert state(kept) == ([VICTIM, OFFENDER], Citizenship.FOREIGNER, Screening.NONE, None)
    (one,) = persons_of(peek(case, keyring(office.hadi)))
    assert (one.contents.name, one.contents.other_names) == ("Siti Karangan", "Bunga Karangan")
    assert one.contents.documents == "Paspor X1234567\nPaspor Y7654321"
    assert [(merged.contents.name, merged.reason, merged.may_split) for merged in one.merges] == [
        ("Bunga Karangan", SAME, True)
    ]
    split(office.dewi, kept, gone)
    after = persons_of(peek(case, keyring(office.dewi)))
    assert (state(kept), state(gone)) == before[:2]
    assert [one.contents for one in after] == [one.contents for one in before[2]]
    assert [earlier.reason for earlier in after[0].earlier] == [SAME, NOT_SAME]
    acts = [entry.act for entry in entries_of([case.subject])]
    assert acts[-2:] == [Act.PERSONS_MERGED, Act.PERSONS_SPLIT]
    assert set(CorrectionTold.objects.values_list("officer", flat=True)) == {office.hadi.pk}


def test_who_may(office: Cast, case: Case, outsiders: list[Officer]) -> None:
    kept, gone = given.person(office.dewi, case), given.person(office.dewi, case, WITNESS)
    third = given.person(office.dewi, case, WITNESS)
    merge(office.dewi, kept, gone)
    before = everything()
    for other in outsiders:
        with pytest.raises(Refused):
            merge(other, kept, third)
        with pytest.raises(Refused):
            split(other, kept, gone)
    assert everything() == before


def test_what_cannot_be_merged(office: Cast, case: Case) -> None:
    kept, gone = given.person(office.dewi, case), given.person(office.dewi, case, WITNESS)
    other = given.person(office.dewi, given.own_case(office.dewi, office.at.unit))
    with refused("other_case"):
        merge(office.dewi, kept, other)
    with refused("one_person"):
        merge(office.dewi, kept, kept)
    with refused("no_reason"):
        merge(office.dewi, kept, gone, reason="sama")
    merge(office.dewi, kept, gone)
    with refused("merged"):
        merge(office.dewi, given.person(office.dewi, case), gone)
    with refused("no_reason"):
        split(office.dewi, kept, gone, reason="beda")
    row = PersonMerge.objects.get()
    split(office.dewi, kept, gone)
    with refused("split_already"):
        split_persons(merge=row, reason=NOT_SAME, keyring=keyring(office.dewi))


def test_not_in_a_closed_case(office: Cast, case: Case) -> None:
    kept, gone = given.person(office.dewi, case), given.person(office.dewi, case, WITNESS)
    merge(office.dewi, kept, gone)
    third = given.person(office.dewi, case, WITNESS)
    cases.close(case=case, closure="acted", note="", keyring=keyring(office.dewi))
    for act in (lambda: merge(office.dewi, kept, third), lambda: split(office.dewi, kept, gone)):
        with refused("case_closed"):
            act()


class TestStricter:
    @pytest.mark.parametrize(
        ("one", "other", "both"),
        [
            ("none", "not_indicated", "none"),
            ("paused", "not_indicated", "paused"),
            ("none", "paused", "none"),
            ("indicated", "none", "indicated"),
            ("indicated", "not_indicated", "indicated"),
            ("not_indicated", "not_indicated", "not_indicated"),
        ],
    )
    def test_screening(self, one: str, other: str, both: str) -> None:
        assert screening_of_both(one, other) == screening_of_both(other, one) == both

    @pytest.mark.parametrize(
        ("one", "other", "both"),
        [
            ("wna", "wna", "wna"),
            ("wna", "unknown", "wna"),
            ("wna", "wni", "unknown"),
            ("unknown", "unknown", "unknown"),
        ],
    )
    def test_citizenship(self, one: str, other: str, both: str) -> None:
        assert citizenship_of_both(one, other) == citizenship_of_both(other, one) == both

    @pytest.mark.parametrize(("one", "other"), [("yes", "no"), ("no", "yes"), ("unknown", "yes"), ("yes", "unknown")])
    def test_a_child_stays_one(self, one: str, other: str) -> None:
        first, second = PersonContents("A", is_child=one), PersonContents("B", is_child=other)
        assert contents_of_both(first, second).is_child == Answer.YES

    def test_what_is_known_of_either(self) -> None:
        first = PersonContents("Siti", other_names="Bunga, Mawar", notes="Karangan: satu", sex="unknown", born="2001")
        second = PersonContents("bunga", other_names="siti, Melati", notes="Karangan: dua", sex="female", born="1999")
        both = contents_of_both(first, second)
        assert (both.name, both.other_names) == ("Siti", "Bunga, Mawar, Melati")
        assert (both.notes, both.sex, both.born) == ("Karangan: satu\nKarangan: dua", "female", "2001")

    @pytest.mark.parametrize("kept_is_victim", [True, False])
    def test_a_possible_victim_merged_with_a_screened_suspect_waits(
        self, office: Cast, case: Case, kept_is_victim: bool
    ) -> None:
        victim = given.person(office.dewi, case, VICTIM)
        suspect = given.person(office.dewi, case, OFFENDER)
        screen(person=suspect, contents=given.talked(), outcome=Screening.NOT_INDICATED, keyring=keyring(office.dewi))
        suspect.refresh_from_db()
        kept, gone = (victim, suspect) if kept_is_victim else (suspect, victim)
        merge(office.dewi, kept, gone)
        assert (kept.is_possible_victim, kept.screening) == (True, Screening.NONE)
        with refused("not_screened"):
            check_enforcement(kept)
        with refused("victim_waits"):
            check_nobody_waits(case)
        given.screened(office.dewi, kept)
        check_nobody_waits(case)

    def test_an_action_in_force_is_lifted_with_its_term(self, office: Cast, case: Case) -> None:
        suspect = given.screened(office.dewi, given.person(office.dewi, case))
        ends_on = given.clock.today()
        given.tak(office.dewi, suspect, given.gelar(office.hadi, case), ends_on=ends_on)
        victim = given.person(office.dewi, case, VICTIM)
        merge(office.dewi, victim, suspect)
        assert not stands_against(victim)
        assert Tak.objects.get().lifted_on is not None
        assert Term.objects.get(kind=TermKind.TAK_END).done_on is not None
        split(office.dewi, victim, suspect)
        assert Tak.objects.get().lifted_on is not None

    def test_an_action_against_two_screened_foreigners_goes_along(self, office: Cast, case: Case) -> None:
        kept = given.screened(office.dewi, given.person(office.dewi, case))
        gone = given.screened(office.dewi, given.person(office.dewi, case))
        decision = given.gelar(office.hadi, case)
        tak = given.tak(office.dewi, gone, decision)
        merge(office.dewi, kept, gone)
        assert stands_against(kept)
        given.looked_about(kept)
        with refused("recorded_already"):
            given.tak(office.dewi, kept, decision)
        with refused("tak_stands"):
            change_person(
                person=kept,
                contents=given.SOMEBODY,
                roles=[OFFENDER],
                citizenship=Citizenship.CITIZEN,
                reason=given.MISTAKE,
                keyring=keyring(office.dewi),
            )
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=kept.pk).update(screening=Screening.PAUSED)
        lift(tak=Tak.objects.get(pk=tak.pk), keyring=keyring(office.hadi))
        assert not stands_against(kept)

    def test_signs_found_in_the_one_lift_what_stands_against_the_other(self, office: Cast, case: Case) -> None:
        kept = given.screened(office.dewi, given.person(office.dewi, case))
        gone = given.screened(office.dewi, given.person(office.dewi, case))
        given.tak(office.dewi, gone, given.gelar(office.hadi, case))
        merge(office.dewi, kept, gone)
        given.screened(office.dewi, kept, Screening.INDICATED)
        assert Tak.objects.get().lifted_on is not None

    def test_no_action_goes_along_to_who_may_be_a_citizen(self, office: Cast, case: Case) -> None:
        kept = given.person(office.dewi, case, citizenship=Citizenship.CITIZEN)
        kept = given.screened(office.dewi, kept)
        gone = given.screened(office.dewi, given.person(office.dewi, case))
        given.tak(office.dewi, gone, given.gelar(office.hadi, case))
        with refused("tak_stands"):
            merge(office.dewi, kept, gone)

    def test_the_database_holds_it_too(self, office: Cast, case: Case) -> None:
        suspect = given.screened(office.dewi, given.person(office.dewi, case))
        given.tak(office.dewi, suspect, given.gelar(office.hadi, case))
        victim = given.person(office.dewi, case, VICTIM)
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=suspect.pk).update(merged_into=victim)


class TestWhatGoesAlong:
    def test_conversations_terms_and_events(self, office: Cast, case: Case) -> None:
        kept, gone = given.person(office.dewi, case), given.person(office.dewi, case, VICTIM)
        third = given.person(office.dewi, case, WITNESS)
        given.screened(office.dewi, gone, Screening.INDICATED)
        given.event(office.dewi, case, persons=[str(gone.pk), str(third.pk), str(kept.pk)])
        merge(office.dewi, kept, gone)
        opened = peek(case, keyring(office.dewi))
        (one, _third) = persons_of(opened)
        assert [row.outcome for row, _talk in one.screenings] == [Screening.INDICATED]
        (event,) = all_events_of(opened)
        assert event.contents.persons == [str(kept.pk), str(third.pk)]
        with refused("referral_waits"):
            check_nobody_waits(case)
        assert given.term(office.dewi, case, who=gone).person_id == kept.pk
        split(office.dewi, kept, gone)
        (event,) = all_events_of(peek(case, keyring(office.dewi)))
        assert event.contents.persons == [str(gone.pk), str(third.pk), str(kept.pk)]

    def test_they_are_found_by_what_either_is_called(self, office: Cast, case: Case) -> None:
        kept = given.person(office.dewi, case, name="Joko Karangan", documents="", contacts="")
        gone = given.person(office.dewi, case, name="Bambang Karangan", documents="", contacts="0812-0000-0009")
        merge(office.dewi, kept, gone)
        for asked in ("djoko", "bambang", "+62 812 0000 0009"):
            assert naming(asked, office.dewi) == [case]
        assert not PersonName.objects.filter(person=gone).exists()
        assert not PersonMention.objects.filter(person=gone).exists()
        split(office.dewi, kept, gone)
        assert not PersonMention.objects.filter(person=kept).exists()
        assert PersonMention.objects.get().person_id == gone.pk

    def test_nothing_is_done_with_who_was_merged(self, office: Cast, case: Case) -> None:
        kept, gone = given.person(office.dewi, case), given.person(office.dewi, case, WITNESS)
        merge(office.dewi, kept, gone)
        with refused("merged"):
            given.screened(office.dewi, gone)
        with refused("merged"):
            given.tak(office.dewi, gone, given.gelar(office.hadi, case))

    def test_the_file_of_the_case_has_both(self, office: Cast, case: Case) -> None:
        kept, gone = given.person(office.dewi, case), given.person(office.dewi, case, WITNESS, name="Karangan dua")
        merge(office.dewi, kept, gone)
        told = case_of(peek(case, keyring(office.dewi)))
        (one,) = told["persons"]
        assert [(row["id"], row["name"], row["reason"]) for row in one["merged"]] == [
            (str(gone.pk), "Karangan dua", SAME)
        ]
        split(office.dewi, kept, gone)
        told = case_of(peek(case, keyring(office.dewi)))
        assert [person["merged"] for person in told["persons"]] == [[], []]
        (row,) = told["taken_for_one"]
        assert (row["merged"]["reason"], row["split"]["reason"]) == (SAME, NOT_SAME)


class TestSplit:
    def test_signs_found_meanwhile_are_both_s(self, office: Cast, case: Case) -> None:
        kept, gone = given.person(office.dewi, case), given.person(office.dewi, case, WITNESS)
        merge(office.dewi, kept, gone)
        given.screened(office.dewi, kept, Screening.INDICATED)
        split(office.dewi, kept, gone)
        assert [(who.screening, who.is_possible_victim) for who in (kept, gone)] == [(Screening.INDICATED, True)] * 2
        assert set(Term.objects.filter(kind=TermKind.REFER).values_list("person", flat=True)) == {kept.pk, gone.pk}

    def test_that_none_were_found_meanwhile_clears_neither(self, office: Cast, case: Case) -> None:
        kept, gone = given.person(office.dewi, case), given.person(office.dewi, case, VICTIM)
        merge(office.dewi, kept, gone)
        given.screened(office.dewi, kept)
        given.tak(office.dewi, kept, given.gelar(office.hadi, case))
        split(office.dewi, kept, gone)
        assert [who.screening for who in (kept, gone)] == [Screening.NONE, Screening.NONE]
        assert Tak.objects.get().lifted_on is not None

    def test_who_became_a_possible_victim_meanwhile_is_asked_again_as_both(self, office: Cast, case: Case) -> None:
        kept = given.screened(office.dewi, given.person(office.dewi, case))
        gone = given.screened(office.dewi, given.person(office.dewi, case, WITNESS))
        merge(office.dewi, kept, gone)
        change_person(
            person=kept,
            contents=given.SOMEBODY,
            roles=[VICTIM],
            citizenship=Citizenship.FOREIGNER,
            reason=given.MISTAKE,
            keyring=keyring(office.dewi),
        )
        split(office.dewi, kept, gone)
        assert state(kept)[:3] == ([VICTIM, OFFENDER], Citizenship.FOREIGNER, Screening.PAUSED)
        assert state(gone)[:3] == ([VICTIM, WITNESS], Citizenship.FOREIGNER, Screening.PAUSED)

    def test_three_are_split_in_turn(self, office: Cast, case: Case) -> None:
        first, second, third = (given.person(office.dewi, case, name=f"Karangan {n}") for n in "abc")
        merge(office.dewi, second, first)
        merge(office.dewi, third, second)
        first.refresh_from_db()
        assert (first.merged_into_id, second.merged_into_id) == (third.pk, third.pk)
        (one,) = persons_of(peek(case, keyring(office.dewi)))
        assert [(merged.contents.name, merged.may_split) for merged in one.merges] == [
            ("Karangan a", False),
            ("Karangan b", True),
        ]
        with refused("merged"):
            split(office.dewi, second, first)
        split(office.dewi, third, second)
        first.refresh_from_db()
        assert (first.merged_into_id, second.merged_into_id) == (second.pk, None)
        split(office.dewi, second, first)
        assert not Person.objects.exclude(merged_into=None).exists()

    def test_the_last_who_was_merged_goes_first(self, office: Cast, case: Case) -> None:
        kept, first, second = (given.person(office.dewi, case, name=f"Karangan {n}") for n in "abc")
        merge(office.dewi, kept, first)
        merge(office.dewi, kept, second)
        with refused("not_newest"):
            split(office.dewi, kept, first)


def test_nothing_of_it_is_readable(office: Cast, case: Case) -> None:
    kept, gone = given.person(office.dewi, case, name="KENARI-satu"), given.person(office.dewi, case, name="KENARI-dua")
    merge(office.dewi, kept, gone, reason="KENARI karena sama")
    split(office.dewi, kept, gone, reason="KENARI karena beda")
    assert "KENARI" not in repr(everything())


def test_erasing_leaves_no_reason(office: Cast, case: Case) -> None:
    kept, gone = given.person(office.dewi, case, WITNESS), given.person(office.dewi, case, WITNESS)
    merge(office.dewi, kept, gone)
    split(office.dewi, kept, gone)
    cases.close(case=case, closure="acted", note="", keyring=keyring(office.dewi))
    erase_case(case=case)
    row = PersonMerge.objects.get()
    assert row.split_reason is not None
    assert (bytes(row.reason), bytes(row.split_reason)) == (b"", b"")


def test_without_the_ledger_nothing_is_merged_or_split(office: Cast, case: Case, broken_ledger: Broken) -> None:
    kept, gone = given.person(office.dewi, case), given.person(office.dewi, case, WITNESS)
    with broken_ledger():
        merge(office.dewi, kept, gone)
    merge(office.dewi, kept, gone)
    with broken_ledger():
        split(office.dewi, kept, gone)

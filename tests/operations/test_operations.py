"""Operations within the law, with a key of their own: from the plan to the recorded report."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pimpasa.accounts.errors import Refused
from pimpasa.cases.actions import cases
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import peek as peek_case
from pimpasa.cases.states import CASE_TRANSITIONS, CaseState, CaseStep
from pimpasa.common import clock
from pimpasa.keys.actions.letting_in import hand_over
from pimpasa.keys.actions.officer_keys import make_officer_key
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import digest_of_facts
from pimpasa.ledger.queries import entries_of
from pimpasa.letters.actions.letters import withdraw
from pimpasa.letters.models import Letter
from pimpasa.operations import queries
from pimpasa.operations.actions import ending, planning, teams
from pimpasa.operations.contents import Facts, OperationPlan
from pimpasa.operations.models import Operation, OperationGrant, TeamMember
from pimpasa.operations.opening import exported, open_operation, peek
from pimpasa.operations.rules import MOST_TEAM, WHO, Team
from pimpasa.operations.states import OPERATION_TRANSITIONS, PENDING, OperationState, OperationStep
from pimpasa.vault.opening import key_of
from pimpasa.verification.kinds import CitizenPurpose
from pimpasa.verification.warrants import Warrant, end_of_next_day
from tests.factories import letters
from tests.factories import operations as made
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast, cast, keyring, officer, read_out, withdrawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def case(office: Cast) -> Case:
    return given.case(office.dewi, given.concluded(office.sari))


def letter_of(office: Cast, **options: Any) -> Letter:
    """One that names the team of `made.team`."""
    return made.letter_of(made.team(office), at=office.at.unit, **options)


def refused(office: Cast, *, by: str = "dewi", of: Facts | None = None, team: Team | None = None,
            letter: Letter | None = None, **changes: object) -> str:  # fmt: skip
    before = Operation.objects.count()
    plan = made.plan(**changes)
    with pytest.raises(Refused) as refusal:
        made.operation(office, by=getattr(office, by), of=of, with_team=team, planned=plan, letter=letter)
    assert Operation.objects.count() == before
    return refusal.value.code


def test_it_works(office: Cast, case: Case) -> None:
    """Planned for a case, carried out by a team, reported; the case reaches what its reporters read."""
    operation = made.operation(office, case=case)
    case.refresh_from_db()
    assert (operation.state, case.state) == (OperationState.PLANNED, CaseState.PLANNED)
    made.enter(operation, office.sari)
    made.enter(operation, office.dewi, "person", made.met())
    made.enter(operation, office.sari, "end")
    operation.refresh_from_db()
    assert operation.state == OperationState.CARRIED_OUT
    operation = ending.record_result(operation=operation, result=made.RESULT, keyring=keyring(office.dewi))
    case.refresh_from_db()
    assert (operation.state, case.state) == (OperationState.REPORTED, CaseState.CARRIED_OUT)
    assert operation.keep_until is None
    assert peek_case(case, keyring(office.hadi)).contents.notes == "2025-09-23: Karangan: tiga orang asing ditemui."
    opened = open_operation(operation=operation, keyring=keyring(office.sari))
    letter = Letter.objects.get()
    chosen = Warrant(letter.number, "Hadi Contoh", letter.valid_from, letter.valid_until, str(letter.pk))
    assert (opened.plan, opened.result, opened.draft) == (made.plan(warrant=chosen), made.RESULT, None)
    entries = list(entries_of([operation.subject]))
    assert [entry.act for entry in entries] == [
        Act.OPERATION_PLANNED, Act.OPERATION_TEAM, Act.OPERATION_NOTED, Act.OPERATION_NOTED, Act.OPERATION_ENDED,
        Act.OPERATION_RESULT, Act.OPERATION_VIEWED]  # fmt: skip
    first_team = {"team": {officer.actor: str(role) for officer, role in made.team(office)}}
    assert bytes(entries[1].digest) == digest_of_facts(first_team)
    assert b"Karangan" not in bytes(operation.plan) + bytes(operation.result or b"")


class TestKeys:
    def test_the_team_reads_the_operation_and_neither_case_nor_report(self, office: Cast, case: Case) -> None:
        """Bayu's desk is another: he may come along, and learns what the plan says, no more."""
        operation = made.operation(office, case=case, with_team=[(office.bayu, "leader"), (office.dewi, "member")])
        bayu = keyring(office.bayu)
        assert peek(operation, bayu).plan.place == "Rusunami City Park"
        report = peek_case(case, keyring(office.dewi)).reports[0]
        for opening in (lambda: key_of(case, bayu), lambda: key_of(report, bayu)):
            with pytest.raises(NotGranted):
                opening()
        with pytest.raises(Refused):
            peek_case(case, bayu)
        with pytest.raises(Refused):
            peek(operation, keyring(office.sari))
        with pytest.raises(NotGranted):
            key_of(operation, keyring(office.sari))

    def test_who_leaves_the_team_opens_it_no_more(self, office: Cast) -> None:
        letter = letters.letter([office.sari, office.dewi, office.bayu])
        operation = made.operation(office, letter=letter)
        teams.change_team(operation=operation, team=[(office.bayu, "leader")], keyring=keyring(office.dewi))
        assert peek(operation, keyring(office.bayu)).plan.purpose
        with pytest.raises(NotGranted):
            key_of(operation, keyring(office.sari))
        assert [member.officer for member in TeamMember.objects.all()] == [office.bayu]

    def test_a_new_key_is_granted_again_by_the_unit(self, office: Cast) -> None:
        operation = made.operation(office)
        withdrawn(office, office.sari)
        make_officer_key(officer=office.sari, passphrase=PASSPHRASE)
        desk = office.at.cengkareng_timur
        hand_over(desk=desk, to=office.sari, code=read_out(office.sari, desk.subject), keyring=keyring(office.hadi))
        with pytest.raises(NotGranted):
            key_of(operation, keyring(office.sari))
        teams.change_team(operation=operation, team=made.team(office), keyring=keyring(office.hadi))
        assert key_of(operation, keyring(office.sari)) == key_of(operation, keyring(office.dewi))
        assert OperationGrant.objects.count() == 3

    def test_without_a_case_it_stands_alone(self, office: Cast) -> None:
        operation = made.reported(office)
        assert operation.case is None
        assert operation.keep_until == clock.today() + timedelta(days=730)


class TestTheLaw:
    def test_a_made_up_number_plans_nothing(self, office: Cast) -> None:
        today = clock.today()
        made_up = Warrant("asal-asalan-123", "siapa saja", today, today)
        for warrant in (None, made_up, replace(made_up, letter=str(uuid.uuid4()))):
            with pytest.raises(Refused) as refusal:
                planning.plan_operation(
                    unit=office.at.unit,
                    facts=made.facts(),
                    plan=made.plan(warrant=warrant),
                    team=made.team(office),
                    keyring=keyring(office.dewi),
                )
            assert refusal.value.code == "no_letter"
        assert not Operation.objects.exists()

    def test_the_letter_covers_every_day(self, office: Cast) -> None:
        of = replace(made.facts(), ends_at=clock.now() + timedelta(days=3))
        first, last = of.days()
        later = first + timedelta(days=1)
        for days, code in (
            ((first, first), "letter_expired"),
            ((later, last), "letter_not_yet"),
            ((last, last), "letter_not_yet"),
        ):
            letter = letter_of(office, of=letters.facts(first=days[0], last=days[1]))
            assert refused(office, of=of, letter=letter) == code
        assert made.operation(office, of=of, letter=letter_of(office, of=letters.facts(first=first, last=last)))

    def test_the_letter_names_who_comes_what_for_and_where(self, office: Cast) -> None:
        assert refused(office, letter=letters.letter([office.dewi])) == "not_named"
        watching = letter_of(office, task="Karangan: pengawasan keimigrasian.")
        assert refused(office, letter=watching) == "other_act"
        assert refused(office, letter=letter_of(office, place="Kelurahan Pegadungan")) == "other_place"
        withdrawn = letter_of(office)
        withdraw(letter=withdrawn, reason="Karangan: salah tanggal", keyring=keyring(office.hadi))
        assert refused(office, letter=withdrawn) == "letter_withdrawn"
        supervision = made.facts(kind="supervision")
        operation = made.operation(office, of=supervision, letter=watching)
        team = [(office.bayu, "leader")]
        with pytest.raises(Refused) as refusal:
            teams.change_team(operation=operation, team=team, keyring=keyring(office.dewi))
        assert refusal.value.code == "not_named"

    def test_a_letter_of_another_office_is_nobodys_here(self, office: Cast) -> None:
        of_fani = letters.letter([office.fani], unit=office.at.fallback_unit)
        assert refused(office, letter=of_fani) == "not_of_unit"

    def test_citizens_only_for_a_listed_purpose(self, office: Cast) -> None:
        of = made.facts(person="wni")
        assert refused(office, of=of) == "no_purpose_of_law"
        assert refused(office, of=of, citizen_purpose="penasaran") == "no_purpose_of_law"
        for purpose in CitizenPurpose.values:
            operation = made.operation(office, of=of, planned=made.plan(citizen_purpose=purpose))
            planning.call_off(operation=operation, reason="Karangan: ditunda", keyring=keyring(office.dewi))

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"place": " "}, "no_purpose"),
            ({"purpose": "pendek"}, "no_purpose"),
            ({"manner": "sembunyi"}, "not_on_list"),
        ],
    )
    def test_what_is_missing_is_told(self, office: Cast, changes: dict[str, str], code: str) -> None:
        assert refused(office, **changes) == code

    def test_times_that_cannot_be(self, office: Cast) -> None:
        now = clock.now()
        assert refused(office, of=made.facts(ends_at=now - timedelta(hours=1))) == "ends_before_it_begins"
        assert refused(office, of=made.facts(ends_at=now + timedelta(days=20))) == "too_long"
        past = made.facts(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
        assert refused(office, of=past) == "over_already"
        assert refused(office, of=made.facts(kind="jalan-jalan")) == "not_on_list"
        assert refused(office, of=made.facts(person="semua")) == "not_on_list"

    @pytest.mark.parametrize("who", ["sari", "bayu", "agus", "rina"])
    def test_only_the_unit_plans(self, office: Cast, who: str) -> None:
        assert refused(office, by=who) == "not_permitted"


class TestUrgent:
    def test_a_colleague_agrees_and_the_letter_is_owed(self, office: Cast) -> None:
        operation = made.operation(office, planned=made.urgent_plan())
        assert (operation.state, operation.is_urgent) == (OperationState.ASKED, True)
        assert [found.pk for found in queries.duties_of(office.hadi, on=clock.today()).to_decide] == [operation.pk]
        assert queries.duties_of(office.dewi, on=clock.today()).to_decide == []
        with pytest.raises(Refused) as refusal:
            planning.decide(operation=operation, agrees=True, words="", keyring=keyring(office.dewi))
        assert refusal.value.code == "own_operation"
        with pytest.raises(Refused):
            made.enter(operation, office.sari)
        operation = planning.decide(operation=operation, agrees=True, words="Karangan", keyring=keyring(office.hadi))
        assert operation.letter_due_at == end_of_next_day(clock.now())
        assert made.enter(operation, office.sari)[1]
        assert [found.pk for found in queries.duties_of(office.dewi, on=clock.today()).letters] == [operation.pk]
        today = clock.today()
        wrong = letter_of(office, of=letters.facts(first=today + timedelta(days=3)))
        with pytest.raises(Refused) as refusal:
            planning.hand_in_letter(operation=operation, letter=wrong, keyring=keyring(office.dewi))
        assert refusal.value.code == "letter_not_yet"
        operation = planning.hand_in_letter(operation=operation, letter=letter_of(office), keyring=keyring(office.dewi))
        assert operation.letter_due_at is None
        assert peek(operation, keyring(office.sari)).plan.decision == "Karangan"

    def test_refused_it_says_why_and_frees_team_and_case(self, office: Cast, case: Case) -> None:
        operation = made.operation(office, case=case, planned=made.urgent_plan())
        with pytest.raises(Refused) as refusal:
            planning.decide(operation=operation, agrees=False, words="", keyring=keyring(office.hadi))
        assert refusal.value.code == "why_not_unsaid"
        planning.decide(
            operation=operation, agrees=False, words="Karangan: bukan temuan.", keyring=keyring(office.hadi)
        )
        case.refresh_from_db()
        assert case.state == CaseState.OPEN
        assert made.operation(office, case=case).state == OperationState.PLANNED

    def test_only_foreigners_only_found_directly_only_listed(self, office: Cast) -> None:
        plan = vars(made.urgent_plan())
        citizen = made.facts(person="wni")
        assert refused(office, of=citizen, **plan | {"citizen_purpose": "using"}) == "citizen_without_letter"
        assert refused(office, **plan | {"found_directly": "laporan warga"}) == "report_is_no_urgency"
        assert refused(office, **plan | {"urgent_reason": "penting"}) == "not_on_list"
        assert refused(office, **plan | {"conditions": []}) == "condition_not_met"
        later = made.facts(starts_at=clock.now() + timedelta(days=2), ends_at=clock.now() + timedelta(days=2, hours=1))
        assert refused(office, of=later, **plan) == "too_late_without_letter"

    def test_the_database_holds_it_too(self, office: Cast) -> None:
        operation = made.operation(office)
        for change in ({"person": "wni", "is_urgent": True}, {"decided_by": office.hadi}, {"ends_at": None}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Operation.objects.filter(pk=operation.pk).update(**change)


class TestTeam:
    def test_nobody_is_booked_twice(self, office: Cast) -> None:
        """Who and when and which unit, and nothing of what the other operation is about."""
        made.operation(office)
        with pytest.raises(Refused) as refusal:
            made.operation(office)
        sentence = str(refusal.value.reason)
        assert refusal.value.code == "booked_already"
        assert sentence.startswith("Sari Contoh ada di operasi lain")
        assert office.at.unit.name in sentence
        assert "WIB" in sentence
        assert "Rusunami" not in sentence

    def test_one_after_the_other_is_well(self, office: Cast) -> None:
        first = made.operation(office)
        assert first.ends_at is not None
        later = made.facts(starts_at=first.ends_at, ends_at=first.ends_at + timedelta(hours=1))
        assert made.operation(office, of=later)

    def test_what_was_called_off_holds_nobody(self, office: Cast) -> None:
        planning.call_off(operation=made.operation(office), reason="Karangan: hujan", keyring=keyring(office.hadi))
        assert made.operation(office)

    def test_changing_the_team_is_checked_too(self, office: Cast) -> None:
        made.operation(office)
        letter = letters.letter([office.sari, office.dewi, office.bayu, office.hadi])
        other = made.operation(office, with_team=[(office.bayu, "leader")], letter=letter)
        with pytest.raises(Refused) as refusal:
            teams.change_team(operation=other, team=made.team(office), keyring=keyring(office.dewi))
        assert refusal.value.code == "booked_already"
        teams.change_team(
            operation=other, team=[(office.bayu, "medical"), (office.hadi, "leader")], keyring=keyring(office.dewi)
        )

    def test_a_team_that_cannot_be(self, office: Cast) -> None:
        sari, dewi, rina = office.sari, office.dewi, office.rina
        assert refused(office, team=[]) == "not_one_leader"
        assert refused(office, team=[(sari, "leader"), (dewi, "leader")]) == "not_one_leader"
        assert refused(office, team=[(sari, "leader"), (sari, "member")]) == "team_too_large"
        assert refused(office, team=[(sari, "leader"), (rina, "member")]) == "cannot_come"
        assert refused(office, team=[(sari, "leader"), (dewi, "raja")]) == "not_on_list"
        many = [(sari, "leader"), *[(dewi, "member")] * MOST_TEAM]
        assert refused(office, team=many) == "team_too_large"

    def test_somebody_of_another_office_is_not_in_it(self, office: Cast) -> None:
        from pimpasa.accounts.roles import Role

        wati = officer("wati", Role.PIMPASA, office.at.fallback)
        assert refused(office, team=[(wati, "leader")]) == "cannot_come"
        assert wati not in queries.candidates(office.at.office)


class TestCase:
    def test_it_may_have_several(self, office: Cast, case: Case) -> None:
        """Only when none is pending does the case go on; then it can be closed."""
        first = made.carried_out(office, case=case)
        second = made.operation(office, case=case)
        dewi = keyring(office.dewi)
        ending.record_result(operation=first, result=made.RESULT, keyring=dewi)
        case.refresh_from_db()
        assert case.state == CaseState.PLANNED
        with pytest.raises(Refused, match="tidak memungkinkan"):
            cases.close(case=case, closure="acted", note="", keyring=dewi)
        planning.call_off(operation=second, reason="Karangan: tidak perlu lagi.", keyring=dewi)
        case.refresh_from_db()
        assert case.state == CaseState.CARRIED_OUT
        third = made.operation(office, case=case)
        case.refresh_from_db()
        assert (third.state, case.state) == (OperationState.PLANNED, CaseState.PLANNED)

    def test_called_off_the_case_is_open_again(self, office: Cast, case: Case) -> None:
        operation = made.operation(office, case=case)
        with pytest.raises(Refused) as refusal:
            planning.call_off(operation=operation, reason="", keyring=keyring(office.dewi))
        assert refusal.value.code == "why_not_unsaid"
        called_off = planning.call_off(operation=operation, reason="Karangan: hujan", keyring=keyring(office.dewi))
        case.refresh_from_db()
        assert (called_off.state, case.state) == (OperationState.CALLED_OFF, CaseState.OPEN)
        assert peek(called_off, keyring(office.sari)).plan.called_off == "Karangan: hujan"

    def test_it_is_exported_with_its_operations(self, office: Cast, case: Case) -> None:
        operation = made.reported(office, case=case)
        told = exported(case, keyring(office.dewi))
        assert list(told) == [operation.subject]
        assert told[operation.subject]["result"]["findings"] == made.RESULT.findings
        assert [line["kind"] for line in told[operation.subject]["log"]] == ["arrived", "end"]


class TestReport:
    def test_the_leader_drafts_and_the_unit_records(self, office: Cast) -> None:
        operation = made.carried_out(office)
        ending.save_draft(operation=operation, draft=made.RESULT, keyring=keyring(office.sari))
        assert peek(operation_again(operation), keyring(office.dewi)).draft == made.RESULT
        with pytest.raises(Refused):
            ending.record_result(operation=operation, result=made.RESULT, keyring=keyring(office.sari))
        with pytest.raises(Refused) as refusal:
            ending.record_result(
                operation=operation, result=replace(made.RESULT, findings=""), keyring=keyring(office.dewi)
            )
        assert refusal.value.code == "no_findings"

    def test_duties_say_what_is_owed(self, office: Cast) -> None:
        coming = made.operation(office)
        today = clock.today()
        assert [row.pk for row in queries.duties_of(office.sari, on=today).coming] == [coming.pk]
        made.enter(coming, office.sari)
        made.enter(coming, office.sari, "end")
        assert [row.pk for row in queries.duties_of(office.sari, on=today).reports] == [coming.pk]
        assert [row.pk for row in queries.duties_of(office.hadi, on=today).reports] == [coming.pk]
        assert not queries.duties_of(office.bayu, on=today)


def operation_again(operation: Operation) -> Operation:
    found = queries.by_id(operation.pk)
    assert found is not None
    return found


class TestCalendar:
    def test_by_day_with_who_is_booked_twice(self, office: Cast) -> None:
        """Such as after a time was changed in the database by hand."""
        today = clock.today()
        first = made.operation(office)
        later = made.facts(starts_at=clock.now() + timedelta(days=1), ends_at=clock.now() + timedelta(days=1, hours=1))
        second = made.operation(office, of=later)
        week = queries.calendar(office.hadi, first=today, days=7)
        shown = {row.pk for day in week for row, _twice in day.rows}
        assert shown == {first.pk, second.pk}
        assert {name for day in week for _row, twice in day.rows for name in twice} == set()
        Operation.objects.filter(pk=second.pk).update(starts_at=first.starts_at, ends_at=first.ends_at)
        week = queries.calendar(office.hadi, first=today, days=7)
        assert {name for day in week for _row, twice in day.rows for name in twice} == {"Sari Contoh", "Dewi Contoh"}

    def test_each_sees_their_own(self, office: Cast) -> None:
        made.operation(office)
        seen = {who: len(queries.calendar(getattr(office, who), first=clock.today(), days=2)) > 0
                for who in ("sari", "bayu", "dewi", "hadi", "rina")}  # fmt: skip
        assert seen == {"sari": True, "bayu": False, "dewi": True, "hadi": True, "rina": False}

    def test_one_and_three_ask_as_often(self, office: Cast, django_assert_num_queries: Callable[..., object]) -> None:
        made.operation(office)
        with django_assert_num_queries(3):  # type: ignore[attr-defined]
            queries.calendar(office.hadi, first=clock.today(), days=7)
        for number in (1, 2):
            start = clock.now() + timedelta(days=number)
            made.operation(office, of=made.facts(starts_at=start, ends_at=start + timedelta(hours=1)))
        with django_assert_num_queries(3):  # type: ignore[attr-defined]
            queries.calendar(office.hadi, first=clock.today(), days=7)


def test_the_tables_are_whole() -> None:
    assert set(OPERATION_TRANSITIONS) == set(OperationState)
    assert {step for steps in OPERATION_TRANSITIONS.values() for step in steps} == set(OperationStep) == set(WHO)
    reached = {to for steps in OPERATION_TRANSITIONS.values() for to in steps.values()}
    assert reached | {OperationState.ASKED} == set(OperationState)
    ends = {state for state, steps in OPERATION_TRANSITIONS.items() if not set(steps) - {"note", "letter"}}
    assert ends | set(PENDING) == set(OperationState)
    assert set(CASE_TRANSITIONS) == set(CaseState)
    assert {step for steps in CASE_TRANSITIONS.values() for step in steps} == set(CaseStep)


def test_a_plan_of_before_is_read(office: Cast) -> None:
    old = {"takes_place_on": "2025-09-23", "place": "Karangan", "staff": "Dewi", "means": "", "warrant": None}
    assert OperationPlan.from_json(old) == OperationPlan(
        purpose="", place="Karangan", staff="Dewi", takes_place_on="2025-09-23"
    )

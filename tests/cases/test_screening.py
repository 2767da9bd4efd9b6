"""The gentle conversation: what makes its outcome one to rely on, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions import cases
from pimpasa.cases.actions.persons import screen
from pimpasa.cases.actions.terms import set_length
from pimpasa.cases.contents import ScreeningContents
from pimpasa.cases.kinds import Answer, Citizenship, PersonRole, Screening, TermKind
from pimpasa.cases.models import Case, Person, ScreeningRecord, Term
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.people import persons_of
from pimpasa.cases.opening.whole import whole_of
from pimpasa.cases.questions import QUESTIONS, SIGNS, Part
from pimpasa.cases.rules.enforcement import check_enforcement, refusals, uncleared
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from tests.factories import cases as given
from tests.factories.people import Cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]
VICTIM, OFFENDER = PersonRole.POSSIBLE_VICTIM, PersonRole.POSSIBLE_OFFENDER


def try_to(by: Officer, who: Person, outcome: str, contents: ScreeningContents = given.TALKED) -> None:
    screen(person=who, contents=contents, outcome=outcome, keyring=keyring(by))


def test_it_works(office: Cast, case: Case) -> None:
    who = given.screened(office.dewi, given.person(office.dewi, case, VICTIM), needs="Karangan: tempat aman")
    assert who.screening == Screening.NOT_INDICATED
    check_enforcement(who)
    ((record, contents),) = persons_of(peek(case, keyring(office.hadi)))[0].screenings
    assert (record.officer, record.outcome) == (office.dewi, Screening.NOT_INDICATED)
    assert contents == replace(given.TALKED, needs="Karangan: tempat aman")
    acts = [entry.act for entry in entries_of([case.subject])]
    assert acts[-2:] == [Act.PERSON_SCREENED, Act.VICTIM_SOUGHT]


def test_every_question_has_a_part_and_words() -> None:
    assert {question.part for question in QUESTIONS.values()} == set(Part)
    assert {code for code, question in QUESTIONS.items() if not str(question.text)} == set()
    assert {code for code in QUESTIONS if QUESTIONS[code].part != Part.PROCESS} == SIGNS


def test_who_may(office: Cast, case: Case, outsiders: list[Officer]) -> None:
    who = given.person(office.dewi, case)
    before = everything()
    for other in outsiders:
        with pytest.raises(Refused):
            try_to(other, who, Screening.INDICATED)
    assert everything() == before


def test_not_of_a_closed_case(office: Cast, case: Case) -> None:
    who = given.person(office.dewi, case)
    cases.close(case=case, closure="acted", note="", keyring=keyring(office.dewi))
    with refused("case_closed"):
        try_to(office.dewi, who, Screening.PAUSED)


@pytest.mark.parametrize("outcome", ["none", "perhaps", ""])
def test_it_has_an_outcome(office: Cast, case: Case, outcome: str) -> None:
    with refused("no_outcome"):
        try_to(office.dewi, given.person(office.dewi, case), outcome)


@pytest.mark.parametrize("answers", [{"guilt": "yes"}, {"papers": "perhaps"}])
def test_only_its_own_questions_and_answers(office: Cast, case: Case, answers: dict[str, str]) -> None:
    with refused("not_on_list"):
        try_to(office.dewi, given.person(office.dewi, case), "paused", replace(given.TALKED, answers=answers))


def test_it_has_a_reason(office: Cast, case: Case) -> None:
    with refused("no_reason"):
        try_to(office.dewi, given.person(office.dewi, case), "paused", replace(given.TALKED, reason="ya"))


class TestNoSigns:
    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"is_private": False}, "not_apart"),
            ({"is_willing": False}, "not_apart"),
            ({"is_child": "yes"}, "no_guardian"),
            ({"is_child": "unknown"}, "no_guardian"),
            ({"answers": {}}, "not_all_asked"),
            ({"answers": given.TALKED.answers | {"debt": "not_now"}}, "not_all_asked"),
            ({"answers": given.TALKED.answers | {"arranged": "not_now"}}, "not_all_asked"),
        ],
    )
    def test_need_a_whole_conversation(self, office: Cast, case: Case, changes: dict[str, object], why: str) -> None:
        who = given.person(office.dewi, case, VICTIM)
        with refused(why):
            try_to(office.dewi, who, Screening.NOT_INDICATED, replace(given.TALKED, **changes))
        who.refresh_from_db()
        assert who.screening == Screening.NONE

    def test_need_a_clear_no_to_each_sign(self, office: Cast, case: Case) -> None:
        who = given.person(office.dewi, case)
        for code in sorted(SIGNS):
            for answer, why in ((Answer.YES, "has_signs"), (Answer.UNKNOWN, "no_clear_no")):
                contents = replace(given.TALKED, answers=given.TALKED.answers | {code: answer.value})
                with refused(why):
                    try_to(office.dewi, who, Screening.NOT_INDICATED, contents)

    def test_may_be_of_somebody_whose_journey_was_arranged(self, office: Cast, case: Case) -> None:
        answers = given.TALKED.answers | {"arranged": "yes", "different": "unknown"}
        who = given.screened(office.dewi, given.person(office.dewi, case))
        try_to(office.dewi, who, Screening.NOT_INDICATED, replace(given.TALKED, answers=answers))

    def test_of_a_child_with_a_companion(self, office: Cast, case: Case) -> None:
        who = given.person(office.dewi, case, VICTIM)
        given.screened(office.dewi, who, is_child="yes", guardian="Karangan: pendamping UPTD PPA")
        assert who.screening == Screening.NOT_INDICATED


class TestSigns:
    def test_make_it_a_duty_to_refer(self, office: Cast, case: Case) -> None:
        set_length(office=office.at.office, kind=TermKind.REFER, days=2, verified_on=None, by=office.hadi)
        who = given.screened(office.dewi, given.person(office.dewi, case), Screening.INDICATED)
        assert who.roles == [VICTIM, OFFENDER]
        (term,) = whole_of(peek(case, keyring(office.dewi))).terms
        assert (term.term.kind, term.term.person, term.term.due_on) == (
            TermKind.REFER,
            who,
            clock.today() + timedelta(days=2),
        )

    def test_make_it_a_duty_once(self, office: Cast, case: Case) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case), Screening.INDICATED)
        given.screened(office.hadi, who, Screening.INDICATED)
        assert Term.objects.count() == 1
        assert ScreeningRecord.objects.count() == 2

    @pytest.mark.parametrize("outcome", [Screening.NOT_INDICATED, Screening.PAUSED])
    def test_are_not_talked_away(self, office: Cast, case: Case, outcome: Screening) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case), Screening.INDICATED)
        with refused("signs_stay"):
            given.screened(office.dewi, who, outcome)

    def test_of_a_child_wait_for_nobody(self, office: Cast, case: Case) -> None:
        who = given.person(office.dewi, case, VICTIM)
        seen = {"is_child": "yes", "is_private": False, "answers": {}}
        try_to(office.dewi, who, Screening.INDICATED, replace(given.TALKED, **seen))
        assert Term.objects.get().kind == TermKind.REFER

    def test_lift_what_was_imposed_before(self, office: Cast, case: Case) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case))
        until = clock.today() + timedelta(days=30)
        tak = given.tak(office.dewi, who, given.gelar(office.hadi, case), ends_on=until)
        given.screened(office.dewi, who, Screening.INDICATED)
        tak.refresh_from_db()
        assert tak.lifted_on == clock.today()
        terms = {term.kind: term.done_on for term in Term.objects.all()}
        assert terms == {TermKind.TAK_END: clock.today(), TermKind.REFER: None}
        acts = [entry.act for entry in entries_of([case.subject])]
        assert acts[-4:] == [Act.PERSON_SCREENED, Act.TAK_LIFTED, Act.TERM_DONE, Act.TERM_SET]

    def test_so_does_a_doubt(self, office: Cast, case: Case) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case))
        tak = given.tak(office.dewi, who, given.gelar(office.hadi, case))
        given.screened(office.dewi, who, Screening.PAUSED)
        tak.refresh_from_db()
        assert tak.lifted_on == clock.today()


class TestEnforcement:
    @pytest.mark.parametrize(
        ("outcome", "why"),
        [(None, "not_screened"), (Screening.PAUSED, "not_screened"), (Screening.INDICATED, "may_be_a_victim")],
    )
    def test_first_they_are_screened(self, office: Cast, case: Case, outcome: Screening | None, why: str) -> None:
        who = given.person(office.dewi, case)
        if outcome:
            given.screened(office.dewi, who, outcome)
        with refused(why):
            check_enforcement(who)

    @pytest.mark.parametrize("begun", [None, Screening.PAUSED])
    def test_nobody_is_sent_away_while_a_possible_victim_waits(
        self, office: Cast, case: Case, begun: Screening | None
    ) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case))
        waits = given.person(office.dewi, case, VICTIM, documents="")
        if begun:
            given.screened(office.dewi, waits, begun)
        with refused("victim_waits"):
            check_enforcement(who)
        given.screened(office.dewi, waits, Screening.INDICATED)
        check_enforcement(who)

    @pytest.mark.parametrize("documents", ["Paspor X1234567", "paspor: X 1234567"])
    @pytest.mark.parametrize("outcome", [None, Screening.PAUSED, Screening.INDICATED])
    def test_a_victim_of_another_case_is_one_here(
        self, office: Cast, case: Case, documents: str, outcome: Screening | None
    ) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case))
        elsewhere = given.own_case(office.dewi, office.at.unit)
        other = given.person(office.dewi, elsewhere, VICTIM, name="Nama Lain Karangan", documents=documents)
        if outcome:
            given.screened(office.dewi, other, outcome)
        with refused("not_cleared"):
            check_enforcement(who)

    def test_a_shared_phone_makes_nobody_a_victim(self, office: Cast, case: Case) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case))
        given.person(office.dewi, given.own_case(office.dewi, office.at.unit), VICTIM, documents="")
        check_enforcement(who)

    def test_it_asks_as_often_for_many_as_for_one(
        self, office: Cast, case: Case, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
    ) -> None:
        for n in range(3):
            given.screened(office.dewi, given.person(office.dewi, case, documents=f"Paspor X123456{n}"))
        people = [one.person for one in persons_of(peek(case, keyring(office.dewi)))]
        for some in (people[:1], people):
            with django_assert_num_queries(3):
                assert refusals(some) | uncleared(some) == {}


@pytest.mark.parametrize("begun", [None, Screening.PAUSED])
def test_a_possible_victim_who_waits_keeps_the_case_open(office: Cast, case: Case, begun: Screening | None) -> None:
    who = given.person(office.dewi, case, VICTIM, citizenship=Citizenship.CITIZEN)
    if begun:
        given.screened(office.dewi, who, begun)
    closing = {"case": case, "closure": "acted", "note": "", "keyring": keyring(office.dewi)}
    with refused("victim_waits"):
        cases.close(**closing)
    given.screened(office.dewi, who, Screening.INDICATED)
    with refused("referral_waits"):
        cases.close(**closing)


def test_nothing_of_it_is_readable(office: Cast, case: Case) -> None:
    told = {
        name: f"KENARI-{name}-panjang" for name in ("place", "language", "reason", "interpreter", "guardian", "needs")
    }
    given.screened(office.dewi, given.person(office.dewi, case), Screening.INDICATED, **told)
    assert "KENARI" not in repr(everything())


def test_without_the_ledger_nothing_is_written_down(office: Cast, case: Case, broken_ledger: Broken) -> None:
    who = given.screened(office.dewi, given.person(office.dewi, case))
    given.tak(office.dewi, who, given.gelar(office.hadi, case), ends_on=clock.today())
    for outcome in (Screening.PAUSED, Screening.INDICATED):
        with broken_ledger():
            given.screened(office.dewi, who, outcome)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_leave_the_signs_standing(office: Cast, case: Case) -> None:
    """Whoever comes second is refused or finds signs; never does “no signs” win over signs found meanwhile."""
    who = given.person(office.dewi, case, VICTIM)

    def work(one: tuple[Officer, Screening]) -> str:
        try:
            given.screened(one[0], Person.objects.select_related("case").get(pk=who.pk), one[1])
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(work, [(office.dewi, Screening.INDICATED), (office.hadi, Screening.NOT_INDICATED)]))
    who.refresh_from_db()
    assert who.screening == Screening.INDICATED
    assert results[0] == "done"
    assert ScreeningRecord.objects.count() == results.count("done")

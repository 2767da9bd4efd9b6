"""The promise that a possible victim is no suspect, against whatever order people may do things in.

People are added, corrected and screened, gelar kasus are held, actions imposed and lifted, in two cases that may name
the same passport. What ought to be is kept apart from the program's own fields; the tables are read after every step.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pimpasa.accounts.errors import Refused
from pimpasa.cases.actions.decisions import impose, lift, record_gelar
from pimpasa.cases.actions.persons import add_person, change_person, screen, seek_protected
from pimpasa.cases.contents import ScreeningContents
from pimpasa.cases.kinds import Answer, Citizenship, PersonRole, Screening, TakKind, Verdict
from pimpasa.cases.models import Case, GelarKasus, Person, Tak
from pimpasa.cases.questions import QUESTIONS
from pimpasa.cases.rules import enforcement
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from tests.factories import cases as given
from tests.factories.people import Cast, keyring

ROLES = st.sets(st.sampled_from(PersonRole), min_size=1, max_size=2)
CITIZENSHIPS = st.sampled_from([Citizenship.FOREIGNER, Citizenship.FOREIGNER, Citizenship.CITIZEN])
PASSPORTS = st.sampled_from(["", "Paspor X1234567", "Paspor Y7654321"])
OUTCOMES = st.sampled_from([one for one in Screening if one != Screening.NONE])
WHICH = st.integers(0, 9)
MOST = 4


@dataclass
class Known:
    """What was found out about somebody, as the test remembers it."""

    case: Case
    passport: str
    may_be_victim: bool
    had_signs: bool = False
    is_cleared: bool = False

    @property
    def is_open_question(self) -> bool:
        return self.had_signs or (self.may_be_victim and not self.is_cleared)


class Work(RuleBasedStateMachine):
    """Dewi and Hadi at work; what the rules refuse is simply not done."""

    dewi: Keyring
    hadi: Keyring
    cases: list[Case]
    imposed = 0

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.known: dict[object, Known] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        """A foreigner whose screening found no signs, and a gelar kasus: one step from an action."""
        for which in (0, 1):
            self.decide(which, Verdict.TAK, 0)
        self.add(0, {PersonRole.POSSIBLE_OFFENDER}, Citizenship.FOREIGNER, "Paspor X1234567")
        self.find_no_signs()

    def someone(self, which: int) -> Person:
        return Person.objects.select_related("case").order_by("id")[which % len(self.known)]

    @precondition(lambda self: len(self.known) < MOST)
    @rule(which=WHICH, roles=ROLES, citizenship=CITIZENSHIPS, passport=PASSPORTS)
    def add(self, which: int, roles: set[PersonRole], citizenship: Citizenship, passport: str) -> None:
        case = self.cases[which % 2]
        contents = replace(given.SOMEBODY, documents=passport)
        who = add_person(case=case, contents=contents, roles=sorted(roles), citizenship=citizenship, keyring=self.dewi)
        self.known[who.pk] = Known(case, passport, PersonRole.POSSIBLE_VICTIM in roles)

    @rule(which=WHICH, roles=ROLES, citizenship=CITIZENSHIPS)
    def correct(self, which: int, roles: set[PersonRole], citizenship: Citizenship) -> None:
        who = self.someone(which)
        known = self.known[who.pk]
        contents = replace(given.SOMEBODY, documents=known.passport)
        try:
            change_person(
                person=who,
                contents=contents,
                roles=sorted(roles),
                citizenship=citizenship,
                reason=given.MISTAKE,
                keyring=self.dewi,
            )
        except Refused:
            return
        may_be_victim = PersonRole.POSSIBLE_VICTIM in roles
        assert may_be_victim or not known.is_open_question
        if may_be_victim and not known.may_be_victim:
            known.is_cleared = False
        known.may_be_victim = may_be_victim

    @rule(
        which=WHICH,
        outcome=OUTCOMES,
        answers=st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.sampled_from(Answer), max_size=1),
        alone=st.booleans(),
    )
    def talk(self, which: int, outcome: Screening, answers: dict[str, Answer], alone: bool) -> None:
        contents = given.talked(outcome, is_private=alone)
        told = contents.answers | {code: one.value for code, one in answers.items()}
        self.write_down(self.someone(which), outcome, replace(contents, answers=told))

    @rule()
    def find_no_signs(self) -> None:
        for which in range(len(self.known)):
            self.write_down(self.someone(which), Screening.NOT_INDICATED, given.talked())

    def write_down(self, who: Person, outcome: Screening, contents: ScreeningContents) -> None:
        try:
            screen(person=who, contents=contents, outcome=outcome, keyring=self.dewi)
        except Refused:
            return
        known = self.known[who.pk]
        known.had_signs = known.had_signs or outcome == Screening.INDICATED
        known.may_be_victim = known.may_be_victim or outcome == Screening.INDICATED
        known.is_cleared = outcome == Screening.NOT_INDICATED

    @rule(which=WHICH, verdict=st.sampled_from([Verdict.TAK, Verdict.TAK, Verdict.PROTECT]), ago=st.integers(0, 3))
    def decide(self, which: int, verdict: Verdict, ago: int) -> None:
        day = clock.today() - timedelta(days=ago)
        try:
            record_gelar(
                case=self.cases[which % 2], held_on=day, verdict=verdict, contents=given.HELD, keyring=self.hadi
            )
        except Refused:
            return

    @rule(kind=st.sampled_from(TakKind), has_end=st.booleans())
    def act(self, kind: TakKind, has_end: bool) -> None:
        """Try it against everybody, after every gelar kasus that there was."""
        for which in range(len(self.known)):
            with suppress(Refused):
                seek_protected(person=self.someone(which), by=self.hadi.officer)
            who = self.someone(which)
            for decision in GelarKasus.objects.filter(case=who.case):
                self.act_against(who, decision, kind, clock.today() if has_end else None)

    def act_against(self, who: Person, decision: GelarKasus, kind: TakKind, ends_on: date | None) -> None:
        told: dict[str, Any] = {"starts_on": clock.today(), "ends_on": ends_on, "contents": given.ORDERED}
        try:
            impose(person=who, decision=decision, kind=kind, keyring=self.dewi, **told)
        except Refused:
            return
        known = self.known[who.pk]
        assert known.is_cleared
        assert not [one for one in self.known.values() if one.case == known.case and self.waits(one)]
        assert not [one for one in self.known.values() if known.passport == one.passport != "" and one.is_open_question]
        type(self).imposed += 1

    @staticmethod
    def waits(one: Known) -> bool:
        return one.may_be_victim and not one.had_signs and not one.is_cleared

    @precondition(lambda self: Tak.objects.exists())
    @rule(which=WHICH)
    def lift_one(self, which: int) -> None:
        rows = Tak.objects.select_related("person__case")
        try:
            lift(tak=rows[which % len(rows)], keyring=self.hadi)
        except Refused:
            return

    @invariant()
    def nothing_stands_against_a_possible_victim(self) -> None:
        for tak in Tak.objects.filter(lifted_on=None).select_related("person"):
            known = self.known[tak.person_id]
            assert known.is_cleared
            assert not known.had_signs
            assert (tak.person.screening, tak.person.citizenship) == (Screening.NOT_INDICATED, Citizenship.FOREIGNER)

    @invariant()
    def who_showed_signs_stays_protected(self) -> None:
        for person in Person.objects.all():
            known = self.known[person.pk]
            assert (person.screening == Screening.INDICATED) == known.had_signs
            assert person.is_possible_victim == known.may_be_victim


@pytest.mark.django_db
def test_no_order_of_acts_leads_to_an_action_against_a_possible_victim(
    office: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enforcement, "MOST_LOOKS_A_DAY", 10_000)

    class AtThisOffice(Work):
        dewi, hadi = keyring(office.dewi), keyring(office.hadi)
        cases = [given.own_case(office.dewi, office.at.unit) for _ in range(2)]

    quiet = settings(max_examples=20, stateful_step_count=15, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(AtThisOffice, settings=quiet)
    assert AtThisOffice.imposed > 10  # else it would show nothing

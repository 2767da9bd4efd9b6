"""Field checks within the law: Permenimipas 2/2025 art. 12, 13 and 30."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.letters.actions.letters import withdraw
from pimpasa.letters.models import Letter
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.verification.actions.checks import decide_check, end_of_next_day, hand_in_letter, plan_check
from pimpasa.verification.actions.visits import add_entry
from pimpasa.verification.contents import CheckPlan, EntryContents
from pimpasa.verification.kinds import CheckState, CheckStep, CitizenPurpose, UrgentCondition
from pimpasa.verification.models import FieldCheck
from pimpasa.verification.queries import checks_of, duties_of
from pimpasa.verification.states import CHECK_TRANSITIONS
from pimpasa.verification.warrants import Warrant
from tests.factories import letters
from tests.factories import reports as given
from tests.factories.conditions import CONDITIONS
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def report(office: Cast) -> Report:
    return given.taken(office.sari, kind="foreigner", indicators=[45])


def code_of_refusal(office: Cast, report: Report, plan: CheckPlan, letter: Letter | None = None) -> str:
    with pytest.raises(Refused) as refused:
        plan_check(report=report, plan=plan, keyring=keyring(office.sari), letter=letter)
    assert not FieldCheck.objects.exists()
    return refused.value.code


def test_with_a_letter_it_may_be_carried_out(office: Cast, report: Report) -> None:
    check = given.check(report, office.sari)
    assert (check.state, check.letter_due_at, check.is_urgent) == (CheckState.READY, None, False)
    [opened] = checks_of(peek(report, keyring(office.dewi)))
    letter = Letter.objects.get()
    chosen = Warrant(letter.number, "Hadi Contoh", letter.valid_from, letter.valid_until, str(letter.pk))
    assert opened.plan == given.field_plan(warrant=chosen)
    assert b"Karangan" not in bytes(FieldCheck.objects.get().envelope)
    assert [found.pk for found in duties_of(office.sari, on=clock.today()).visits] == [check.pk]


def test_a_made_up_number_plans_nothing(office: Cast, report: Report) -> None:
    today = clock.today()
    made_up = Warrant("asal-asalan-123", "siapa saja", today, today)
    assert code_of_refusal(office, report, given.field_plan()) == "no_letter"
    assert code_of_refusal(office, report, given.field_plan(warrant=made_up)) == "no_letter"
    never_issued = replace(made_up, letter=str(uuid4()))
    assert code_of_refusal(office, report, given.field_plan(warrant=never_issued)) == "no_letter"


def test_a_letter_covers_its_days_its_officers_and_its_place(office: Cast, report: Report) -> None:
    today = clock.today()
    ended = letters.facts(first=today - timedelta(days=3), last=today - timedelta(days=1))
    coming = letters.facts(first=today + timedelta(days=1))
    withdrawn = letters.letter([office.sari])
    withdraw(letter=withdrawn, reason="Karangan: salah tanggal", keyring=keyring(office.hadi))
    for letter, code in (
        (letters.letter([office.sari], of=ended), "letter_expired"),
        (letters.letter([office.sari], of=coming), "letter_not_yet"),
        (letters.letter([office.sari], place="Kelurahan Pegadungan"), "other_place"),
        (withdrawn, "letter_withdrawn"),
    ):
        assert code_of_refusal(office, report, given.field_plan(), letter) == code
    of_bayu = letters.letter([office.bayu])
    with pytest.raises(Refused) as refused:
        plan_check(report=report, plan=given.field_plan(), keyring=keyring(office.sari), letter=of_bayu)
    assert refused.value.code == "not_permitted"
    own = given.taken(office.dewi, kind="foreigner", indicators=[45])
    with pytest.raises(Refused) as refused:
        plan_check(report=own, plan=given.field_plan(), keyring=keyring(office.dewi), letter=of_bayu)
    assert refused.value.code == "not_named"
    letter = letters.letter([office.sari], place="Kelurahan Cengkareng Timur, Kecamatan Cengkareng")
    check = plan_check(report=report, plan=given.field_plan(), keyring=keyring(office.sari), letter=letter)
    assert check.state == CheckState.READY


def test_a_withdrawn_letter_ends_the_visit_until_there_is_another(office: Cast, report: Report) -> None:
    letter = letters.letter([office.sari])
    check = plan_check(report=report, plan=given.field_plan(), keyring=keyring(office.sari), letter=letter)
    before = clock.now()
    withdraw(letter=letter, reason="Karangan: salah tanggal", keyring=keyring(office.hadi))
    note = EntryContents(at=clock.now().isoformat(), text="Karangan: sepi.")
    with pytest.raises(Refused) as refused:
        add_entry(check=check, entry_id=uuid4(), kind="note", contents=note, keyring=keyring(office.sari))
    assert refused.value.code == "letter_withdrawn"
    earlier = replace(note, at=before.isoformat())
    add_entry(check=check, entry_id=uuid4(), kind="note", contents=earlier, keyring=keyring(office.sari))
    hand_in_letter(check=check, letter=letters.letter([office.sari]), keyring=keyring(office.sari))
    add_entry(check=check, entry_id=uuid4(), kind="note", contents=note, keyring=keyring(office.sari))


def test_a_citizen_is_checked_for_a_purpose_of_the_law_only(office: Cast, report: Report) -> None:
    assert code_of_refusal(office, report, given.field_plan(person="wni")) == "no_purpose_of_law"
    urgent = given.urgent_plan(person="wni", citizen_purpose="using")
    assert code_of_refusal(office, report, urgent) == "citizen_without_letter"
    for purpose in CitizenPurpose:
        plan = given.field_plan(person="wni", citizen_purpose=purpose.value)
        letter = letters.letter([office.sari])
        planned = plan_check(report=report, plan=plan, keyring=keyring(office.sari), letter=letter)
        assert planned.state == CheckState.READY


def test_a_report_alone_is_no_urgency(office: Cast, report: Report) -> None:
    plan = replace(given.urgent_plan(), found_directly="dilaporkan warga")
    assert code_of_refusal(office, report, plan) == "report_is_no_urgency"


@pytest.mark.parametrize("condition", UrgentCondition)
def test_each_condition_of_the_exception_is_met_by_a_fact(
    office: Cast, report: Report, condition: UrgentCondition
) -> None:
    without = [pair for pair in CONDITIONS if pair[0] != condition]
    for conditions in (without, [*without, [condition.value, " - "]]):
        plan = replace(given.urgent_plan(), conditions=conditions)
        assert code_of_refusal(office, report, plan) == "condition_not_met"
    unknown = replace(given.urgent_plan(), conditions=[*CONDITIONS, ["report", "warga melapor"]])
    assert code_of_refusal(office, report, unknown) == "not_on_list"


def test_a_plan_of_before_has_no_conditions() -> None:
    before = given.urgent_plan().to_json()
    del before["conditions"]
    assert CheckPlan.from_json(before).conditions == []


def test_an_urgent_one_waits_for_agreement_and_owes_its_letter_within_a_day(office: Cast, report: Report) -> None:
    check = plan_check(report=report, plan=given.urgent_plan(), keyring=keyring(office.sari))
    assert check.state == CheckState.ASKED
    assert [found.pk for found in duties_of(office.dewi, on=clock.today()).to_decide] == [check.pk]
    check = decide_check(check=check, agrees=True, words="", keyring=keyring(office.dewi))
    assert (check.state, check.decided_by) == (CheckState.READY, office.dewi)
    assert check.letter_due_at == end_of_next_day(clock.now())
    assert [found.pk for found in duties_of(office.sari, on=clock.today()).letters] == [check.pk]
    late = letters.letter([office.sari], of=letters.facts(first=clock.today() + timedelta(days=1)))
    with pytest.raises(Refused) as refused:
        hand_in_letter(check=check, letter=late, keyring=keyring(office.sari))
    assert refused.value.code == "letter_not_yet"
    letter = letters.letter([office.sari])
    check = hand_in_letter(check=check, letter=letter, keyring=keyring(office.sari))
    assert check.letter_due_at is None
    with pytest.raises(Refused) as refused:
        hand_in_letter(check=check, letter=letter, keyring=keyring(office.sari))
    assert refused.value.code == "no_letter_owed"
    acts = [entry.act for entry in entries_of([report.subject])]
    assert [act for act in acts if act.startswith("check.")] == [Act.CHECK_ASKED, Act.CHECK_AGREED, Act.CHECK_LETTER]


def test_it_is_refused_with_a_reason(office: Cast, report: Report) -> None:
    check = plan_check(report=report, plan=given.urgent_plan(), keyring=keyring(office.sari))
    with pytest.raises(Refused):
        decide_check(check=check, agrees=False, words="no", keyring=keyring(office.hadi))
    words = "Karangan: tunggu suratnya, hari ini juga terbit."
    check = decide_check(check=check, agrees=False, words=words, keyring=keyring(office.hadi))
    assert check.state == CheckState.REFUSED
    [opened] = checks_of(peek(report, keyring(office.sari)))
    assert opened.plan.decision == words
    with pytest.raises(Refused) as refused:
        decide_check(check=check, agrees=True, words="", keyring=keyring(office.dewi))
    assert refused.value.code == "not_in_this_state"


def test_who_may(office: Cast, report: Report) -> None:
    for person in (office.bayu, office.dewi, office.hadi, office.rina):
        with pytest.raises(Refused):
            given.check(report, person)
    check = plan_check(report=report, plan=given.urgent_plan(), keyring=keyring(office.sari))
    for person in (office.sari, office.bayu, office.agus, office.rina):
        with pytest.raises(Refused):
            decide_check(check=check, agrees=True, words="", keyring=keyring(person))
    own = given.taken(office.dewi, kind="foreigner", indicators=[45])
    hers = plan_check(report=own, plan=given.urgent_plan(), keyring=keyring(office.dewi))
    with pytest.raises(Refused) as refused:
        decide_check(check=hers, agrees=True, words="", keyring=keyring(office.dewi))
    assert refused.value.code == "own_check"
    decide_check(check=check, agrees=True, words="", keyring=keyring(office.hadi))
    with pytest.raises(Refused):
        hand_in_letter(check=check, letter=letters.letter([office.sari]), keyring=keyring(office.bayu))


def test_the_database_knows_the_law_too(office: Cast, report: Report) -> None:
    check = given.check(report, office.sari)
    for changes in ({"is_urgent": True}, {"person": "wni", "is_urgent": True}, {"decided_by": office.sari}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FieldCheck.objects.filter(pk=check.pk).update(**changes)


def test_every_state_and_step_has_its_place() -> None:
    assert set(CHECK_TRANSITIONS) == set(CheckState)
    assert {step for steps in CHECK_TRANSITIONS.values() for step in steps} == set(CheckStep)
    reached = {to for steps in CHECK_TRANSITIONS.values() for to in steps.values()}
    assert reached | {CheckState.ASKED} == set(CheckState)

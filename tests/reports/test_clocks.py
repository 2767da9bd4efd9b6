"""No open report is without a deadline: not while its reporter owes an answer, not after somebody took it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling.actions.grading import grade, note_departure
from pimpasa.handling.actions.transferring import transfer
from pimpasa.handling.actions.verifying import ask, take
from pimpasa.handling.opening import open_report
from pimpasa.handling.priority import reasons_of_priority
from pimpasa.handling.queries.custody import handling_of
from pimpasa.handling.queries.filters import Filter
from pimpasa.handling.queries.queue import deadlines_of, queue
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.actions.moving import set_missing_deadlines
from pimpasa.reports.actions.terms import set_terms
from pimpasa.reports.deadlines import DEFAULTS, after_working_days
from pimpasa.reports.kinds import Urgency, Wait
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.states import State
from pimpasa.reports.tasks import set_missing_deadlines as task
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
WHY = "Karangan: keluarganya sudah bertemu dia, aman."
QUESTION = "Karangan: sejak kapan paspornya disimpan?"
MOMENT = timedelta(seconds=5)


@pytest.fixture
def office() -> Cast:
    return cast()


def as_it_is(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def asked(report: Report, by: Officer) -> Report:
    ask(opened=peek(report, keyring(by)), text=QUESTION, by=by)
    return as_it_is(report)


def hours(number: int) -> datetime:
    return clock.now() + timedelta(hours=number)


def test_a_question_has_a_deadline_of_its_own(office: Cast) -> None:
    report = asked(given.taken(office.sari, danger=False), office.sari)
    assert report.state == State.NEEDS_INFORMATION
    assert report.due_at == after_working_days(report.waits_since, DEFAULTS[Wait.ANSWER], area=report.village_id)
    assert report.wait == Wait.ANSWER
    assert list(deadlines_of(office.at.office)) == [report]


def test_an_emergency_s_clock_goes_on_through_questions_and_answers(office: Cast) -> None:
    report, code = given.received(danger=True)
    take(report=report, by=office.sari)
    report = as_it_is(report)
    due = report.due_at
    assert due is not None
    assert abs(due - hours(DEFAULTS[Wait.ACT])) < MOMENT
    assert asked(report, office.sari).due_at == due
    answer(opened=given.seen_by_reporter(code), text="Karangan: masih di sana")
    assert (as_it_is(report).state, as_it_is(report).due_at) == (State.VERIFYING, due)


def test_a_departure_is_the_deadline_until_somebody_takes_it_back(office: Cast) -> None:
    report = given.taken(office.sari, danger=True)
    due = report.due_at
    leaves_at = hours(7)
    note_departure(report=report, leaves_at=leaves_at, by=office.sari)
    assert as_it_is(report).due_at == leaves_at
    assert asked(as_it_is(report), office.sari).due_at == leaves_at
    assert "berangkat" in " ".join(reasons_of_priority(as_it_is(report), peek(report, keyring(office.sari)).answers))
    note_departure(report=report, leaves_at=None, by=office.sari)
    assert abs(as_it_is(report).due_at - due) < MOMENT  # type: ignore[operator]  # both have one
    assert entries_of([report.subject]).last().act == Act.REPORT_DEPARTURE  # type: ignore[union-attr]


def test_taking_a_departure_back_and_forth_wins_no_time(office: Cast) -> None:
    report = given.taken(office.sari, danger=True)
    hour_ago = clock.now() - timedelta(hours=1)
    Report.objects.filter(pk=report.pk).update(state_since=hour_ago)
    note_departure(report=report, leaves_at=hours(2), by=office.sari)
    note_departure(report=report, leaves_at=None, by=office.sari)
    assert as_it_is(report).due_at == hour_ago + timedelta(hours=DEFAULTS[Wait.ACT])


def test_a_departure_lies_ahead_and_within_a_year(office: Cast) -> None:
    report = given.taken(office.sari)
    for leaves_at in (clock.now() - MOMENT, clock.now() + timedelta(days=400)):
        with pytest.raises(Refused) as refused:
            note_departure(report=report, leaves_at=leaves_at, by=office.sari)
        assert refused.value.code == "departure_out_of_range"


def test_an_emergency_stays_one_until_somebody_says_why_not(office: Cast) -> None:
    report = given.taken(office.sari, danger=True)
    opened = peek(report, keyring(office.sari))
    with pytest.raises(Refused) as refused:
        grade(opened=opened, urgency=Urgency.ROUTINE, reason="aman", by=office.sari)
    assert refused.value.code == "no_reason"
    grade(opened=opened, urgency=Urgency.ROUTINE, reason=WHY, by=office.sari)
    calm = as_it_is(report)
    assert calm.urgency == Urgency.ROUTINE
    assert calm.due_at == after_working_days(calm.waits_since, DEFAULTS[Wait.VERIFY], area=calm.village_id)
    [(grading, why)] = handling_of(peek(calm, keyring(office.dewi))).gradings
    assert (grading.before, grading.after, why) == (Urgency.EMERGENCY, Urgency.ROUTINE, WHY)
    assert WHY.encode() not in bytes(grading.reason)


def test_an_officer_says_that_it_is_an_emergency(office: Cast) -> None:
    report = given.taken(office.sari, danger=False)
    grade(opened=peek(report, keyring(office.sari)), urgency=Urgency.EMERGENCY, reason=WHY, by=office.sari)
    assert as_it_is(report).urgency == Urgency.EMERGENCY
    assert as_it_is(report).due_at <= hours(DEFAULTS[Wait.SEE_EMERGENCY])  # type: ignore[operator]  # it has one


def test_handed_on_it_is_read_anew_in_hours(office: Cast) -> None:
    report = given.taken(office.sari, danger=True)
    transfer(report=report, to_desk=None, to_unit=report.unit, reason=WHY, keyring=keyring(office.sari))
    assert abs(as_it_is(report).due_at - hours(DEFAULTS[Wait.SEE_EMERGENCY])) < MOMENT  # type: ignore[operator]


def test_an_office_sets_its_own_terms_within_bounds(office: Cast) -> None:
    for amount in (0, 6):
        with pytest.raises(Refused) as refused:
            set_terms(office=office.at.office, amounts={Wait.VERIFY: amount}, by=office.hadi)
        assert refused.value.code == "term_out_of_range"
    set_terms(office=office.at.office, amounts={Wait.VERIFY: 5, Wait.SEE: 4}, by=office.hadi)
    report = given.taken(office.sari, danger=False)
    assert report.due_at == after_working_days(report.waits_since, 5, area=report.village_id)
    with pytest.raises(Refused) as refused:
        set_terms(office=office.at.fallback, amounts={Wait.VERIFY: 4}, by=office.hadi)
    assert refused.value.code == "other_office"


def test_what_rested_before_every_wait_had_a_term_gets_one(office: Cast) -> None:
    report = asked(given.taken(office.sari), office.sari)
    Report.objects.filter(pk=report.pk).update(due_at=None)
    assert task(timestamp=0) == 1
    assert as_it_is(report).due_at is not None
    assert entries_of([report.subject]).last().act == Act.REPORT_CLOCK_SET  # type: ignore[union-attr]
    assert set_missing_deadlines() == 0


def test_an_answer_marks_the_report_until_its_own_officer_opens_it(office: Cast) -> None:
    report, code = given.received()
    assert list(Filter(news="answered").apply(queue(office.sari), office.sari)) == []
    answer(opened=given.seen_by_reporter(code), text="Karangan: hari ini dia menelepon")
    assert list(Filter(news="answered").apply(queue(office.sari), office.sari)) == [report]
    open_report(report=as_it_is(report), keyring=keyring(office.dewi))
    assert list(Filter(news="answered").apply(queue(office.sari), office.sari)) == []

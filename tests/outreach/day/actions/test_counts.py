"""Who came, and what was ticked on paper."""

from __future__ import annotations

import pytest

from pimpasa.outreach.day.actions import counts, course
from pimpasa.outreach.day.contents import Cell
from pimpasa.outreach.day.queries import attendance_of
from pimpasa.outreach.kinds import DONT_KNOW, AgeGroup, Channel, Round, Sex
from pimpasa.outreach.models import Dialogue, Tally
from pimpasa.outreach.queries.rounds import LEAST_SHOWN, questions_of, results_of
from pimpasa.outreach.states import Phase
from tests.factories import outreach as made
from tests.factories.people import Cast
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def to(office: Cast, dialogue: Dialogue, phase: Phase) -> Dialogue:
    return course.go_to(dialogue=dialogue, phase=phase, by=office.sari)


def test_who_came(office: Cast) -> None:
    dialogue = made.under_way(office)
    for more, there in ((1, 1), (1, 2), (-1, 1), (-1, 0), (-1, 0)):
        who = {"sex": Sex.FEMALE, "age": AgeGroup.ADULT, "by": office.sari}
        assert counts.add_attendance(dialogue=dialogue, more=more, **who) == there
    counts.set_attendance(
        dialogue=dialogue,
        counts={(Sex.MALE, AgeGroup.OLD): 3, (Sex.FEMALE, AgeGroup.ADULT): 12},
        by=office.sari,
    )
    assert attendance_of(dialogue) == {("f", "25_44"): 12, ("m", "60_up"): 3}
    with refused("wrong_count"):
        counts.set_attendance(dialogue=dialogue, counts={(Sex.MALE, AgeGroup.OLD): 5001}, by=office.sari)


def test_paper_and_phones_count_together_also_after_the_end(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.BEFORE)
    made.answered(dialogue, rightly=True)
    course.end(dialogue=dialogue, by=office.sari)
    question = questions_of(dialogue)[0]
    right = Cell(question.key, Round.BEFORE, question.right)
    unknown = Cell(question.key, Round.BEFORE, DONT_KNOW)
    for times in (9, 4):  # typed in anew, the second stands in the place of the first
        counts.count_paper(dialogue=dialogue, counts={right: times, unknown: 2}, by=office.sari)
    assert (results_of(dialogue)[0].before.right, results_of(dialogue)[0].before.answered) == (5, 7)
    for wrong in (Cell("tidak-ada", Round.BEFORE, 0), Cell(question.key, Round.BEFORE, 7)):
        with refused("not_asked"):
            counts.count_paper(dialogue=dialogue, counts={wrong: 1}, by=office.sari)
    assert Tally.objects.filter(channel=Channel.PAPER).count() == 2


def test_of_few_no_share_is_shown(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.BEFORE)
    phones = [made.answered(dialogue, rightly=True) for _turn in range(LEAST_SHOWN)]
    dialogue = to(office, dialogue, Phase.AFTER)
    for phone in phones[1:]:
        made.answers_again(dialogue, phone, rightly=True)
    assert {result.may_show for result in results_of(dialogue)} == {False}
    made.answers_again(dialogue, phones[0], rightly=False)
    assert {result.may_show for result in results_of(dialogue)} == {True}

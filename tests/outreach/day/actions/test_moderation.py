"""What becomes of a question, and who reads it first."""

from __future__ import annotations

import pytest

from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.day.actions import course, moderation, seats
from pimpasa.outreach.day.opening import waiting_questions
from pimpasa.outreach.day.queries import screen_of, seat_of, shown_questions, taken_part
from pimpasa.outreach.models import AudienceQuestion, Dialogue
from pimpasa.outreach.states import Phase, QuestionState
from tests.factories import outreach as made
from tests.factories.people import Cast, keyring
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def code(dialogue: Dialogue) -> str:
    assert dialogue.code is not None
    return dialogue.code


def test_a_report_is_told_to_its_asker_alone(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    phone = made.seat(dialogue)
    asked = seats.ask(code=code(dialogue), token=phone, text="Karangan")
    moderation.turn_private(question=asked, by=office.sari)
    here = screen_of(Dialogue.objects.get())
    seat = seat_of(here, phone)
    assert seat is not None
    (own,) = taken_part(here, seat).questions
    assert (own.state, own.text, bytes(own.envelope), bytes(own.grant)) == (QuestionState.PRIVATE, "", b"", b"")
    assert here.shown == ()


def test_two_who_moderate_decide_once(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS, speakers=[office.dewi])
    asked = made.asked(dialogue)
    stale = AudienceQuestion.objects.select_related("dialogue").get()
    moderation.turn_private(question=asked, by=office.sari)
    with refused("question_not_in_this_state"):
        moderation.show(question=stale, keyring=keyring(office.dewi))
    assert shown_questions(dialogue) == []


def test_only_the_desk_reads_what_waits(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS, speakers=[office.bayu])
    made.asked(dialogue)
    with pytest.raises(NotGranted):
        waiting_questions(dialogue=dialogue, keyring=keyring(office.bayu))
    with refused("not_at_desk"):
        waiting_questions(dialogue=dialogue, keyring=keyring(office.hadi))


def test_reading_again_is_logged_once(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    asked = made.asked(dialogue)
    for _turn in range(2):
        waiting_questions(dialogue=dialogue, keyring=keyring(office.sari))
    assert [entry.act for entry in entries_of([asked.subject])] == [Act.QUESTION_READ]


def test_put_off_it_is_answered_after_the_day_with_words(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    shown = moderation.show(question=made.asked(dialogue), keyring=keyring(office.sari))
    later = moderation.put_off(question=shown, by=office.sari)
    course.end(dialogue=dialogue, by=office.sari)
    with refused("no_answer"):
        moderation.answer(question=later, words=" ", by=office.sari)
    with refused("too_long"):
        moderation.answer(question=later, words="x" * 3001, by=office.sari)
    assert moderation.answer(question=later, words="Karangan", by=office.sari).answered_by == office.sari
    with refused("not_in_this_state"):
        moderation.refuse(question=later, by=office.sari)


def test_the_most_wanted_first_then_what_is_answered(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    rows = [moderation.show(question=made.asked(dialogue), keyring=keyring(office.sari)) for _turn in range(3)]
    moderation.answer(question=rows[0], words="", by=office.sari)
    seats.vote(code=code(dialogue), token=made.seat(dialogue), question=rows[2].pk, wants=True)
    assert [row.question.pk for row in shown_questions(dialogue)] == [rows[2].pk, rows[1].pk, rows[0].pk]

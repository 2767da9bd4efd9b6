"""Sari leads the day: phones sit, answer, ask and vote; at its end only counts are left."""

from __future__ import annotations

import pytest

from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.day.actions import course, moderation, seats
from pimpasa.outreach.day.opening import waiting_questions
from pimpasa.outreach.models import Dialogue, QuizAnswer, Seat, Vote
from pimpasa.outreach.queries.rounds import results_of
from pimpasa.outreach.states import DialogueState, Phase, QuestionState
from tests.factories import outreach as made
from tests.factories.people import Cast, keyring

pytestmark = pytest.mark.django_db


def code(dialogue: Dialogue) -> str:
    assert dialogue.code is not None
    return dialogue.code


def to(office: Cast, dialogue: Dialogue, phase: Phase) -> Dialogue:
    return course.go_to(dialogue=dialogue, phase=phase, by=office.sari)


def test_it_works(office: Cast) -> None:
    """Six answer before and after; one asks, another votes; Sari shows and answers it, ends, and counts are left."""
    dialogue = made.under_way(office, Phase.BEFORE)
    phones = [made.answered(dialogue, rightly=number < 2) for number in range(6)]
    dialogue = to(office, dialogue, Phase.QUESTIONS)
    asked = seats.ask(code=code(dialogue), token=phones[0], text="Karangan: bolehkah paspor dipegang agen?")
    (waiting,) = waiting_questions(dialogue=dialogue, keyring=keyring(office.sari))
    assert waiting.text == "Karangan: bolehkah paspor dipegang agen?"
    moderation.show(question=asked, keyring=keyring(office.sari))
    for phone in phones[1:4]:
        seats.vote(code=code(dialogue), token=phone, question=asked.pk, wants=True)
    moderation.answer(question=asked, words="Tidak boleh.", by=office.sari)
    dialogue = to(office, dialogue, Phase.AFTER)
    for phone in phones:
        made.answers_again(dialogue, phone, rightly=True)
    ended = course.end(dialogue=dialogue, by=office.sari)
    assert (ended.state, ended.phase) == (DialogueState.HELD, Phase.THANKS)
    assert [Seat.objects.count(), QuizAnswer.objects.count(), Vote.objects.count()] == [0, 0, 0]
    results = results_of(ended)
    assert {(r.before.right, r.before.answered, r.after.right, r.after.answered) for r in results} == {(2, 6, 6, 6)}
    asked.refresh_from_db()
    assert (asked.state, asked.votes, asked.seat, asked.answer) == (QuestionState.ANSWERED, 3, None, "Tidak boleh.")
    acts = [entry.act for entry in entries_of([dialogue.subject, asked.subject])]
    assert acts == [
        Act.DIALOGUE_PLANNED, Act.DIALOGUE_BEGUN, Act.DIALOGUE_LED, Act.DIALOGUE_LED, Act.QUESTION_READ,
        Act.QUESTION_DECIDED, Act.QUESTION_ANSWERED, Act.DIALOGUE_LED, Act.DIALOGUE_ENDED,
    ]  # fmt: skip

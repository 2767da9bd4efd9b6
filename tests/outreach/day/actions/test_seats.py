"""What a phone may do, once, in its time, and while its dialogue lasts."""

from __future__ import annotations

import pytest

from pimpasa.outreach.day import rules
from pimpasa.outreach.day.actions import course, moderation, seats
from pimpasa.outreach.day.errors import NoSuchDialogue, NotSeated, SoundsLikeReport
from pimpasa.outreach.day.queries import shown_questions
from pimpasa.outreach.models import AudienceQuestion, Dialogue, QuizAnswer
from pimpasa.outreach.queries.rounds import questions_of, results_of
from pimpasa.outreach.states import Phase
from tests.factories import outreach as made
from tests.factories.people import Cast, keyring
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def code(dialogue: Dialogue) -> str:
    assert dialogue.code is not None
    return dialogue.code


def to(office: Cast, dialogue: Dialogue, phase: Phase) -> Dialogue:
    return course.go_to(dialogue=dialogue, phase=phase, by=office.sari)


def test_a_round_is_answered_once_and_in_its_time(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.BEFORE)
    phone = made.answered(dialogue, rightly=False)
    made.answers_again(dialogue, phone, rightly=True)
    assert {result.before.right for result in results_of(dialogue)} == {0}
    dialogue = to(office, dialogue, Phase.TALK)
    with refused("round_is_over"):
        made.answers_again(dialogue, phone, rightly=True)


def test_what_is_no_answer(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.BEFORE)
    phone = made.seat(dialogue)
    right = {question.key: question.right for question in questions_of(dialogue)}
    for choices in ({}, dict(list(right.items())[:4]), right | {"lain": 0}, right | {dialogue.quiz[0]: 8}):
        with refused("not_all_answered"):
            seats.answer(code=code(dialogue), token=phone, choices=choices)
    assert not QuizAnswer.objects.exists()


def test_without_a_seat_nothing_is_done(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    shown = moderation.show(question=made.asked(dialogue), keyring=keyring(office.sari))
    for token in (b"", b"\0" * 32):
        with pytest.raises(NotSeated):
            seats.ask(code=code(dialogue), token=token, text="Karangan?")
        with pytest.raises(NotSeated):
            seats.vote(code=code(dialogue), token=token, question=shown.pk, wants=True)
    with pytest.raises(NoSuchDialogue):
        seats.sit(code="AAAAAA")


def test_a_seat_is_of_one_dialogue_and_dies_with_it(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    phone = made.seat(dialogue)
    with pytest.raises(NotSeated):
        seats.ask(code="ZZZZZZ", token=phone, text="Karangan?")
    course.end(dialogue=dialogue, by=office.sari)
    with pytest.raises(NotSeated):
        seats.ask(code=code(dialogue), token=phone, text="Karangan?")
    with pytest.raises(NoSuchDialogue):
        seats.sit(code=code(dialogue))


def test_votes_are_counted_once_and_taken_back(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    shown = moderation.show(question=made.asked(dialogue), keyring=keyring(office.sari))
    phone, waiting = made.seat(dialogue), made.asked(dialogue)
    for wants in (True, True):
        seats.vote(code=code(dialogue), token=phone, question=shown.pk, wants=wants)
    assert [row.votes for row in shown_questions(dialogue)] == [1]
    seats.vote(code=code(dialogue), token=phone, question=shown.pk, wants=False)
    assert [row.votes for row in shown_questions(dialogue)] == [0]
    with refused("not_shown"):
        seats.vote(code=code(dialogue), token=phone, question=waiting.pk, wants=True)


def test_a_phone_asks_five_and_a_hall_two_hundred(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    phone = made.seat(dialogue)
    for _turn in range(5):
        seats.ask(code=code(dialogue), token=phone, text="Karangan: apa itu TPPO?")
    with refused("asked_often"):
        seats.ask(code=code(dialogue), token=phone, text="Karangan: apa itu TPPO?")
    monkeypatch.setattr(rules, "MOST_WAITING", 5)
    with refused("many_wait"):
        made.asked(dialogue)
    monkeypatch.setattr(rules, "MOST_SEATS", 2)
    with refused("no_seat_free"):
        made.seat(dialogue)


def test_a_report_is_not_kept(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    with pytest.raises(SoundsLikeReport):
        made.asked(dialogue, "Karangan: tetangga saya dikurung, bagaimana?")
    with pytest.raises(SoundsLikeReport):
        made.asked(dialogue, "Karangan: siapa 0812-0000-4411?", anyway=True)
    assert not AudienceQuestion.objects.exists()
    made.asked(dialogue, "Karangan: tetangga saya dikurung, bagaimana?", anyway=True)
    for text, reason in (("", "no_question"), ("   ", "no_question"), ("x" * 301, "too_long")):
        with refused(reason):
            made.asked(dialogue, text)

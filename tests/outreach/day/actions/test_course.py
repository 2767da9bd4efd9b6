"""The course of a day: begun with reviewed questions, led from phase to phase, ended with counts."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.day.actions import course
from pimpasa.outreach.day.actions.course import ALPHABET
from pimpasa.outreach.day.phases import neighbours_of, phases_of
from pimpasa.outreach.models import Dialogue, Seat
from pimpasa.outreach.queries.rounds import proposed_questions, questions_of
from pimpasa.outreach.states import Phase, QuestionState
from pimpasa.outreach.tasks import end_forgotten_dialogues
from tests.factories import outreach as made
from tests.factories.people import Cast
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def to(office: Cast, dialogue: Dialogue, phase: Phase) -> Dialogue:
    return course.go_to(dialogue=dialogue, phase=phase, by=office.sari)


def test_a_code_is_read_aloud_without_mistakes(office: Cast) -> None:
    dialogue = made.under_way(office)
    assert len(dialogue.code or "") == 6
    assert set(dialogue.code or "") <= set(ALPHABET)
    assert set("01ILO") & set(ALPHABET) == set()
    assert len(ALPHABET) == 31


def test_who_may_not(office: Cast) -> None:
    dialogue = made.under_way(office)
    for who, code in (
        (office.bayu, "not_at_desk"),
        (office.dewi, "not_at_desk"),
        (office.hadi, "not_at_desk"),
        (office.agus, "not_permitted"),
        (office.rina, "not_permitted"),
    ):
        with refused(code):
            course.go_to(dialogue=dialogue, phase=Phase.TALK, by=who)
        with refused(code):
            course.end(dialogue=dialogue, by=who)


def test_a_speaker_leads_too(office: Cast) -> None:
    dialogue = made.under_way(office, speakers=[office.dewi])
    assert course.go_to(dialogue=dialogue, phase=Phase.TALK, by=office.dewi).phase == Phase.TALK


def test_going_where_one_is_changes_nothing(office: Cast) -> None:
    """Two thumbs that press "on" at once go on once."""
    dialogue = made.under_way(office, Phase.TALK)
    assert to(office, dialogue, Phase.TALK).version == dialogue.version
    assert entries_of([dialogue.subject]).filter(act=Act.DIALOGUE_LED).count() == 1


def test_five_of_differing_topics_and_the_same_in_a_series(office: Cast) -> None:
    first = made.under_way(office, series="Karangan: keliling RW")
    assert len({question.topic for question in questions_of(first)}) == 5
    first.quiz = list(reversed(first.quiz))
    first.save()
    course.end(dialogue=first, by=office.sari)
    second = made.dialogue(office, series="Karangan: keliling RW")
    assert [one.key for one in proposed_questions(second)] == first.quiz


def test_only_reviewed_questions_are_asked(office: Cast) -> None:
    dialogue = made.dialogue(office)
    assert proposed_questions(dialogue) == []
    made.reviewed(office)
    keys = [one.key for one in proposed_questions(dialogue)]
    for quiz, code in (
        (keys[:4], "not_five"),
        ([*keys, "lain"], "not_five"),
        ([*keys[:4], "tidak-ada"], "not_reviewed"),
        ([*keys[:4], keys[0]], "not_five"),
    ):
        with refused(code):
            course.begin(dialogue=dialogue, quiz=quiz, by=office.sari)


def test_without_questions_there_are_no_rounds(office: Cast) -> None:
    dialogue = course.begin(dialogue=made.dialogue(office), quiz=[], by=office.sari)
    assert phases_of(dialogue) == [Phase.WELCOME, Phase.TALK, Phase.QUESTIONS, Phase.THANKS]
    assert neighbours_of(dialogue) == (None, Phase.TALK)
    with refused("no_such_phase"):
        to(office, dialogue, Phase.BEFORE)


def test_every_phase_leads_to_the_next(office: Cast) -> None:
    dialogue = made.under_way(office)
    for here, following in pairwise(phases_of(dialogue)):
        dialogue.phase = here
        assert neighbours_of(dialogue)[1] == following


def test_unread_questions_are_not_lost_in_silence(office: Cast) -> None:
    dialogue = made.under_way(office, Phase.QUESTIONS)
    asked = made.asked(dialogue)
    with pytest.raises(Refused) as refusal:
        course.end(dialogue=dialogue, by=office.sari)
    assert refusal.value.code == "unread_questions"
    assert "1 pertanyaan" in str(refusal.value.reason)
    course.end(dialogue=dialogue, by=office.sari, leave_unread=True)
    asked.refresh_from_db()
    assert (asked.state, bytes(asked.envelope), bytes(asked.grant)) == (QuestionState.REFUSED, b"", b"")
    assert [entry.act for entry in entries_of([asked.subject])] == [Act.QUESTION_DECIDED]


def test_what_nobody_ended_ends_by_itself(office: Cast) -> None:
    """Half a day after its time; then what was not read is given up, and the log says that nobody did it."""
    dialogue = made.under_way(office, Phase.QUESTIONS)
    made.asked(dialogue)
    assert end_forgotten_dialogues(timestamp=0) == 0
    ago = clock.now() - timedelta(hours=14)
    Dialogue.objects.update(starts_at=ago, began_at=ago, ends_at=ago + timedelta(hours=1))
    assert end_forgotten_dialogues(timestamp=0) == 1
    assert end_forgotten_dialogues(timestamp=0) == 0
    assert not Seat.objects.exists()
    entry = entries_of([dialogue.subject]).last()
    assert entry is not None
    assert (entry.act, entry.actor) == (Act.DIALOGUE_ENDED, "system")

"""Minutes: a summary and answers in writing, published and published again."""

from __future__ import annotations

import pytest

from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.actions import minutes
from pimpasa.outreach.states import DialogueState, QuestionState
from tests.factories import outreach as made
from tests.factories.people import Cast
from tests.refusals import refused

pytestmark = pytest.mark.django_db

SUMMARY = "Karangan: warga RW 017 membahas janji kerja palsu dan cara melapor."


def test_it_works(office: Cast) -> None:
    dialogue = made.held(office)
    asked = made.shown(dialogue, text="Karangan: apa bedanya visa kerja dan visa wisata?")
    answered = minutes.answer_in_writing(question=asked, answer="Karangan: visa wisata bukan izin.", by=office.sari)
    assert (answered.state, answered.answered_by) == (QuestionState.ANSWERED, office.sari)
    minutes.save_summary(dialogue=dialogue, summary="Karangan: baru", by=office.sari)
    published = minutes.publish_minutes(dialogue=dialogue, summary=SUMMARY, by=office.sari)
    assert (published.state, published.reported_by) == (DialogueState.REPORTED, office.sari)
    minutes.publish_minutes(dialogue=dialogue, summary=f"{SUMMARY} Ditambah.", by=office.sari)
    assert [entry.act for entry in entries_of([dialogue.subject])][-2:] == [Act.DIALOGUE_MINUTES] * 2
    assert [entry.act for entry in entries_of([asked.subject])] == [Act.QUESTION_ANSWERED]


def test_minutes_that_are_refused(office: Cast) -> None:
    dialogue = made.held(office)
    hidden = made.shown(dialogue, text="", state=QuestionState.REFUSED)
    shown = made.shown(dialogue, text="Karangan: di mana melapor?")
    for question, answer, by, code in (
        (hidden, "Karangan", office.sari, "question_not_shown"),
        (shown, " ", office.sari, "no_written_answer"),
        (shown, "K", office.bayu, "not_at_desk"),
    ):
        with refused(code):
            minutes.answer_in_writing(question=question, answer=answer, by=by)
    for summary, by, code in (
        ("pendek", office.sari, "no_summary"),
        ("x" * 4001, office.sari, "no_summary"),
        (SUMMARY, office.bayu, "not_at_desk"),
    ):
        with refused(code):
            minutes.publish_minutes(dialogue=dialogue, summary=summary, by=by)
    with refused("not_in_this_state"):
        minutes.publish_minutes(dialogue=made.dialogue(office), summary=SUMMARY, by=office.sari)
    minutes.publish_minutes(dialogue=dialogue, summary=SUMMARY, by=office.sari)
    with refused("already_published"):
        minutes.save_summary(dialogue=dialogue, summary=SUMMARY, by=office.sari)

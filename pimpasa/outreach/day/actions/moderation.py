"""What becomes of a question: shown, answered, put off, not shown, or told to its asker alone that it is a report.

Each locks the dialogue before the question, as ending it does, so that the two never wait for each other.
"""

from __future__ import annotations

from django.db.models import F

from pimpasa.accounts.models import Officer
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.outreach import rules
from pimpasa.outreach.day.opening import words_of
from pimpasa.outreach.day.rules import check_spoken_answer
from pimpasa.outreach.models import AudienceQuestion, Dialogue
from pimpasa.outreach.queries.dialogues import locked_dialogue
from pimpasa.outreach.states import DialogueStep, QuestionState, QuestionStep
from pimpasa.vault.models import GONE


@act(Act.QUESTION_DECIDED)
def show(*, question: AudienceQuestion, keyring: Keyring) -> AudienceQuestion:
    """Show it to everybody, in the asker's words. Raises Refused, NotGranted."""
    question = _led_question(question, keyring.officer, DialogueStep.LEAD, QuestionStep.SHOW)
    question.text = words_of(question, keyring)
    question.envelope = GONE
    question.grant = GONE
    return _saved(question, by=keyring.officer)


@act(Act.QUESTION_DECIDED)
def refuse(*, question: AudienceQuestion, by: Officer) -> AudienceQuestion:
    """Not show it; nobody keeps its words. Raises Refused."""
    return _without_words(question, by, QuestionStep.REFUSE)


@act(Act.QUESTION_DECIDED)
def turn_private(*, question: AudienceQuestion, by: Officer) -> AudienceQuestion:
    """It is a report: its words are destroyed, and its asker's phone alone shows the way to tell it safely."""
    return _without_words(question, by, QuestionStep.TURN_PRIVATE)


@act(Act.QUESTION_DECIDED)
def put_off(*, question: AudienceQuestion, by: Officer) -> AudienceQuestion:
    """It is answered in writing, with the minutes. Raises Refused."""
    question = _led_question(question, by, DialogueStep.FOLLOW_UP, QuestionStep.PUT_OFF)
    return _saved(question, by=by)


@act(Act.QUESTION_ANSWERED)
def answer(*, question: AudienceQuestion, words: str, by: Officer) -> AudienceQuestion:
    """Answered aloud, with or without words for the minutes; what was put off needs them. Raises Refused."""
    is_owed = question.state != QuestionState.SHOWN
    question = _led_question(question, by, DialogueStep.FOLLOW_UP, QuestionStep.ANSWER)
    check_spoken_answer(words.strip(), is_owed=is_owed)
    question.answer = words.strip()
    question.answered_by = by
    return _saved(question, by=by)


def _without_words(question: AudienceQuestion, by: Officer, step: QuestionStep) -> AudienceQuestion:
    question = _led_question(question, by, DialogueStep.LEAD, step)
    question.text = ""
    question.envelope = GONE
    question.grant = GONE
    return _saved(question, by=by)


def _led_question(question: AudienceQuestion, by: Officer, step: DialogueStep, to: QuestionStep) -> AudienceQuestion:
    """The question as it is now, locked, in its next state. Raises Refused."""
    dialogue = locked_dialogue(question.dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, step)
    rows = AudienceQuestion.objects.select_for_update(of=["self"]).select_related("desk_key")
    question = rows.get(pk=question.pk)
    question.state = rules.next_question_state(question, to)
    return question


def _saved(question: AudienceQuestion, *, by: Officer) -> AudienceQuestion:
    question.save()
    Dialogue.objects.filter(pk=question.dialogue_id).update(version=F("version") + 1)
    record(question, by=by, facts=question.facts)
    return question

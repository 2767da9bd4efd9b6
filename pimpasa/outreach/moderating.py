"""What becomes of a question: shown, answered, put off, not shown, or told to its asker alone that it is a report.

Each locks the dialogue before the question, as ending it does, so that the two never wait for each other.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.outreach import rules
from pimpasa.outreach.models import AudienceQuestion, Dialogue
from pimpasa.outreach.opening import words_of
from pimpasa.outreach.planning import locked
from pimpasa.outreach.states import QUESTION_TRANSITIONS, DialogueStep, QuestionState, QuestionStep

LONGEST_ANSWER = 3000


@transaction.atomic
def show(*, question: AudienceQuestion, keyring: Keyring) -> AudienceQuestion:
    """Show it to everybody, in the asker's words. Raises Refused, NotGranted."""
    question = _taken(question, keyring.officer, DialogueStep.LEAD, QuestionStep.SHOW)
    question.text = words_of(question, keyring)
    question.envelope = question.grant = b""
    return _kept(question, keyring.officer, Act.QUESTION_DECIDED)


@transaction.atomic
def refuse(*, question: AudienceQuestion, by: Officer) -> AudienceQuestion:
    """Not show it; nobody keeps its words. Raises Refused."""
    return _without_words(question, by, QuestionStep.REFUSE)


@transaction.atomic
def turn_private(*, question: AudienceQuestion, by: Officer) -> AudienceQuestion:
    """It is a report: its words are destroyed, and its asker's phone alone shows the way to tell it safely."""
    return _without_words(question, by, QuestionStep.TURN_PRIVATE)


@transaction.atomic
def put_off(*, question: AudienceQuestion, by: Officer) -> AudienceQuestion:
    """It is answered in writing, with the minutes. Raises Refused."""
    question = _taken(question, by, DialogueStep.FOLLOW_UP, QuestionStep.PUT_OFF)
    return _kept(question, by, Act.QUESTION_DECIDED)


@transaction.atomic
def answer(*, question: AudienceQuestion, words: str, by: Officer) -> AudienceQuestion:
    """Answered aloud, with or without words for the minutes; what was put off needs them. Raises Refused."""
    is_owed = question.state != QuestionState.SHOWN
    question = _taken(question, by, DialogueStep.FOLLOW_UP, QuestionStep.ANSWER)
    words = words.strip()
    if is_owed and not words:
        raise Refused(_("Write the answer."))
    if len(words) > LONGEST_ANSWER:
        raise Refused(_("Please make it shorter: at most %(most)d letters.") % {"most": LONGEST_ANSWER})
    question.answer, question.answered_by = words, by
    return _kept(question, by, Act.QUESTION_ANSWERED)


def _without_words(question: AudienceQuestion, by: Officer, step: QuestionStep) -> AudienceQuestion:
    question = _taken(question, by, DialogueStep.LEAD, step)
    question.text, question.envelope, question.grant = "", b"", b""
    return _kept(question, by, Act.QUESTION_DECIDED)


def _taken(question: AudienceQuestion, by: Officer, step: DialogueStep, to: QuestionStep) -> AudienceQuestion:
    """The question as it is now, locked, in its next state."""
    dialogue = locked(question.dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, step)
    found = AudienceQuestion.objects.select_for_update(of=["self"]).select_related("desk_key").get(pk=question.pk)
    state = QuestionState(found.state)
    if to not in QUESTION_TRANSITIONS[state]:
        raise Refused(
            _("This question is “%(state)s”: you cannot %(step)s now.") % {"state": state.label, "step": to.label}
        )
    found.state = QUESTION_TRANSITIONS[state][to]
    return found


def _kept(question: AudienceQuestion, by: Officer, act: Act) -> AudienceQuestion:
    question.save()
    Dialogue.objects.filter(pk=question.dialogue_id).update(version=F("version") + 1)
    digest = ledger.digest_of(f"{question.state} {question.text} {question.answer}".encode())
    ledger.append(act=act, subject=question.subject, actor=by.actor, digest=digest)
    return question

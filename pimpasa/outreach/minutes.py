"""Minutes: what was said, as a summary and as questions with their answers; everybody reads them once published."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.outreach import rules
from pimpasa.outreach.models import AudienceQuestion, Dialogue
from pimpasa.outreach.planning import locked, log
from pimpasa.outreach.states import QUESTION_TRANSITIONS, DialogueStep, QuestionState, QuestionStep

LONGEST_SUMMARY = 4000
LONGEST_ANSWER = 1000
FEWEST_LETTERS = 20


@transaction.atomic
def answer_in_writing(*, question: AudienceQuestion, answer: str, by: Officer) -> AudienceQuestion:
    """Answer a question that everybody saw, now or anew; it stands in the minutes. Raises Refused."""
    dialogue = locked(question.dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.FOLLOW_UP)
    question = AudienceQuestion.objects.select_for_update().get(pk=question.pk)
    to = QUESTION_TRANSITIONS[QuestionState(question.state)].get(QuestionStep.ANSWER)
    if to is None:
        raise Refused(_("Only a question that was shown to everybody is answered in the minutes."))
    words = answer.strip()[:LONGEST_ANSWER]
    if not words:
        raise Refused(_("Write the answer first."))
    question.answer, question.answered_by, question.state = words, by, to
    question.save(update_fields=["answer", "answered_by", "state"])
    ledger.append(
        act=Act.QUESTION_ANSWERED,
        subject=question.subject,
        actor=by.actor,
        digest=ledger.digest_of(f"{question.text}\n{words}".encode()),
    )
    return question


@transaction.atomic
def save_summary(*, dialogue: Dialogue, summary: str, by: Officer) -> Dialogue:
    """Keep what is written so far; while nothing is published, nobody else reads it. Raises Refused."""
    dialogue = locked(dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.FOLLOW_UP)
    if dialogue.reported_at is not None:
        raise Refused(_("The minutes are published. Publish them again to change them."))
    dialogue.summary = summary.strip()[:LONGEST_SUMMARY]
    dialogue.save(update_fields=["summary"])
    log(Act.DIALOGUE_DRAFTED, dialogue, by, dialogue.summary)
    return dialogue


@transaction.atomic
def publish_minutes(*, dialogue: Dialogue, summary: str, by: Officer) -> Dialogue:
    """Publish the minutes, or publish them again after a change. Raises Refused: while it lasts, or without words."""
    dialogue = locked(dialogue)
    rules.check_lead(by, dialogue)
    dialogue.state = rules.next_state(dialogue, DialogueStep.REPORT)
    words = summary.strip()
    if not FEWEST_LETTERS <= len(words) <= LONGEST_SUMMARY:
        raise Refused(_("Sum the dialogue up in a few sentences: 20 to 4,000 letters."))
    dialogue.summary, dialogue.reported_at, dialogue.reported_by = words, clock.now(), by
    dialogue.save(update_fields=["summary", "reported_at", "reported_by", "state"])
    log(Act.DIALOGUE_MINUTES, dialogue, by, _told(dialogue))
    return dialogue


def _told(dialogue: Dialogue) -> str:
    """Everything that the minutes say, as one text that the ledger commits to."""
    rows = dialogue.questions.exclude(text="").order_by("id").values_list("text", "answer")
    return "\n".join([dialogue.summary, *(f"{text}\n{answer}" for text, answer in rows)])

"""Minutes: what was said, as a summary and as questions with their answers; everybody reads them once published."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import Fact
from pimpasa.ledger.verbs import act, record
from pimpasa.outreach import rules
from pimpasa.outreach.models import AudienceQuestion, Dialogue
from pimpasa.outreach.queries.dialogues import locked_dialogue
from pimpasa.outreach.states import QUESTION_TRANSITIONS, DialogueStep, QuestionState, QuestionStep


@act(Act.QUESTION_ANSWERED)
def answer_in_writing(*, question: AudienceQuestion, answer: str, by: Officer) -> AudienceQuestion:
    """Answer a question that everybody saw, now or anew; it stands in the minutes. Raises Refused."""
    _to_follow_up(question.dialogue, by)
    question = AudienceQuestion.objects.select_for_update().get(pk=question.pk)
    state = QUESTION_TRANSITIONS[QuestionState(question.state)].get(QuestionStep.ANSWER)
    if state is None:
        sentence = _("Only a question that was shown to everybody is answered in the minutes.")
        raise Refused("question_not_shown", sentence)
    words = answer.strip()[: rules.LONGEST_WRITTEN_ANSWER]
    if not words:
        raise Refused("no_written_answer", _("Write the answer first."))
    question.answer = words
    question.answered_by = by
    question.state = state
    question.save(update_fields=["answer", "answered_by", "state"])
    record(question, by=by, facts=question.facts)
    return question


@act(Act.DIALOGUE_DRAFTED)
def save_summary(*, dialogue: Dialogue, summary: str, by: Officer) -> Dialogue:
    """Keep what is written so far; while nothing is published, nobody else reads it. Raises Refused."""
    dialogue = _to_follow_up(dialogue, by)
    if dialogue.reported_at is not None:
        raise Refused("already_published", _("The minutes are published. Publish them again to change them."))
    dialogue.summary = summary.strip()[: rules.LONGEST_SUMMARY]
    dialogue.save(update_fields=["summary"])
    record(dialogue, by=by, facts={"summary": dialogue.summary})
    return dialogue


@act(Act.DIALOGUE_MINUTES)
def publish_minutes(*, dialogue: Dialogue, summary: str, by: Officer) -> Dialogue:
    """Publish the minutes, or publish them again after a change. Raises Refused: while it lasts, or without words."""
    dialogue = locked_dialogue(dialogue)
    rules.check_lead(by, dialogue)
    dialogue.state = rules.next_state(dialogue, DialogueStep.REPORT)
    words = summary.strip()
    if not rules.FEWEST_OF_SUMMARY <= len(words) <= rules.LONGEST_SUMMARY:
        raise Refused("no_summary", _("Sum the dialogue up in a few sentences: 20 to 4,000 letters."))
    dialogue.summary = words
    dialogue.reported_at = clock.now()
    dialogue.reported_by = by
    dialogue.save(update_fields=["summary", "reported_at", "reported_by", "state"])
    record(dialogue, by=by, facts=_minutes(dialogue))
    return dialogue


def _to_follow_up(dialogue: Dialogue, by: Officer) -> Dialogue:
    """The dialogue as it is now, locked. Raises Refused."""
    dialogue = locked_dialogue(dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.FOLLOW_UP)
    return dialogue


def _minutes(dialogue: Dialogue) -> dict[str, Fact]:
    """Everything that they say."""
    questions = dialogue.questions.exclude(text="").order_by("id")
    return {
        "summary": dialogue.summary,
        "reported_at": dialogue.reported_at,
        "questions": [question.facts for question in questions],
    }

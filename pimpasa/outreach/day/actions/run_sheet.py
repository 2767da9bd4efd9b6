"""The day as the organiser's phone kept it without a network: each entry is applied once, however often it is sent.

What somebody else did meanwhile stands: to begin, go on or end is no fault where it has happened already.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.linking.identifiers import finding
from pimpasa.logbook.queries import received_before
from pimpasa.logbook.rules import check_time, moment_of, unreadable
from pimpasa.outreach import rules
from pimpasa.outreach.actions.promises import make_promise
from pimpasa.outreach.day.actions import counts, course
from pimpasa.outreach.day.contents import EntryContents
from pimpasa.outreach.day.kinds import EntryKind
from pimpasa.outreach.day.rules import LONGEST_ANSWER, LONGEST_QUESTION
from pimpasa.outreach.kinds import AgeGroup, Sex
from pimpasa.outreach.models import AudienceQuestion, DayEntry, Dialogue
from pimpasa.outreach.queries.dialogues import locked_dialogue
from pimpasa.outreach.states import DialogueState, DialogueStep, Phase, QuestionState

MOST_ENTRIES = 1000


@act(Act.QUESTION_ANSWERED, Act.QUESTION_DECIDED, idle="it came before, or what it says has happened already")
def add_entry(*, dialogue: Dialogue, entry_id: UUID, kind: str, contents: EntryContents, keyring: Keyring) -> bool:
    """Apply an entry; False where it was applied before. Raises Refused by the rules of what it does."""
    dialogue = locked_dialogue(dialogue)
    rules.check_lead(keyring.officer, dialogue)
    if received_before(dialogue.entries.all(), entry_id, most=MOST_ENTRIES) is not None:
        return False
    if kind not in EntryKind.values:
        raise unreadable()
    at = moment_of(contents.at)
    check_time(at)
    _APPLY[EntryKind(kind)](dialogue, contents, at, keyring)
    DayEntry.objects.create(id=entry_id, dialogue=dialogue, officer=keyring.officer, received_at=clock.now())
    return True


def _begin(dialogue: Dialogue, contents: EntryContents, at: datetime, keyring: Keyring) -> None:
    if dialogue.state == DialogueState.PLANNED:
        course.begin(dialogue=dialogue, quiz=contents.quiz, by=keyring.officer, at=at)


def _phase(dialogue: Dialogue, contents: EntryContents, at: datetime, keyring: Keyring) -> None:
    if contents.phase not in Phase.values:
        raise unreadable()
    if dialogue.state != DialogueState.HELD:
        course.go_to(dialogue=dialogue, phase=Phase(contents.phase), by=keyring.officer)


def _end(dialogue: Dialogue, contents: EntryContents, at: datetime, keyring: Keyring) -> None:
    if dialogue.state != DialogueState.HELD:
        course.end(dialogue=dialogue, by=keyring.officer, at=at)


def _came(dialogue: Dialogue, contents: EntryContents, at: datetime, keyring: Keyring) -> None:
    if contents.sex not in Sex.values or contents.age not in AgeGroup.values or contents.more not in (1, -1):
        raise unreadable()
    counts.add_attendance(
        dialogue=dialogue,
        sex=Sex(contents.sex),
        age=AgeGroup(contents.age),
        more=contents.more,
        by=keyring.officer,
    )


def _paper(dialogue: Dialogue, contents: EntryContents, at: datetime, keyring: Keyring) -> None:
    counts.count_paper(dialogue=dialogue, counts=contents.paper, by=keyring.officer)


def _promise(dialogue: Dialogue, contents: EntryContents, at: datetime, keyring: Keyring) -> None:
    """Whoever promised it: an office or post that is named, else the officer who wrote it down."""
    if contents.due_on is None:
        raise Refused("no_due_day", _("Say by which day."))
    elsewhere = contents.owner_elsewhere.strip()
    make_promise(
        dialogue=dialogue,
        text=contents.text,
        due_on=contents.due_on,
        owner=None if elsewhere else keyring.officer,
        owner_elsewhere=elsewhere,
        by=keyring.officer,
    )


def _asked(dialogue: Dialogue, contents: EntryContents, at: datetime, keyring: Keyring) -> None:
    """A question asked aloud stands in the minutes with its answer, or is answered in writing later."""
    rules.next_state(dialogue, DialogueStep.NOTE)
    text = contents.text.strip()
    answer = contents.answer.strip()
    if not text or len(text) > LONGEST_QUESTION or len(answer) > LONGEST_ANSWER:
        sentence = _("Write the question, with at most %(most)d letters.")
        raise Refused("no_question", sentence % {"most": LONGEST_QUESTION})
    if finding.find(text, most=1):
        raise Refused("names_somebody", _("Leave names and numbers out: everybody reads this question."))
    question = AudienceQuestion(dialogue=dialogue, text=text, answer=answer, grant=b"", envelope=b"")
    question.state = QuestionState.ANSWERED if answer else QuestionState.LATER
    question.answered_by = keyring.officer if answer else None
    question.desk_key = sealing_key(dialogue.desk)
    question.save(force_insert=True)
    decision = Act.QUESTION_ANSWERED if answer else Act.QUESTION_DECIDED
    record(question, by=keyring.officer, act=decision, facts=question.facts)


_APPLY: dict[EntryKind, Callable[[Dialogue, EntryContents, datetime, Keyring], None]] = {
    EntryKind.BEGIN: _begin,
    EntryKind.PHASE: _phase,
    EntryKind.CAME: _came,
    EntryKind.ASKED: _asked,
    EntryKind.PAPER: _paper,
    EntryKind.PROMISE: _promise,
    EntryKind.END: _end,
}

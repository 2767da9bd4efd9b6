"""The course of a day: the organiser begins it, goes from phase to phase, ends it. At the end every seat is gone."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import Fact
from pimpasa.ledger.verbs import act, record
from pimpasa.outreach import rules
from pimpasa.outreach.day.queries import CODE_LENGTH, waiting_of
from pimpasa.outreach.day.rules import check_phase, check_quiz, check_read
from pimpasa.outreach.kinds import Channel
from pimpasa.outreach.models import AudienceQuestion, Dialogue, Seat, Tally, Vote
from pimpasa.outreach.queries.dialogues import locked_dialogue
from pimpasa.outreach.queries.rounds import live_counts
from pimpasa.outreach.states import DialogueState, DialogueStep, Phase, QuestionState

# Letters and digits that no wall and no voice confuses: without 0, 1, I, L and O.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@act(Act.DIALOGUE_BEGUN)
def begin(*, dialogue: Dialogue, quiz: Sequence[str], by: Officer, at: datetime | None = None) -> Dialogue:
    """Let phones join by a code from now on. `quiz` has five keys of the bank, or none.

    Raises Refused by the rules, and for questions that the office did not review.
    """
    dialogue = locked_dialogue(dialogue)
    rules.check_lead(by, dialogue)
    dialogue.state = rules.next_state(dialogue, DialogueStep.BEGIN)
    check_quiz(dialogue.office, quiz)
    dialogue.quiz = list(quiz)
    dialogue.code = _new_code()
    dialogue.phase = Phase.WELCOME
    dialogue.began_at = at or clock.now()
    dialogue.version += 1
    dialogue.save()
    record(dialogue, by=by, facts={"began_at": dialogue.began_at, "code": dialogue.code, "quiz": dialogue.quiz})
    return dialogue


@act(Act.DIALOGUE_LED, idle="this phase is on already: two thumbs pressed at once")
def go_to(*, dialogue: Dialogue, phase: Phase, by: Officer) -> Dialogue:
    """Go to a phase of the day; to the one that is on already, nothing happens. Raises Refused by the rules."""
    dialogue = locked_dialogue(dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.LEAD)
    check_phase(dialogue, phase)
    if dialogue.phase == phase:
        return dialogue
    dialogue.phase = phase
    dialogue.version += 1
    dialogue.save(update_fields=["phase", "version"])
    record(dialogue, by=by, facts={"phase": phase})
    return dialogue


@act(Act.DIALOGUE_ENDED, Act.QUESTION_DECIDED)
def end(*, dialogue: Dialogue, by: Officer, leave_unread: bool = False, at: datetime | None = None) -> Dialogue:
    """Count, then delete every seat with its answers and votes. Raises Refused by the rules, and while questions wait
    that nobody read, unless `leave_unread` says that they are given up.
    """
    dialogue = locked_dialogue(dialogue)
    rules.check_lead(by, dialogue)
    return _ended(dialogue, by, leave_unread=leave_unread, at=at or clock.now())


@act(Act.DIALOGUE_ENDED, Act.QUESTION_DECIDED, idle="somebody ended it meanwhile")
def end_forgotten(*, dialogue: Dialogue) -> bool:
    """End what nobody ended, so that no seat outlives its day; False where somebody did meanwhile."""
    dialogue = locked_dialogue(dialogue)
    if dialogue.state != DialogueState.UNDER_WAY:
        return False
    _ended(dialogue, None, leave_unread=True, at=clock.now())
    return True


def _ended(dialogue: Dialogue, by: Officer | None, *, leave_unread: bool, at: datetime) -> Dialogue:
    dialogue.state = rules.next_state(dialogue, DialogueStep.END)
    unread = _give_up_unread(dialogue, by, leave_unread)
    facts: dict[str, Fact] = {"unread": unread, "tallies": _count(dialogue), "votes": _keep_votes(dialogue)}
    seats = Seat.objects.filter(dialogue=dialogue)
    facts["seats"] = seats.count()
    seats.delete()
    dialogue.phase = Phase.THANKS
    dialogue.ended_at = max(at, dialogue.began_at or at)
    dialogue.version += 1
    dialogue.save()
    record(dialogue, by=by, act=Act.DIALOGUE_ENDED, facts=facts | {"ended_at": dialogue.ended_at})
    return dialogue


def _give_up_unread(dialogue: Dialogue, by: Officer | None, leave_unread: bool) -> int:
    waiting = waiting_of(dialogue)
    unread = list(waiting)
    check_read(unread, leave_unread=leave_unread)
    waiting.update(state=QuestionState.REFUSED, envelope=b"", grant=b"")
    for question in unread:
        question.state = QuestionState.REFUSED
        record(question, by=by, act=Act.QUESTION_DECIDED, facts=question.facts)
    return len(unread)


def _count(dialogue: Dialogue) -> list[list[str | int]]:
    """Keep how many phones chose what; returns it."""
    counted = sorted(live_counts(dialogue).items())
    Tally.objects.bulk_create(
        Tally(dialogue=dialogue, question=key, round=round_, choice=choice, channel=Channel.PHONE, count=count)
        for (key, round_, choice), count in counted
    )
    return [[*cell, count] for cell, count in counted]


def _keep_votes(dialogue: Dialogue) -> int:
    """Each question keeps the number of those who wanted it answered; returns all of them."""
    votes = Vote.objects.filter(question__dialogue=dialogue).values_list("question").annotate(Count("id")).order_by()
    for question, count in votes:
        AudienceQuestion.objects.filter(pk=question).update(votes=count)
    return sum(count for _question, count in votes)


def _new_code() -> str:
    """One that no dialogue has or had; among 887 million, a second try is rare."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))
        if not Dialogue.objects.filter(code=code).exists():
            return code

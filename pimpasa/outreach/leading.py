"""The organiser leads the day: begins it, goes from part to part, ends it. At the end every seat is gone."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.education import queries as bank
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.outreach import quiz as quizzes
from pimpasa.outreach import rules
from pimpasa.outreach.kinds import QUESTIONS_ASKED, Channel
from pimpasa.outreach.models import AudienceQuestion, Dialogue, Seat, Tally, Vote
from pimpasa.outreach.planning import locked, log
from pimpasa.outreach.states import DialogueState, DialogueStep, Phase, QuestionState
from pimpasa.territory.models import Office

# Letters and digits that no wall and no voice confuses: without 0, 1, I, L and O.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6
FORGOTTEN = timedelta(hours=12)


@transaction.atomic
def begin(*, dialogue: Dialogue, quiz: Sequence[str], by: Officer, at: datetime | None = None) -> Dialogue:
    """Open the room: from now on phones join by its code. `quiz` has five keys of the bank, or none.

    Raises Refused by the rules, and for questions that the office did not review.
    """
    dialogue = locked(dialogue)
    rules.check_lead(by, dialogue)
    dialogue.state = rules.next_state(dialogue, DialogueStep.BEGIN)
    check_quiz(dialogue.office, quiz)
    dialogue.quiz, dialogue.code, dialogue.phase = list(quiz), _new_code(), Phase.WELCOME
    dialogue.began_at = at or clock.now()
    dialogue.version += 1
    dialogue.save()
    log(Act.DIALOGUE_BEGUN, dialogue, by, " ".join(quiz))
    return dialogue


@transaction.atomic
def go_to(*, dialogue: Dialogue, phase: Phase, by: Officer) -> Dialogue:
    """Go to a part of the day; to the one that is on already, nothing happens. Raises Refused by the rules."""
    dialogue = locked(dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.LEAD)
    if phase not in phases(dialogue):
        raise Refused(_("This dialogue has no such part."))
    if dialogue.phase == phase:
        return dialogue
    dialogue.phase, dialogue.version = phase, dialogue.version + 1
    dialogue.save(update_fields=["phase", "version"])
    log(Act.DIALOGUE_LED, dialogue, by, phase)
    return dialogue


@transaction.atomic
def end(*, dialogue: Dialogue, by: Officer, leave_unread: bool = False, at: datetime | None = None) -> Dialogue:
    """Count, then delete every seat with its answers and votes. Raises Refused by the rules, and while questions wait
    that nobody read, unless `leave_unread` says that they are given up.
    """
    dialogue = locked(dialogue)
    rules.check_lead(by, dialogue)
    return _close(dialogue, by, leave_unread=leave_unread, at=at or clock.now())


def end_forgotten() -> int:
    """End what was to be over half a day ago and nobody ended, so that no seat outlives its day; returns how many."""
    late = Dialogue.objects.filter(state=DialogueState.UNDER_WAY, ends_at__lt=clock.now() - FORGOTTEN)
    ended = 0
    for dialogue in late.filter(began_at__lt=clock.now() - FORGOTTEN):
        with transaction.atomic():
            _close(locked(dialogue), None, leave_unread=True, at=clock.now())
            ended += 1
    return ended


def _close(dialogue: Dialogue, by: Officer | None, *, leave_unread: bool, at: datetime) -> Dialogue:
    dialogue.state = rules.next_state(dialogue, DialogueStep.END)
    unread = _give_up_unread(dialogue, by, leave_unread)
    counted = _count(dialogue)
    votes = _keep_votes(dialogue)
    seats = Seat.objects.filter(dialogue=dialogue).count()
    Seat.objects.filter(dialogue=dialogue).delete()
    dialogue.phase, dialogue.ended_at = Phase.THANKS, max(at, dialogue.began_at or at)
    dialogue.version += 1
    dialogue.save()
    told = {"seats": seats, "tallies": counted, "votes": votes, "unread": unread}
    log(Act.DIALOGUE_ENDED, dialogue, by, json.dumps(told, sort_keys=True))
    return dialogue


def phases(dialogue: Dialogue) -> list[Phase]:
    """The parts of this day, in order; one without questions has no rounds of them."""
    rounds = (Phase.BEFORE, Phase.AFTER)
    return [phase for phase in Phase if dialogue.quiz or phase not in rounds]


def neighbours(dialogue: Dialogue) -> tuple[Phase | None, Phase | None]:
    """The parts before and after the one that is on."""
    parts = phases(dialogue)
    here = parts.index(Phase(dialogue.phase))
    return (parts[here - 1] if here else None), (parts[here + 1] if here + 1 < len(parts) else None)


def check_quiz(office: Office, quiz: Sequence[str]) -> None:
    """Raise Refused unless these are five different questions that the office reviewed, or none."""
    if not quiz:
        return
    if len(set(quiz)) != QUESTIONS_ASKED or len(quiz) != QUESTIONS_ASKED:
        raise Refused(_("Choose five questions, or none at all."))
    if not set(quiz) <= {question.key for question in bank.reviewed(office)}:
        raise Refused(_("Your office has not reviewed one of these questions in its present words."))


def _new_code() -> str:
    """One that no dialogue has or had; among 887 million, a second try is rare."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))
        if not Dialogue.objects.filter(code=code).exists():
            return code


def _give_up_unread(dialogue: Dialogue, by: Officer | None, leave_unread: bool) -> int:
    waiting = AudienceQuestion.objects.filter(dialogue=dialogue, state=QuestionState.WAITING)
    unread = list(waiting)
    if unread and not leave_unread:
        raise Refused(
            ngettext(
                "%(n)d question waits that nobody read. Read it first, or end without it.",
                "%(n)d questions wait that nobody read. Read them first, or end without them.",
                len(unread),
            )
            % {"n": len(unread)}
        )
    waiting.update(state=QuestionState.REFUSED, envelope=b"", grant=b"")
    for question in unread:
        digest = ledger.digest_of(b"unread")
        ledger.append(
            act=Act.QUESTION_DECIDED, subject=question.subject, actor=by.actor if by else ledger.SYSTEM, digest=digest
        )
    return len(unread)


def _count(dialogue: Dialogue) -> list[list[object]]:
    counted = sorted(quizzes.live_counts(dialogue).items())
    Tally.objects.bulk_create(
        Tally(dialogue=dialogue, question=key, round=when, choice=choice, channel=Channel.PHONE, count=count)
        for (key, when, choice), count in counted
    )
    return [[*what, count] for what, count in counted]


def _keep_votes(dialogue: Dialogue) -> int:
    """Each question keeps the number of those who wanted it answered; returns all of them."""
    found = Vote.objects.filter(question__dialogue=dialogue).values_list("question").annotate(Count("id")).order_by()
    for question, count in found:
        AudienceQuestion.objects.filter(pk=question).update(votes=count)
    return sum(count for _question, count in found)

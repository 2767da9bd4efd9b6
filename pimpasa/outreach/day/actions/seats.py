"""What residents do with their phones: take a seat, answer, ask, vote.

None of it is an act in the ledger, which would keep for good when each of them did what; the counts are, at the end
(docs/adr/0028-a-day-leaves-counts.md). Each begins by sharing the dialogue's row, so that it is wholly before the end
or not at all, and no phone waits for another.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.keys.queries import sealing_key
from pimpasa.ledger.verbs import unlogged
from pimpasa.outreach.day.errors import NoSuchDialogue, NotSeated, SoundsLikeReport
from pimpasa.outreach.day.phases import ROUND_OF
from pimpasa.outreach.day.queries import seat_digest
from pimpasa.outreach.day.rules import check_choices, check_question, check_seats, check_waiting
from pimpasa.outreach.day.trouble import trouble_in
from pimpasa.outreach.models import AudienceQuestion, QuizAnswer, Seat, Vote
from pimpasa.outreach.states import Phase, QuestionState
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import grant_to

TOKEN_BYTES = 32
NO_ACT = "the ledger would keep for good which phone did what when; a day leaves counts alone (ADR 28)"


@dataclass(frozen=True)
class Sitting:
    """A seat whose dialogue is under way, and what it may do now."""

    seat: int
    dialogue: UUID
    desk: int
    phase: Phase
    quiz: tuple[str, ...]


@unlogged(NO_ACT)
def sit(*, code: str) -> bytes:
    """Take a seat; returns the token for the phone's cookie. Raises NoSuchDialogue, Refused where it is full."""
    dialogue = _begun(code)
    check_seats(Seat.objects.filter(dialogue_id=dialogue).count())
    token = secrets.token_bytes(TOKEN_BYTES)
    Seat.objects.create(dialogue_id=dialogue, token_digest=seat_digest(token))
    return token


@unlogged(NO_ACT)
def answer(*, code: str, token: bytes, choices: Mapping[str, int]) -> None:
    """Answer the questions of the round that is on; a second answer changes nothing. Raises NotSeated, Refused."""
    sitting = _sitting(code, token)
    round_ = ROUND_OF.get(sitting.phase)
    if round_ is None:
        raise Refused("round_is_over", _("These questions are over. What comes now is below."))
    check_choices(sitting.quiz, choices)
    rows = (
        QuizAnswer(seat_id=sitting.seat, question=key, round=round_, choice=choice) for key, choice in choices.items()
    )
    QuizAnswer.objects.bulk_create(rows, ignore_conflicts=True)


@unlogged(NO_ACT)
def ask(*, code: str, token: bytes, text: str, anyway: bool = False) -> AudienceQuestion:
    """Ask a question, sealed to the desk until somebody reads it.

    Raises NotSeated; SoundsLikeReport for what is really one, `anyway` or not where it names numbers; Refused.
    """
    sitting = _sitting(code, token)
    text = text.strip()
    check_question(text)
    trouble = trouble_in(text)
    if trouble.identifiers or (trouble.by_words and not anyway):
        raise SoundsLikeReport(trouble)
    _check_waiting(sitting)
    question = _sealed(sitting, text)
    question.save(force_insert=True)
    return question


@unlogged(NO_ACT)
def vote(*, code: str, token: bytes, question: UUID, wants: bool) -> None:
    """Want a question answered, or no longer. Raises NotSeated, Refused for one that is not shown."""
    sitting = _sitting(code, token)
    on_screen = AudienceQuestion.objects.filter(pk=question, dialogue=sitting.dialogue, state=QuestionState.SHOWN)
    if not on_screen.exists():
        raise Refused("not_shown", _("This question is answered, or not shown any more."))
    if wants:
        Vote.objects.bulk_create([Vote(question_id=question, seat_id=sitting.seat)], ignore_conflicts=True)
    else:
        Vote.objects.filter(question_id=question, seat_id=sitting.seat).delete()


def _check_waiting(sitting: Sitting) -> None:
    waiting = AudienceQuestion.objects.filter(dialogue=sitting.dialogue, state=QuestionState.WAITING)
    of_seat = AudienceQuestion.objects.filter(seat=sitting.seat)
    check_waiting(of_seat=of_seat.count(), of_dialogue=waiting.count())


def _sealed(sitting: Sitting, text: str) -> AudienceQuestion:
    key = envelopes.new_key()
    question = AudienceQuestion(dialogue_id=sitting.dialogue, seat_id=sitting.seat)
    question.desk_key = sealing_key(Desk(pk=sitting.desk))
    question.grant = grant_to(question.desk_key, key, context=question.key_context)
    question.envelope = envelopes.seal_json({"text": text}, key=key, context=question.context)
    return question


# FOR KEY SHARE lets others read, join and lead meanwhile; only the end, which locks the row whole, waits for it.
_BEGUN = "SELECT id FROM outreach_dialogue WHERE code = %s AND state = 'under_way' FOR KEY SHARE"
_SITTING = (
    "SELECT seat.id, held.id, held.desk_id, held.phase, held.quiz FROM outreach_seat seat "
    "JOIN outreach_dialogue held ON held.id = seat.dialogue_id "
    "WHERE seat.token_digest = %s AND held.code = %s AND held.state = 'under_way' FOR KEY SHARE OF held"
)


def _begun(code: str) -> UUID:
    row = _row(_BEGUN, [code])
    if row is None:
        raise NoSuchDialogue
    dialogue: UUID = row[0]
    return dialogue


def _sitting(code: str, token: bytes) -> Sitting:
    row = _row(_SITTING, [seat_digest(token), code])
    if row is None:
        raise NotSeated
    seat, dialogue, desk, phase, quiz = row
    return Sitting(seat, dialogue, desk, Phase(phase), tuple(quiz))


def _row(sql: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()

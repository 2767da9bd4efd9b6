"""What residents do with their phones: take a seat, answer, ask, vote.

None of it is an act in the ledger, which would keep for good when each of them did what; the counts are, at the end.
Each begins by sharing the dialogue's row, so that it is wholly before the end or not at all, and no phone waits for
another.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.education.queries import question as bank_question
from pimpasa.keys.queries import sealing_key
from pimpasa.outreach.errors import NoSuchDialogue, NotSeated, SoundsLikeReport
from pimpasa.outreach.hearing import hear
from pimpasa.outreach.kinds import Round
from pimpasa.outreach.models import AudienceQuestion, QuizAnswer, Seat, Vote
from pimpasa.outreach.states import Phase, QuestionState
from pimpasa.sealing import envelopes, grants
from pimpasa.sealing.derivation import derive
from pimpasa.territory.models import Desk

TOKEN_BYTES = 32
MOST_SEATS = 3000
MOST_OF_A_SEAT = 5
MOST_WAITING = 200
LONGEST = 300
DONT_KNOW = 9  # a choice that stands under every question and is never right
ROUND_OF = {Phase.BEFORE: Round.BEFORE, Phase.AFTER: Round.AFTER}


@dataclass(frozen=True)
class Sitting:
    """A seat whose dialogue is under way, and what it may do now."""

    seat: int
    dialogue: UUID
    desk: int
    phase: Phase
    quiz: tuple[str, ...]


def digest_of(token: bytes) -> bytes:
    """By what a seat is found; nothing else is derived from a seat's token, and no other token like this."""
    return derive(token, "dialogue seat", 32)


@transaction.atomic
def sit(*, code: str) -> bytes:
    """Take a seat; returns the token for the phone's cookie. Raises NoSuchDialogue, Refused where it is full."""
    dialogue = _begun(code)
    if Seat.objects.filter(dialogue_id=dialogue).count() >= MOST_SEATS:
        raise Refused(_("More phones than this dialogue can take have joined. Please take part on paper."))
    token = secrets.token_bytes(TOKEN_BYTES)
    Seat.objects.create(dialogue_id=dialogue, token_digest=digest_of(token))
    return token


@transaction.atomic
def answer(*, code: str, token: bytes, choices: Mapping[str, int]) -> None:
    """Answer the questions of the round that is on; a second answer changes nothing. Raises NotSeated, Refused."""
    sitting = _sitting(code, token)
    if sitting.phase not in ROUND_OF:
        raise Refused(_("These questions are over. What comes now is below."))
    if set(choices) != set(sitting.quiz):
        raise Refused(_("Please choose an answer to each question. “I don't know yet” is one, too."))
    for key, choice in choices.items():
        _check_choice(key, choice)
    rows = (
        QuizAnswer(seat_id=sitting.seat, question=key, round=ROUND_OF[sitting.phase], choice=choice)
        for key, choice in choices.items()
    )
    QuizAnswer.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def ask(*, code: str, token: bytes, text: str, anyway: bool = False) -> AudienceQuestion:
    """Ask a question, sealed to the desk until somebody reads it.

    Raises NotSeated; SoundsLikeReport for what is really one, `anyway` or not where it names numbers; Refused.
    """
    sitting, text = _sitting(code, token), text.strip()
    if not text:
        raise Refused(_("Write your question first."))
    if len(text) > LONGEST:
        raise Refused(_("Please make it shorter: at most %(most)d letters.") % {"most": LONGEST})
    heard = hear(text)
    if heard.identifiers or (heard.told and not anyway):
        raise SoundsLikeReport(heard)
    _check_room(sitting)
    desk_key = sealing_key(Desk(pk=sitting.desk))
    made = AudienceQuestion(dialogue_id=sitting.dialogue, seat_id=sitting.seat, desk_key=desk_key)
    key = envelopes.new_key()
    made.grant = grants.grant(key, to=bytes(desk_key.public), context=f"{made.context}:key")
    made.envelope = envelopes.seal_json({"text": text}, key=key, context=made.context)
    made.save(force_insert=True)
    return made


@transaction.atomic
def vote(*, code: str, token: bytes, question: UUID, wants: bool) -> None:
    """Want a question answered, or no longer. Raises NotSeated, Refused for one that is not shown."""
    sitting = _sitting(code, token)
    shown = AudienceQuestion.objects.filter(pk=question, dialogue=sitting.dialogue, state=QuestionState.SHOWN)
    if not shown.exists():
        raise Refused(_("This question is answered, or not shown any more."))
    if wants:
        Vote.objects.bulk_create([Vote(question_id=question, seat_id=sitting.seat)], ignore_conflicts=True)
    else:
        Vote.objects.filter(question_id=question, seat_id=sitting.seat).delete()


def _check_choice(key: str, choice: int) -> None:
    asked = bank_question(key)
    options = len(asked.said(None).options) if asked else 0
    if choice != DONT_KNOW and not 0 <= choice < options:
        raise Refused(_("Please choose an answer to each question. “I don't know yet” is one, too."))


def _check_room(sitting: Sitting) -> None:
    if AudienceQuestion.objects.filter(seat=sitting.seat).count() >= MOST_OF_A_SEAT:
        raise Refused(_("You asked %(most)d questions. Please leave room for others.") % {"most": MOST_OF_A_SEAT})
    waiting = AudienceQuestion.objects.filter(dialogue=sitting.dialogue, state=QuestionState.WAITING)
    if waiting.count() >= MOST_WAITING:
        raise Refused(_("Very many questions wait to be read. Please send yours again in a few minutes."))


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
    found: UUID = row[0]
    return found


def _sitting(code: str, token: bytes) -> Sitting:
    row = _row(_SITTING, [digest_of(token), code])
    if row is None:
        raise NotSeated
    return Sitting(row[0], row[1], row[2], Phase(row[3]), tuple(row[4]))


def _row(sql: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()

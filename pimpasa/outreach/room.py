"""What everybody in the room sees, read once a second and process however many phones ask."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.db.models import Count, QuerySet

from pimpasa.outreach import quiz
from pimpasa.outreach.errors import NoSuchDialogue
from pimpasa.outreach.kinds import Round
from pimpasa.outreach.models import AudienceQuestion, Dialogue, QuizAnswer, Seat, Vote
from pimpasa.outreach.states import OPEN_QUESTIONS, Phase, QuestionState
from pimpasa.outreach.taking_part import ROUND_OF, digest_of

SECONDS = 1.0
MOST_KEPT = 2000


@dataclass(frozen=True)
class Shown:
    """A question that everybody sees, and how many want it answered."""

    question: AudienceQuestion
    votes: int

    @property
    def is_open(self) -> bool:
        return bool(self.question.state == QuestionState.SHOWN)


@dataclass(frozen=True)
class Room:
    """A dialogue as its screens show it. `answered`: how many phones answered in the round that is on."""

    dialogue: Dialogue
    phones: int
    answered: int
    waiting: int
    shown: tuple[Shown, ...]

    @property
    def phase(self) -> Phase:
        return Phase(self.dialogue.phase)

    @property
    def state(self) -> str:
        """Another one whenever a phone should look again."""
        return f"{self.dialogue.version}-{self.dialogue.phase}"


@dataclass(frozen=True)
class Own:
    """What one phone did: whether it answered the round that is on, its questions, and its votes, each with how many
    there are of the question's this very moment: who just voted wants to see it counted.
    """

    answered: bool
    votes: dict[UUID, int]
    questions: tuple[AudienceQuestion, ...]


_rooms: dict[str, tuple[float, Room]] = {}
_lock = Lock()


def forget() -> None:
    """For tests: what a process remembers for a second is not another test's."""
    _rooms.clear()


def by_code(code: str) -> Room:
    """The room of a code, at most a second old. Raises NoSuchDialogue."""
    now = time.monotonic()
    kept = _rooms.get(code)
    if kept and now - kept[0] < SECONDS:
        return kept[1]
    with _lock:  # one reads, the others take what it read
        kept = _rooms.get(code)
        if kept and now - kept[0] < SECONDS:
            return kept[1]
        dialogue = dialogues().filter(code=code).first() if len(code) == 6 else None
        if dialogue is None:
            raise NoSuchDialogue
        if len(_rooms) >= MOST_KEPT:
            _rooms.clear()
        room = of(dialogue)
        _rooms[code] = (time.monotonic(), room)
    return room


def is_in_use(code: str) -> bool:
    """Whether somebody used this code here before, and rightly."""
    return code in _rooms


def dialogues() -> QuerySet[Dialogue]:
    """With what the screens show."""
    return Dialogue.objects.select_related("kind", "village", "office", "desk")


def of(dialogue: Dialogue) -> Room:
    """The room as it is now."""
    round_ = ROUND_OF.get(Phase(dialogue.phase))
    return Room(
        dialogue=dialogue,
        phones=Seat.objects.filter(dialogue=dialogue).count(),
        answered=quiz.answered(dialogue, round_) if round_ else 0,
        waiting=AudienceQuestion.objects.filter(dialogue=dialogue, state=QuestionState.WAITING).count(),
        shown=tuple(shown(dialogue)),
    )


def shown(dialogue: Dialogue) -> list[Shown]:
    """Those to be answered first, the most wanted before the others; then those that were answered or put off."""
    questions = list(AudienceQuestion.objects.filter(dialogue=dialogue, state__in=OPEN_QUESTIONS))
    counted = Vote.objects.filter(question__dialogue=dialogue).values_list("question").annotate(Count("id"))
    live = dict(counted.order_by())
    rows = [Shown(one, live.get(one.pk, one.votes)) for one in questions]
    return sorted(rows, key=lambda row: (not row.is_open, -row.votes, row.question.pk))


def seat_of(room: Room, token: bytes) -> Seat | None:
    """The phone's seat, or None where it has none here."""
    return Seat.objects.filter(dialogue=room.dialogue, token_digest=digest_of(token)).first()


def own(room: Room, seat: Seat) -> Own:
    """What this phone did, as far as the part that is on shows it."""
    round_: Round | None = ROUND_OF.get(room.phase)
    answered = bool(round_) and QuizAnswer.objects.filter(seat=seat, round=round_).exists()
    voted = list(Vote.objects.filter(seat=seat).values_list("question_id", flat=True))
    counted = Vote.objects.filter(question__in=voted).values_list("question").annotate(Count("id")).order_by()
    votes = dict(counted) if voted else {}
    return Own(answered, votes, tuple(AudienceQuestion.objects.filter(seat=seat)))

"""What everybody at a dialogue sees, read once a second and process however many phones ask; and what was counted."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.db.models import Count, QuerySet

from pimpasa.outreach.day.contents import Cell
from pimpasa.outreach.day.errors import NoSuchDialogue
from pimpasa.outreach.day.phases import ROUND_OF
from pimpasa.outreach.day.rules import MOST_SEATS, MOST_WAITING
from pimpasa.outreach.kinds import Channel, Round
from pimpasa.outreach.models import Attendance, AudienceQuestion, Dialogue, QuizAnswer, Seat, Tally, Vote
from pimpasa.outreach.queries.rounds import phones_answered
from pimpasa.outreach.states import OPEN_QUESTIONS, Phase, QuestionState
from pimpasa.sealing.derivation import derive

SECONDS = 1.0
MOST_REMEMBERED = 2000
CODE_LENGTH = 6


@dataclass(frozen=True)
class ShownQuestion:
    """A question that everybody sees, and how many want it answered."""

    question: AudienceQuestion
    votes: int

    @property
    def is_open(self) -> bool:
        return bool(self.question.state == QuestionState.SHOWN)


@dataclass(frozen=True)
class Screen:
    """A dialogue as wall and phones show it. `answered`: how many phones answered in the round that is on."""

    dialogue: Dialogue
    phones: int
    answered: int
    waiting: int
    shown: tuple[ShownQuestion, ...]

    @property
    def phase(self) -> Phase:
        return Phase(self.dialogue.phase)

    @property
    def state(self) -> str:
        """Another one whenever a phone should look again."""
        return f"{self.dialogue.version}-{self.dialogue.phase}"


@dataclass(frozen=True)
class TakenPart:
    """What one phone did: whether it answered the round that is on, its questions, and its votes, each with how many
    there are of the question's this very moment: who just voted wants to see it counted.
    """

    answered: bool
    votes: dict[UUID, int]
    questions: tuple[AudienceQuestion, ...]


_screens: dict[str, tuple[float, Screen]] = {}
_lock = Lock()


def forget() -> None:
    """For tests: what a process remembers for a second is not another test's."""
    _screens.clear()


def screen_by_code(code: str) -> Screen:
    """The screen of a code, at most a second old. Raises NoSuchDialogue."""
    screen = _remembered(code)
    if screen is not None:
        return screen
    with _lock:  # one reads, the others take what it read
        screen = _remembered(code)
        if screen is not None:
            return screen
        dialogue = with_screen().filter(code=code).first() if len(code) == CODE_LENGTH else None
        if dialogue is None:
            raise NoSuchDialogue
        if len(_screens) >= MOST_REMEMBERED:
            _screens.clear()
        screen = screen_of(dialogue)
        _screens[code] = (time.monotonic(), screen)
    return screen


def is_filling(dialogue: Dialogue) -> bool:
    """Whether two thirds of its seats are taken."""
    return Seat.objects.filter(dialogue=dialogue).count() * 3 >= MOST_SEATS * 2


def many_wait(dialogue: Dialogue) -> bool:
    """Whether two thirds of the questions wait that may."""
    waiting = AudienceQuestion.objects.filter(dialogue=dialogue, state=QuestionState.WAITING)
    return waiting.count() * 3 >= MOST_WAITING * 2


def with_screen() -> QuerySet[Dialogue]:
    """Dialogues with what the screens show."""
    return Dialogue.objects.select_related("kind", "village", "office", "desk")


def screen_of(dialogue: Dialogue) -> Screen:
    """The screen as it is now."""
    round_ = ROUND_OF.get(Phase(dialogue.phase))
    return Screen(
        dialogue=dialogue,
        phones=Seat.objects.filter(dialogue=dialogue).count(),
        answered=phones_answered(dialogue, round_) if round_ else 0,
        waiting=waiting_of(dialogue).count(),
        shown=tuple(shown_questions(dialogue)),
    )


def shown_questions(dialogue: Dialogue) -> list[ShownQuestion]:
    """Those to be answered first, the most wanted before the others; then those that were answered or put off."""
    questions = AudienceQuestion.objects.filter(dialogue=dialogue, state__in=OPEN_QUESTIONS)
    votes = Vote.objects.filter(question__dialogue=dialogue).values_list("question").annotate(Count("id"))
    live = dict(votes.order_by())
    rows = [ShownQuestion(question, live.get(question.pk, question.votes)) for question in questions]
    return sorted(rows, key=lambda row: (not row.is_open, -row.votes, row.question.pk))


def waiting_of(dialogue: Dialogue) -> QuerySet[AudienceQuestion]:
    """The questions that wait to be read."""
    return AudienceQuestion.objects.filter(dialogue=dialogue, state=QuestionState.WAITING)


def question_of(dialogue: Dialogue, question_id: UUID) -> AudienceQuestion | None:
    rows = AudienceQuestion.objects.select_related("dialogue", "desk_key")
    return rows.filter(pk=question_id, dialogue=dialogue).first()


def seat_digest(token: bytes) -> bytes:
    """By what a seat is found; nothing else is derived from a seat's token, and no other token like this."""
    return derive(token, "dialogue seat", 32)


def seat_of(screen: Screen, token: bytes) -> Seat | None:
    """The phone's seat, or None where it has none here."""
    return Seat.objects.filter(dialogue=screen.dialogue, token_digest=seat_digest(token)).first()


def taken_part(screen: Screen, seat: Seat) -> TakenPart:
    """What this phone did, as far as the phase that is on shows it."""
    round_ = ROUND_OF.get(screen.phase)
    has_answered = bool(round_) and QuizAnswer.objects.filter(seat=seat, round=round_).exists()
    voted_for = list(Vote.objects.filter(seat=seat).values_list("question_id", flat=True))
    counted = Vote.objects.filter(question__in=voted_for).values_list("question").annotate(Count("id")).order_by()
    votes = dict(counted) if voted_for else {}
    return TakenPart(has_answered, votes, tuple(AudienceQuestion.objects.filter(seat=seat)))


def attendance_of(dialogue: Dialogue) -> dict[tuple[str, str], int]:
    """How many of each group came."""
    rows = Attendance.objects.filter(dialogue=dialogue).values_list("sex", "age", "count")
    return {(sex, age): count for sex, age, count in rows}


def paper_counts_of(dialogue: Dialogue) -> dict[Cell, int]:
    """What was typed in from paper."""
    tallies = Tally.objects.filter(dialogue=dialogue, channel=Channel.PAPER)
    rows = tallies.values_list("question", "round", "choice", "count")
    return {Cell(question, Round(round_), choice): count for question, round_, choice, count in rows}


def _remembered(code: str) -> Screen | None:
    moment, screen = _screens.get(code, (0.0, None))
    return screen if time.monotonic() - moment < SECONDS else None

"""What a dialogue's day takes: five reviewed questions, counts that a hall can hold, so many seats and questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.accounts.errors import Refused
from pimpasa.education.queries import question as bank_question
from pimpasa.education.queries import reviewed
from pimpasa.outreach.day.phases import phases_of
from pimpasa.outreach.kinds import DONT_KNOW, QUESTIONS_ASKED
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import Phase
from pimpasa.territory.models import Office

MOST_COUNTED = 5000  # more than any hall holds: a slip of the finger
MOST_SEATS = 3000
MOST_OF_A_SEAT = 5
MOST_WAITING = 200
LONGEST_QUESTION = 300
LONGEST_ANSWER = 3000


def check_quiz(office: Office, quiz: Sequence[str]) -> None:
    """Raise Refused unless these are five different questions that the office reviewed, or none."""
    if not quiz:
        return
    if len(set(quiz)) != QUESTIONS_ASKED or len(quiz) != QUESTIONS_ASKED:
        raise Refused("not_five", _("Choose five questions, or none at all."))
    if not set(quiz) <= {question.key for question in reviewed(office)}:
        raise Refused("not_reviewed", _("Your office has not reviewed one of these questions in its present words."))


def check_phase(dialogue: Dialogue, phase: Phase) -> None:
    """Raise Refused for a phase that this dialogue does not have."""
    if phase not in phases_of(dialogue):
        raise Refused("no_such_phase", _("This dialogue has no such part."))


def check_read(unread: Collection[object], *, leave_unread: bool) -> None:
    """Raise Refused while questions wait that nobody read, unless they are given up."""
    if unread and not leave_unread:
        sentence = ngettext(
            "%(n)d question waits that nobody read. Read it first, or end without it.",
            "%(n)d questions wait that nobody read. Read them first, or end without them.",
            len(unread),
        )
        raise Refused("unread_questions", sentence % {"n": len(unread)})


def check_count(count: int) -> None:
    """Raise Refused for a number that nobody counted in a hall."""
    if not 0 <= count <= MOST_COUNTED:
        raise Refused("wrong_count", wrong_count())


def wrong_count() -> str:
    return _("A count lies between 0 and %(most)d.") % {"most": MOST_COUNTED}


def check_cell(dialogue: Dialogue, *, question: str, choice: int) -> None:
    """Raise Refused for a question that this dialogue did not ask, or an option that it does not have."""
    if question not in dialogue.quiz or not is_option(question, choice):
        raise Refused("not_asked", _("This dialogue did not ask such a question."))


def check_choices(quiz: Collection[str], choices: Mapping[str, int]) -> None:
    """Raise Refused unless each question has one of its own options."""
    if set(choices) != set(quiz) or not all(is_option(key, choice) for key, choice in choices.items()):
        sentence = _("Please choose an answer to each question. “I don't know yet” is one, too.")
        raise Refused("not_all_answered", sentence)


def is_option(key: str, choice: int) -> bool:
    """Whether a question of the bank has this option."""
    question = bank_question(key)
    if question is None:
        return False
    return choice == DONT_KNOW or 0 <= choice < len(question.said(None).options)


def check_seats(seats: int) -> None:
    """Raise Refused where no further phone can join."""
    if seats >= MOST_SEATS:
        sentence = _("More phones than this dialogue can take have joined. Please take part on paper.")
        raise Refused("no_seat_free", sentence)


def check_question(text: str) -> None:
    """Raise Refused for no question, or one too long to be read on a wall."""
    if not text:
        raise Refused("no_question", _("Write your question first."))
    if len(text) > LONGEST_QUESTION:
        raise Refused("too_long", too_long(LONGEST_QUESTION))


def check_waiting(*, of_seat: int, of_dialogue: int) -> None:
    """Raise Refused for who asked often, and where very many questions wait."""
    if of_seat >= MOST_OF_A_SEAT:
        sentence = _("You asked %(most)d questions. Please leave room for others.")
        raise Refused("asked_often", sentence % {"most": MOST_OF_A_SEAT})
    if of_dialogue >= MOST_WAITING:
        sentence = _("Very many questions wait to be read. Please send yours again in a few minutes.")
        raise Refused("many_wait", sentence)


def check_spoken_answer(words: str, *, is_owed: bool) -> None:
    """Raise Refused for an answer that is too long, or is owed in writing and has no words."""
    if is_owed and not words:
        raise Refused("no_answer", _("Write the answer."))
    if len(words) > LONGEST_ANSWER:
        raise Refused("too_long", too_long(LONGEST_ANSWER))


def too_long(most: int) -> str:
    return _("Please make it shorter: at most %(most)d letters.") % {"most": most}

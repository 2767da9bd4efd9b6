"""What is counted on the day: who came, by sex and age group, and what was answered on paper."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.education.queries import question as bank_question
from pimpasa.ledger.acts import Act
from pimpasa.outreach import rules
from pimpasa.outreach.kinds import AgeGroup, Channel, Round, Sex
from pimpasa.outreach.models import Attendance, Dialogue, Tally
from pimpasa.outreach.planning import locked, log
from pimpasa.outreach.states import DialogueStep
from pimpasa.outreach.taking_part import DONT_KNOW

MOST = 5000  # more than any hall holds: a slip of the finger
GROUPS = [(sex, age) for sex in Sex for age in AgeGroup]


@dataclass(frozen=True)
class Cell:
    """How many chose an answer on paper; `choice` from nought, or DONT_KNOW."""

    question: str
    round: Round
    choice: int


@transaction.atomic
def add_attendance(*, dialogue: Dialogue, sex: Sex, age: AgeGroup, more: int, by: Officer) -> int:
    """One more or fewer of a group; returns how many there are now, never fewer than none. Raises Refused."""
    dialogue = _open(dialogue, by)
    row, _is_new = Attendance.objects.get_or_create(dialogue=dialogue, sex=sex, age=age, defaults={"count": 0})
    row.count = _sound(max(0, row.count + more))
    row.save(update_fields=["count"])
    log(Act.DIALOGUE_COUNTED, dialogue, by, f"{sex} {age} {row.count}")
    return row.count


@transaction.atomic
def set_attendance(*, dialogue: Dialogue, counts: Mapping[tuple[Sex, AgeGroup], int], by: Officer) -> None:
    """How many of each group came, in the place of what was counted before. Raises Refused."""
    dialogue = _open(dialogue, by)
    rows = [
        Attendance(dialogue=dialogue, sex=sex, age=age, count=_sound(count)) for (sex, age), count in counts.items()
    ]
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["dialogue", "sex", "age"], update_fields=["count"]
    )
    told = sorted((sex, age, count) for (sex, age), count in counts.items())
    log(Act.DIALOGUE_COUNTED, dialogue, by, json.dumps(told))


@transaction.atomic
def count_paper(*, dialogue: Dialogue, counts: Mapping[Cell, int], by: Officer) -> None:
    """What the paper sheets say, in the place of what was typed in before. Raises Refused."""
    dialogue = _open(dialogue, by)
    for cell in counts:
        _check_cell(dialogue, cell)
    Tally.objects.filter(dialogue=dialogue, channel=Channel.PAPER).delete()
    Tally.objects.bulk_create(
        Tally(
            dialogue=dialogue,
            question=cell.question,
            round=cell.round,
            choice=cell.choice,
            channel=Channel.PAPER,
            count=_sound(count),
        )
        for cell, count in counts.items()
        if count
    )
    told = sorted((cell.question, cell.round, cell.choice, count) for cell, count in counts.items())
    log(Act.DIALOGUE_COUNTED, dialogue, by, json.dumps(told))


def attendance(dialogue: Dialogue) -> dict[tuple[str, str], int]:
    """How many of each group came."""
    found = Attendance.objects.filter(dialogue=dialogue).values_list("sex", "age", "count")
    return {(sex, age): count for sex, age, count in found}


def paper(dialogue: Dialogue) -> dict[Cell, int]:
    """What was typed in from paper."""
    found = Tally.objects.filter(dialogue=dialogue, channel=Channel.PAPER).values_list(
        "question", "round", "choice", "count"
    )
    return {Cell(question, Round(when), choice): count for question, when, choice, count in found}


def _open(dialogue: Dialogue, by: Officer) -> Dialogue:
    dialogue = locked(dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.NOTE)
    return dialogue


def _sound(count: int) -> int:
    if not 0 <= count <= MOST:
        raise Refused(wrong_count())
    return count


def wrong_count() -> str:
    return _("A count lies between 0 and %(most)d.") % {"most": MOST}


def _check_cell(dialogue: Dialogue, cell: Cell) -> None:
    asked = bank_question(cell.question) if cell.question in dialogue.quiz else None
    if asked is None or (cell.choice != DONT_KNOW and not 0 <= cell.choice < len(asked.said(None).options)):
        raise Refused(_("This dialogue did not ask such a question."))

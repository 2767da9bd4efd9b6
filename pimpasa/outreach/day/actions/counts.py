"""What is counted on the day: who came, by sex and age group, and what was answered on paper."""

from __future__ import annotations

from collections.abc import Mapping

from pimpasa.accounts.models import Officer
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.outreach import rules
from pimpasa.outreach.day.contents import Cell
from pimpasa.outreach.day.rules import check_cell, check_count
from pimpasa.outreach.kinds import AgeGroup, Channel, Sex
from pimpasa.outreach.models import Attendance, Dialogue, Tally
from pimpasa.outreach.queries.dialogues import locked_dialogue
from pimpasa.outreach.states import DialogueStep


@act(Act.DIALOGUE_COUNTED)
def add_attendance(*, dialogue: Dialogue, sex: Sex, age: AgeGroup, more: int, by: Officer) -> int:
    """One more or fewer of a group; returns how many there are now, never fewer than none. Raises Refused."""
    dialogue = _noted(dialogue, by)
    row, _is_new = Attendance.objects.get_or_create(dialogue=dialogue, sex=sex, age=age, defaults={"count": 0})
    row.count = max(0, row.count + more)
    check_count(row.count)
    row.save(update_fields=["count"])
    record(dialogue, by=by, facts={"attendance": [[sex, age, row.count]]})
    return row.count


@act(Act.DIALOGUE_COUNTED)
def set_attendance(*, dialogue: Dialogue, counts: Mapping[tuple[Sex, AgeGroup], int], by: Officer) -> None:
    """How many of each group came, in the place of what was counted before. Raises Refused."""
    dialogue = _noted(dialogue, by)
    for count in counts.values():
        check_count(count)
    rows = [
        Attendance(dialogue=dialogue, sex=sex, age=age, count=count) for (sex, age), count in sorted(counts.items())
    ]
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["dialogue", "sex", "age"], update_fields=["count"]
    )
    record(dialogue, by=by, facts={"attendance": [[row.sex, row.age, row.count] for row in rows]})


@act(Act.DIALOGUE_COUNTED)
def count_paper(*, dialogue: Dialogue, counts: Mapping[Cell, int], by: Officer) -> None:
    """What the paper sheets say, in the place of what was typed in before. Raises Refused."""
    dialogue = _noted(dialogue, by)
    for cell, count in counts.items():
        check_cell(dialogue, question=cell.question, choice=cell.choice)
        check_count(count)
    Tally.objects.filter(dialogue=dialogue, channel=Channel.PAPER).delete()
    rows = [_tally(dialogue, cell, count) for cell, count in sorted(counts.items()) if count]
    Tally.objects.bulk_create(rows)
    record(dialogue, by=by, facts={"paper": [[row.question, row.round, row.choice, row.count] for row in rows]})


def _tally(dialogue: Dialogue, cell: Cell, count: int) -> Tally:
    return Tally(
        dialogue=dialogue,
        question=cell.question,
        round=cell.round,
        choice=cell.choice,
        channel=Channel.PAPER,
        count=count,
    )


def _noted(dialogue: Dialogue, by: Officer) -> Dialogue:
    """The dialogue as it is now, locked, while something can be written down in it. Raises Refused."""
    dialogue = locked_dialogue(dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.NOTE)
    return dialogue

"""The day on paper: the five questions to tick, and sheets on which helpers tally. Names stand on none of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pimpasa.education.questions import Question
from pimpasa.outreach.kinds import AgeGroup, Round, Sex
from pimpasa.outreach.models import Dialogue
from pimpasa.sites.common.prints import printed
from pimpasa.sites.common.templatetags.pimpasa import day

FOLDER = Path(__file__).parent / "prints"


def questions(dialogue: Dialogue, quiz: Sequence[Question]) -> bytes:
    """An A4 sheet for each person: the questions before on its left half, after on its right."""
    halves = [{"title": str(round_.label)} for round_ in Round]
    how = _("Tick one answer to each question. No name: nobody sees who answered what.")
    return _sheet("soal.typ", dialogue, _("Five questions"), how, halves=halves, questions=_questions(quiz))


def tallies(dialogue: Dialogue, questions: Sequence[Question]) -> bytes:
    """One sheet for all: strokes for each answer, then their number, to be typed in."""
    how = _("A stroke for each sheet, the fifth across. Write the number into the column “=”, then destroy the sheets.")
    rounds = [str(round_.label) for round_ in Round]
    return _sheet("rekap.typ", dialogue, _("What was ticked"), how, rounds=rounds, questions=_questions(questions))


def attendance(dialogue: Dialogue, questions: Sequence[Question]) -> bytes:
    """One sheet at the door: a stroke for each person, by sex and age group."""
    sexes = [str(sex.label) for sex in Sex]
    ages = [str(age.label) for age in AgeGroup]
    how = _("A stroke for each person who comes, the fifth across. No names on this sheet.")
    return _sheet("hadir.typ", dialogue, _("Who came"), how, sexes=sexes, ages=ages, sum=_("Sum"))


def _questions(questions: Sequence[Question]) -> list[dict[str, Any]]:
    dont_know = _("I don't know yet")
    worded = [question.said(get_language()) for question in questions]
    return [{"question": words.question, "options": [*words.options, dont_know]} for words in worded]


def _sheet(template: str, dialogue: Dialogue, title: str, how: str, **more: Any) -> bytes:
    where = f"{dialogue.hall}, {dialogue.village.name}, {day(dialogue.begins)}"
    return printed(FOLDER / template, {"where": where, "how": how} | more, title=title)

"""The day on paper: the five questions to tick, and sheets on which helpers tally. Names stand on none of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pimpasa.education.questions import Question
from pimpasa.outreach.kinds import AgeGroup, Round, Sex
from pimpasa.outreach.models import Dialogue
from pimpasa.sites.common.templatetags.pimpasa import day

_HEAD = """
#let said = json(bytes(sys.inputs.said))
#set document(title: said.title)
#set text(lang: said.language, size: 10pt)
#let box-to-tick = box(width: 3.4mm, height: 3.4mm, stroke: 0.7pt, baseline: 0.5mm)
"""
# Cut in the middle: the left half is handed in before the talk, the right one after it. One sheet for each person.
_QUESTIONS = (
    _HEAD
    + """
#set page(paper: "a4", flipped: true, margin: (x: 10mm, y: 9mm), columns: 2)
#set columns(gutter: 16mm)
#set par(leading: 0.5em)
#set text(size: 10.5pt)
#for half in said.halves [
  #text(13pt, weight: "bold", half.title) #h(1fr) #text(8.5pt, said.where)
  #v(1mm)
  #text(9pt, said.how)
  #v(1mm)
  #for (number, one) in said.questions.enumerate() [
    #block(breakable: false, above: 3mm)[
      *#{number + 1}. #one.question*
      #for option in one.options [
        #block(above: 1.9mm, inset: (left: 4mm), grid(columns: (6mm, 1fr), box-to-tick, option))
      ]
    ]
  ]
  #if half != said.halves.last() { colbreak() }
]
"""
)
_TALLIES = (
    _HEAD
    + """
#set page(paper: "a4", margin: 14mm)
#text(14pt, weight: "bold", said.title) #h(1fr) #text(9pt, said.where)
#v(1mm)
#said.how
#for (number, one) in said.questions.enumerate() [
  #block(breakable: false, above: 4mm)[
    *#{number + 1}. #one.question*
    #v(-1mm)
    #table(columns: (1fr, 42mm, 16mm, 42mm, 16mm), align: (left, left, center, left, center),
      inset: (x: 2.1mm, y: 2.7mm),
      [], [*#said.rounds.at(0)*], [=], [*#said.rounds.at(1)*], [=],
      ..one.options.map(option => (option, [], [], [], [])).flatten())
  ]
]
"""
)
_ATTENDANCE = (
    _HEAD
    + """
#set page(paper: "a4", flipped: true, margin: 14mm)
#text(14pt, weight: "bold", said.title) #h(1fr) #text(9pt, said.where)
#v(1mm)
#said.how
#v(2mm)
#table(columns: (32mm, ..range(said.sexes.len()).map(_ => 1fr), 24mm), rows: (9mm, ..said.ages.map(_ => 25mm), 12mm),
  align: left + horizon, [], ..said.sexes.map(sex => [*#sex*]), [*#said.sum*],
  ..said.ages.map(age => ([*#age*], ..said.sexes.map(_ => []), [])).flatten(),
  [*#said.sum*], ..said.sexes.map(_ => []), [])
"""
)


def questions(dialogue: Dialogue, asked: Sequence[Question]) -> bytes:
    """An A4 sheet for each person: the questions before on its left half, after on its right."""
    halves = [{"title": round_.label} for round_ in Round]
    how = _("Tick one answer to each question. No name: nobody sees who answered what.")
    return _set(_QUESTIONS, dialogue, _("Five questions"), how, halves=halves, questions=_asked(asked))


def tallies(dialogue: Dialogue, asked: Sequence[Question]) -> bytes:
    """One sheet for all: strokes for each answer, then their number, to be typed in."""
    how = _("A stroke for each sheet, the fifth across. Write the number into the column “=”, then destroy the sheets.")
    rounds = [round_.label for round_ in Round]
    return _set(_TALLIES, dialogue, _("What was ticked"), how, rounds=rounds, questions=_asked(asked))


def attendance(dialogue: Dialogue, asked: Sequence[Question]) -> bytes:
    """One sheet at the door: a stroke for each person, by sex and age group."""
    groups = {"sexes": [sex.label for sex in Sex], "ages": [age.label for age in AgeGroup], "sum": _("Sum")}
    how = _("A stroke for each person who comes, the fifth across. No names on this sheet.")
    return _set(_ATTENDANCE, dialogue, _("Who came"), how, **groups)


def _asked(asked: Sequence[Question]) -> list[dict[str, Any]]:
    found = [question.said(get_language()) for question in asked]
    dont_know = _("I don't know yet")
    return [{"question": words.question, "options": [*words.options, dont_know]} for words in found]


def _set(template: str, dialogue: Dialogue, title: str, how: str, **more: Any) -> bytes:
    where = f"{dialogue.hall}, {dialogue.village.name}, {day(dialogue.starts_at)}"
    said = {"title": str(title), "language": get_language() or "id", "where": where, "how": how}
    return typst.compile(template.encode(), sys_inputs={"said": json.dumps(said | more, default=str)})

"""What the organiser's phone sends on the day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.logbook.forms import EntryForm
from pimpasa.outreach.day.contents import Cell, EntryContents
from pimpasa.outreach.day.rules import LONGEST_ANSWER, MOST_COUNTED
from pimpasa.outreach.kinds import DONT_KNOW, GROUPS, AgeGroup, Round, Sex
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.queries.rounds import questions_of
from pimpasa.outreach.states import Phase
from pimpasa.sites.officers.verification.forms import day

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


def count(label: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_COUNTED,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"invalid": _("Type a number.")},
    )


class PhaseForm(forms.Form):
    phase = forms.ChoiceField(choices=Phase.choices)


class CameForm(forms.Form):
    """One more, or one fewer, of a group."""

    sex = forms.ChoiceField(choices=Sex.choices)
    age = forms.ChoiceField(choices=AgeGroup.choices)
    more = forms.TypedChoiceField(choices=[("1", "+1"), ("-1", "-1")], coerce=int)


class AttendanceForm(forms.Form):
    """A number for each sex and age group; an empty one counts nobody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for sex, age in GROUPS:
            self.fields[f"{sex}-{age}"] = count(f"{sex.label}, {age.label}")

    def counts(self) -> dict[tuple[Sex, AgeGroup], int]:
        return {(sex, age): self.cleaned_data[f"{sex}-{age}"] or 0 for sex, age in GROUPS}


class PaperForm(forms.Form):
    """How many ticked what on paper, for each question of a dialogue, before and after."""

    def __init__(self, *args: Any, dialogue: Dialogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells: dict[str, Cell] = {}
        for number, question in enumerate(questions_of(dialogue)):
            options = len(question.said(None).options)
            for round_ in Round:
                for choice in (*range(options), DONT_KNOW):
                    name = f"{number}-{round_}-{choice}"
                    self.cells[name] = Cell(question.key, round_, choice)
                    self.fields[name] = count(f"{number + 1}, {round_.label}")

    def counts(self) -> dict[Cell, int]:
        return {cell: self.cleaned_data.get(name) or 0 for name, cell in self.cells.items()}


class DecisionForm(forms.Form):
    step = forms.ChoiceField(choices=[(step, step) for step in ("show", "refuse", "private", "later", "answer")])
    answer = forms.CharField(required=False, max_length=LONGEST_ANSWER)


class DayEntryForm(EntryForm):
    """An entry of the run sheet."""

    phase = forms.CharField(max_length=20, required=False)
    sex = forms.CharField(max_length=1, required=False)
    age = forms.CharField(max_length=10, required=False)
    more = forms.IntegerField(required=False, min_value=-1, max_value=1)
    text = forms.CharField(max_length=300, required=False)
    answer = forms.CharField(max_length=LONGEST_ANSWER, required=False)
    owner_elsewhere = forms.CharField(max_length=120, required=False)
    due_on = day(_("By which day"), required=False)
    quiz = forms.CharField(max_length=400, required=False)

    def contents(self, paper: dict[Cell, int]) -> EntryContents:
        values = self.cleaned_data
        names = ("at", "phase", "sex", "age", "text", "answer", "owner_elsewhere", "due_on")
        return EntryContents(
            more=values["more"] or 0,
            quiz=tuple(values["quiz"].split()),
            paper=paper,
            **{name: values[name] for name in names},
        )

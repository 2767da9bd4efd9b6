"""What an officer fills in to bring a file, to say what its columns are, and to pass something on of an area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pimpasa.areas.contents import AreaContents
from pimpasa.areas.kinds import Happening, Teller
from pimpasa.areas.persons import names_in
from pimpasa.imports.columns import proposed
from pimpasa.imports.contents import Table
from pimpasa.imports.kinds import Column
from pimpasa.sites.common.forms import RwField
from pimpasa.sites.officers.fields import VillageForm, day_field, text_field

MOST_LETTERS = 2_000
_NO_COLUMN = "-"
_SHOWN_OF_A_NAME = 60
_SINGLE = (Column.DAY, Column.PLACE, Column.RW, Column.WHO)


class BringForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        widget=forms.FileInput,
        help_text=_("A chat that WhatsApp exported (.zip or .txt, without media), or a table (.xlsx or .csv)."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )
    since = day_field(_("From which day?"), required=False, help_text=_("Of a chat only these days are read."))
    until = day_field(_("To which day?"), required=False)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", gettext("The last day lies before the first."))
        return values


class ColumnsForm(forms.Form):
    """Which column says what; words may stand in several."""

    words = forms.TypedMultipleChoiceField(
        label=Column.WORDS.label,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one column with words."), "invalid_choice": _("Choose again.")},
    )
    day = forms.ChoiceField(label=Column.DAY.label)
    place = forms.ChoiceField(label=Column.PLACE.label)
    rw = forms.ChoiceField(label=Column.RW.label)
    who = forms.ChoiceField(label=Column.WHO.label)

    def __init__(self, data: Any, *, table: Table) -> None:
        guessed = proposed(table)
        first: dict[str, Any] = {
            column.value: places[0] if places else _NO_COLUMN for column, places in guessed.items()
        }
        super().__init__(data, initial=first | {Column.WORDS.value: guessed[Column.WORDS]})
        width = max(map(len, [table.header, *table.rows]))
        names = [(str(place), _name_of(table, place)) for place in range(width)]
        self.fields["words"].choices = names  # type: ignore[attr-defined]  # typed as Field
        for column in _SINGLE:
            self.fields[column].choices = [(_NO_COLUMN, _("No column")), *names]  # type: ignore[attr-defined]  # as above

    def places(self) -> dict[Column, list[int]]:
        """Which columns say each."""
        values = self.cleaned_data
        chosen: dict[Column, list[int]] = {Column.WORDS: values["words"]}
        for column in _SINGLE:
            if values[column] != _NO_COLUMN:
                chosen[column] = [int(values[column])]
        return chosen


def _name_of(table: Table, place: int) -> str:
    name = table.header[place] if place < len(table.header) else ""
    return name[:_SHOWN_OF_A_NAME] or gettext("Column %(number)d") % {"number": place + 1}


class AreaEntryForm(VillageForm):
    """What is passed on of an area, without persons."""

    teller = forms.ChoiceField(
        label=_("Who told it?"),
        choices=Teller.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who told it.")},
    )
    rw = RwField(label=_("RW, if known"), required=False)
    happening = forms.ChoiceField(
        label=_("What happens there?"),
        choices=Happening.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    words = text_field(
        _("In a few words"),
        _("Write what happens in your area."),
        rows=5,
        most=MOST_LETTERS,
        help_text=_("Without names, numbers, plates, nationality or religion."),
    )
    no_names = forms.BooleanField(label=_("These are no names of people"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        names = names_in(values.get("words", ""))
        if names and not values.get("no_names"):
            sentence = gettext("This looks like a name: %(names)s. Take it out, or say below that it is none.")
            self.add_error("words", sentence % {"names": ", ".join(names)})
        return values

    def contents(self) -> AreaContents:
        values = self.cleaned_data
        return AreaContents(teller=values["teller"], rw=values["rw"], words=values["words"].strip())

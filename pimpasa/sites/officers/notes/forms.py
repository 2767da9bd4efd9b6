"""Notes beside a report or a case, and an officer's own reminders."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case
from pimpasa.notes.queries import working_day
from pimpasa.notes.rules import LONGEST, LONGEST_REMINDER
from pimpasa.reports.models import Report
from pimpasa.sites.officers.fields import day_field, text_field

ON_A_DAY = "day"


class NoteForm(forms.Form):
    """The note, who is to read it, and whether it may go along."""

    words = text_field(
        _("Note"),
        _("Write the note."),
        rows=5,
        most=LONGEST,
        help_text=_("Sealed. For colleagues of your office; never shown as the reporter's words, never exported."),
    )
    mentioned = forms.MultipleChoiceField(
        label=_("Who is to read it?"),
        help_text=_("It waits for them until they tick it off. Only who may read this stands here."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Somebody you chose may not read this, so they cannot be mentioned.")},
    )
    goes_along = forms.BooleanField(
        label=_("Another office may read it too, if the report is handed to it"), required=False
    )

    def __init__(self, *args: Any, colleagues: list[Officer], is_of_report: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._colleagues = {str(colleague.pk): colleague for colleague in colleagues}
        choices = [(pk, colleague.name) for pk, colleague in self._colleagues.items()]
        self.fields["mentioned"].choices = choices  # type: ignore[attr-defined]  # typed as Field
        if not colleagues:
            del self.fields["mentioned"]
        if not is_of_report:
            del self.fields["goes_along"]

    def told(self) -> dict[str, Any]:
        """What `write_note` takes."""
        values = self.cleaned_data
        return {
            "words": values["words"],
            "mentioned": [self._colleagues[pk] for pk in values.get("mentioned", [])],
            "goes_along": values.get("goes_along", False),
        }


class DayForm(forms.Form):
    """When to be reminded: in some working days, or on a day."""

    when = forms.ChoiceField(
        label=_("When?"),
        choices=[
            ("1", _("Next working day")),
            ("3", _("In 3 working days")),
            ("5", _("In 5 working days")),
            ("10", _("In 10 working days")),
            (ON_A_DAY, _("On a day")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when."), "invalid_choice": _("Choose from the list.")},
    )
    day = day_field(_("On this day"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("when") == ON_A_DAY and not values.get("day") and "day" not in self.errors:
            self.add_error("day", _("Give the day."))
        return values

    def day_at(self, thing: Report | Case) -> date:
        """The chosen day, by the calendar of the place that it is about."""
        values = self.cleaned_data
        chosen: date = values["day"] if values["when"] == ON_A_DAY else working_day(int(values["when"]), thing)
        return chosen


class ReminderForm(DayForm):
    """The day, and words that its officer alone opens."""

    words = text_field(
        _("A word to yourself, if you like"),
        most=LONGEST_REMINDER,
        help_text=_("Sealed to your own key: nobody else reads it."),
    )

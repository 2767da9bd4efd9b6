"""What a reporter adds with the code: each a small form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.evidence.forms import EvidenceField, WholeMixin
from pimpasa.reports.contents import Addition, PersonAnswer
from pimpasa.reports.indicators import FIRST_OF_ALL, INDICATORS
from pimpasa.reports.kinds import Obtained, PersonRow
from pimpasa.sites.public.fields import Words

YES, NO = "ya", "tidak"


class SignsForm(forms.Form):
    """Every sign of every kind, those noticed most and behind a link the others: what is offered tells whoever
    holds the code neither of which kind the report is nor what it said.
    """

    first = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    others = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("first", FIRST_OF_ALL)
        self._offer("others", [number for number in INDICATORS if number not in FIRST_OF_ALL])

    def _offer(self, name: str, numbers: Iterable[int]) -> None:
        choices = [(number, INDICATORS[number].text) for number in numbers]
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # typed as Field

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.addition().indicators:
            raise forms.ValidationError(_("Tick what you saw or heard; or go back, if there is nothing."))
        return self.cleaned_data

    def addition(self) -> Addition:
        values = self.cleaned_data
        return Addition(indicators=(*values.get("first", []), *values.get("others", [])))


class PeopleForm(forms.Form):
    what = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=PersonRow.choices)
    value = Words(
        label=gettext_lazy("Write it here"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the name, the number or whatever you know.")},
    )

    def addition(self) -> Addition:
        return Addition(persons=(PersonAnswer(self.cleaned_data["what"], self.cleaned_data["value"].strip()),))


class FilesForm(WholeMixin):
    evidence = EvidenceField(
        label=gettext_lazy("Choose photos or files"),
        help_text=gettext_lazy("Photos, PDF, sound, video or a WhatsApp chat export; up to 20 files, 2 GB each."),
        required=False,
    )
    voice_changed = forms.BooleanField(
        label=gettext_lazy("Play sound in another voice, so that nobody knows mine"), required=False
    )
    obtained = forms.ChoiceField(
        label=gettext_lazy("Where did you get these files from?"),
        choices=Obtained.of_reporters(),
        required=False,
        initial=Obtained.UNSURE,
    )

    def __init__(self, *args: Any, has_files: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_files = has_files

    def clean(self) -> dict[str, Any]:
        if not self._has_files and not self.cleaned_data.get("evidence") and not self.errors:
            self.add_error("evidence", _("Choose at least one file."))
        return self.cleaned_data


class ContactForm(forms.Form):
    """May we reach you? A number that is typed means yes, a no beside a number is asked about."""

    may = forms.ChoiceField(
        label=gettext_lazy("May an officer contact you?"),
        choices=[(YES, gettext_lazy("Yes, this is how")), (NO, gettext_lazy("No"))],
        required=False,
        widget=forms.RadioSelect,
    )
    way = Words(
        label=gettext_lazy("Phone number, WhatsApp or e-mail"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = Words(
        label=gettext_lazy("What may we call you? (a made-up name is fine)"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        has_way = bool(values.get("way", "").strip())
        if values.get("may") == NO and has_way:
            sentence = _("You chose No and wrote a number. Choose Yes if we may use it, or empty the field.")
            self.add_error("may", sentence)
        elif values.get("may") == YES and not has_way:
            self.add_error("way", _("Write how we can reach you."))
        elif not values.get("may") and not has_way and not self.errors:
            self.add_error("may", _("Choose Yes or No."))
        return values

    @property
    def says_yes(self) -> bool:
        return bool(self.cleaned_data["way"].strip())


class RelationForm(forms.Form):
    office = Words(
        label=gettext_lazy("Who are you to them?"),
        help_text=gettext_lazy("For example head of RW 17, a neighbour, a teacher."),
        max_length=200,
        error_messages={"required": gettext_lazy("Write who you are to them, for example a neighbour.")},
    )
    relation = Words(
        label=gettext_lazy("For whom do you report?"),
        help_text=gettext_lazy("Without a name, for example: somebody who lives in my RW."),
        max_length=300,
        error_messages={"required": gettext_lazy("Write for whom you report, without a name.")},
    )

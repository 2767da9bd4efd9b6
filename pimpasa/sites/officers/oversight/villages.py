"""Forms for what an office says of a village: its decision, another programme, and that they ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import officers_of
from pimpasa.coverage.models import Decision, Programme
from pimpasa.sites.officers.fields import day_field, text_field
from pimpasa.territory.models import Office


class DecisionForm(forms.Form):
    """The decision of a head of office by which a village is a Desa Binaan."""

    number = text_field(
        _("Number of the decision"),
        _("Write its number."),
        most=Decision.NUMBER_LENGTH,
        help_text=_("As it stands in the letter."),
    )
    decided_on = day_field(_("Of which day?"))
    officer: forms.ModelChoiceField[Officer] = forms.ModelChoiceField(
        label=_("Which Pimpasa does it name? (if it names one)"),
        queryset=None,
        required=False,
        empty_label=_("Nobody"),
        error_messages={"invalid_choice": _("Choose somebody of your office.")},
    )
    file = forms.FileField(
        label=_("The signed decision as a PDF (if it is at hand)"),
        help_text=_("At most 5 MB. People of your office who see this page can take it along."),
        required=False,
        error_messages={"empty": _("This file is empty.")},
    )
    ended_on = day_field(_("From which day does it no longer hold? (if it says so)"), required=False)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers_of(office)  # type: ignore[attr-defined]  # typed as Field


class ProgrammeForm(forms.Form):
    """A programme of somebody else in the village."""

    name = text_field(
        _("Name of the programme"),
        _("Write its name."),
        most=Programme.NAME_LENGTH,
        help_text=_("Such as Desa Migran Emas."),
    )
    contact = text_field(
        _("Whom to call there (optional)"),
        most=Programme.CONTACT_LENGTH,
        help_text=_("An office or a function with its telephone, nobody's own number."),
    )
    begun_on = day_field(_("Since when? (optional)"), required=False)


class EndForm(forms.Form):
    ended_on = day_field(_("From which day?"))

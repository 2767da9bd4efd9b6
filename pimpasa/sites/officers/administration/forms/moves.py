"""The office's name, and what is to go to another office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.moves.queries import areas_of
from pimpasa.sites.officers.fields import day_field, text_field
from pimpasa.territory.models import Office
from pimpasa.territory.queries.offices import offices_beside


class OfficeNameForm(forms.Form):
    name = text_field(_("Name of the office"), _("Write the name of the office."), most=Office.NAME_LENGTH)


class RecipientForm(forms.Form):
    """To which other office."""

    to_office: forms.ModelChoiceField[Office] = forms.ModelChoiceField(
        label=_("To which office?"),
        queryset=None,
        empty_label=_("Choose an office"),
        error_messages={"required": _("Choose an office."), "invalid_choice": _("Choose an office.")},
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_office"].queryset = offices_beside(office)  # type: ignore[attr-defined]  # typed as Field


class OnDayForm(RecipientForm):
    from_day = day_field(_("From which day?"), help_text=_("Three days from now at the earliest."))


class AreaForm(OnDayForm):
    area = forms.ChoiceField(
        label=_("Which area?"),
        error_messages={"required": _("Choose an area."), "invalid_choice": _("Choose an area.")},
    )
    field_order = ("area", "to_office", "from_day")

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, office=office, **kwargs)
        areas = [("", _("Choose an area")), *areas_of(office)]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]  # typed as Field

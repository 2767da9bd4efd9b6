"""How long reports are kept, what people ask about their data, and breaches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.privacy.kinds import Outcome
from pimpasa.reports.queries.retention import DEFAULT_DAYS
from pimpasa.reports.rules import MOST_DAYS
from pimpasa.sites.officers.fields import LONGEST, text_field


class PeriodsForm(forms.Form):
    """Days for each outcome."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for outcome in DEFAULT_DAYS:
            self.fields[outcome.value] = forms.IntegerField(
                label=outcome.label,
                min_value=1,
                max_value=MOST_DAYS,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
                error_messages={
                    "required": _("Give a number of days."),
                    "invalid": _("Give a number of days."),
                    "min_value": _("At least %(limit_value)d day."),
                    "max_value": _("At most %(limit_value)d days."),
                },
            )


class AnswerForm(forms.Form):
    """What became of a request about data."""

    outcome = forms.ChoiceField(
        label=_("What was done?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was done.")},
    )
    text = text_field(
        _("What the person was told"), _("Say in a few words what was done, or why not."), rows=5, most=LONGEST
    )


class BreachForm(forms.Form):
    """What a notice has to say (UU 27/2022 pasal 46)."""

    discovered_at = forms.DateTimeField(
        label=_("When was it discovered?"),
        help_text=_("Local time. The 3×24 hours count from here."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": _("Give the moment."),
            "invalid": _("This is no moment, such as 2025-09-23 14:00."),
        },
    )
    which = text_field(_("Which data"), _("Say which data."), rows=3, most=LONGEST)
    how = text_field(_("When and how it happened"), _("Say when and how it happened."), rows=4, most=LONGEST)
    efforts = text_field(_("What is done about it"), _("Say what is done about it."), rows=4, most=LONGEST)
    people = text_field(_("Who is told"), _("Say who is told."), rows=3, most=LONGEST)

    def clean_discovered_at(self) -> datetime:
        moment: datetime = self.cleaned_data["discovered_at"]
        return moment.replace(tzinfo=None)

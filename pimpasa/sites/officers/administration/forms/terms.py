"""How long each wait may take at this office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.insights.rules import DAYS, DESKS
from pimpasa.reports.deadlines import TERMS, Term

HOURS = _("hours, from %(least)d to %(most)d")
FROM_TO = _("from %(least)d to %(most)d")
WORKING_DAYS = _("working days, from %(least)d to %(most)d")


class TermsForm(forms.Form):
    """A number for each wait, within its bounds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for wait, term in TERMS.items():
            self.fields[wait.value] = _number(wait.label, _bounds(term), term.least, term.most)


class WarningTermsForm(forms.Form):
    """At how many desks, within how many days."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, bounds in (("desks", _("How many desks"), DESKS), ("days", _("Within how many days"), DAYS)):
            hint = str(FROM_TO) % {"least": bounds.least, "most": bounds.most}
            self.fields[name] = _number(label, hint, bounds.least, bounds.most)


def _number(label: Any, hint: str, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={
            "required": _("Give a number."),
            "invalid": _("Give a number."),
            "min_value": _("At least %(limit_value)d."),
            "max_value": _("At most %(limit_value)d."),
        },
    )


def _bounds(term: Term) -> str:
    unit = HOURS if term.in_hours else WORKING_DAYS
    return str(unit) % {"least": term.least, "most": term.most}

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AbsenceForm(forms.Form):
    """Who is away (only where a head says it), from which day to which, and who stands in."""

    officer = forms.ChoiceField(label=_("Who is away?"), error_messages={"required": _("Choose who is away.")})
    starts_on = forms.DateField(
        label=_("First day away"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day."), "invalid": _("This is not a day, such as 2025-09-23.")},
    )
    ends_on = forms.DateField(
        label=_("Last day away"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day."), "invalid": _("This is not a day, such as 2025-09-23.")},
    )
    substitute = forms.ChoiceField(
        label=_("Who stands in?"),
        help_text=_("Somebody of the same desk or of the unit, who can read already."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who stands in.")},
    )

    def __init__(
        self, *args: Any, officers: list[tuple[str, str]], substitutes: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].choices = substitutes  # type: ignore[attr-defined]  # typed as Field
        if officers:
            self.fields["officer"].choices = officers  # type: ignore[attr-defined]  # typed as Field
        else:
            del self.fields["officer"]


class ReassignForm(forms.Form):
    """To whom the ticked reports go, and why."""

    to = forms.ChoiceField(label=_("Who goes on with them?"), error_messages={"required": _("Choose a colleague.")})
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Stays with the report, sealed. Both colleagues read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in a few words why.")},
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = people  # type: ignore[attr-defined]  # typed as Field

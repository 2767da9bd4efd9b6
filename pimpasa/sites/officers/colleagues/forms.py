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

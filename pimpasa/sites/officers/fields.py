"""Fields that forms of several tasks share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.territory.models import Office, Village
from pimpasa.territory.queries import villages_of

LONGEST = 20_000


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, in the browser's own picker."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day."), "invalid": _("This is not a day, such as 2025-09-23.")},
        **options,
    )


def text_field(
    label: Any, required: Any = "", *, rows: int = 0, most: int = 300, help_text: Any = ""
) -> forms.CharField:
    """A line, or `rows` lines; `required` is the sentence when it is missing."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        error_messages={"required": required},
    )


class VillageForm(forms.Form):
    """A kelurahan of the office's jurisdiction."""

    village: forms.ModelChoiceField[Village] = forms.ModelChoiceField(
        label=_("Kelurahan"),
        queryset=None,
        empty_label=_("Choose a kelurahan"),
        error_messages={
            "required": _("Choose a kelurahan."),
            "invalid_choice": _("Choose a kelurahan of your jurisdiction."),
        },
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages_of(office)  # type: ignore[attr-defined]  # typed as Field

"""What somebody fills in who asks about their own data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from pimpasa.privacy.kinds import Right
from pimpasa.reports.contents import LONGEST_STORY
from pimpasa.sites.public.fields import Words
from pimpasa.territory.models import Office
from pimpasa.territory.queries import offices


class RightsForm(forms.Form):
    """Somebody asks about their own data."""

    right = forms.ChoiceField(
        label=gettext_lazy("What do you ask for?"),
        choices=Right.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you ask for.")},
    )
    office: forms.ModelChoiceField[Office] = forms.ModelChoiceField(
        label=gettext_lazy("Which office?"),
        queryset=None,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose an office."),
            "invalid_choice": gettext_lazy("Choose an office."),
        },
    )
    name = Words(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Say who you are.")},
    )
    way = Words(
        label=gettext_lazy("How we can answer you"),
        help_text=gettext_lazy("For example a phone number or an address."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say how we can answer you.")},
    )
    text = Words(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy(
            "Please don't write the code of a report here: on your report's page you can write with it."
        ),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Say in a few words what it is about.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices.offices()  # type: ignore[attr-defined]  # typed as Field

"""Forms of corrections: what was wrong as it stands, to be written anew, and why it was wrong."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.cases.contents import EventContents
from pimpasa.sites.officers.cases.forms import EventForm, GelarForm, PersonForm
from pimpasa.sites.officers.fields import text_field
from pimpasa.sites.officers.verification.forms import FindingForm
from pimpasa.verification.contents import FindingContents

NAME = "because"


def why() -> forms.CharField:
    return text_field(
        _("Why was it a mistake?"),
        _("Say in a few words why it was a mistake."),
        rows=3,
        most=1000,
        help_text=_("Stays beside what was wrong, sealed. Who reads that reads this, too."),
    )


class ReasonForm(forms.Form):
    """Why something was a mistake; all forms of corrections ask it, last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[NAME] = why()

    def clean(self) -> dict[str, Any]:
        """All but the reason, so that what a form tells of its subject is what it told before."""
        values = super().clean() or self.cleaned_data
        self.because: str = values.pop(NAME, "")
        return values


class FindingCorrection(ReasonForm, FindingForm):
    """A finding as it stands, to be written anew."""

    def __init__(self, *args: Any, earlier: FindingContents, **kwargs: Any) -> None:
        super().__init__(*args, initial=asdict(earlier) | earlier.parts, **kwargs)


class TransferCorrection(ReasonForm):
    """Where the report belongs."""

    to = forms.ChoiceField(label=_("Where does it belong?"), error_messages={"required": _("Choose a desk.")})

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # typed as Field


class EventCorrection(ReasonForm, EventForm):
    """An event as it stands, to be written anew or taken back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_taken_back"] = forms.BooleanField(
            label=_("It did not happen, or belongs to another case: take it back"), required=False
        )
        self.order_fields(["is_taken_back", NAME])

    @classmethod
    def of(cls, contents: EventContents) -> dict[str, Any]:
        """The form's fields as the event says them."""
        year, month, day = [*contents.day.split("-"), "", "", ""][:3]
        return asdict(contents) | {"year": year, "month": month, "day": day}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self.is_taken_back: bool = values.pop("is_taken_back", False)
        return values

    def right(self) -> EventContents | None:
        """What happened, or nothing where it is taken back."""
        return None if self.is_taken_back else self.contents()


class GelarCorrection(ReasonForm, GelarForm):
    """A gelar kasus as it stands, to be recorded anew."""


class PersonCorrection(ReasonForm, PersonForm):
    """Somebody of a case as they stand, to be written anew."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.reports.kinds import ShareState, Urgency

LONGEST = 20_000


class IdentityForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need to know who reported?"),
        help_text=_("The reporter sees that their identity was opened."),
        max_length=1000,
        error_messages={"required": _("Say why.")},
    )


class HoldForm(forms.Form):
    """Until when a report is kept, and why."""

    ends_on = forms.DateField(
        label=_("Keep it until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day."), "invalid": _("This is not a day, such as 2025-09-23.")},
    )
    reason = forms.CharField(
        label=_("Why does it have to be kept?"),
        help_text=_("For example: a court has asked for it."),
        max_length=1000,
        error_messages={"required": _("Say in a few words why the report has to be kept.")},
    )


class ShareForm(forms.Form):
    """Why an officer needs to know what other desks know."""

    reason = forms.CharField(
        label=_("What do you need it for?"),
        help_text=_("Your unit reads this, and the units that are asked."),
        max_length=1000,
        error_messages={"required": _("Say in a few words what you need it for.")},
    )


class DecideForm(forms.Form):
    """Share a report, or not."""

    decision = forms.ChoiceField(
        label=_("Does their desk get to read it?"),
        choices=[
            (ShareState.GRANTED, _("Yes: its words and files, never who reported")),
            (ShareState.REFUSED, _("No, and tell them why; they then know that you have such a report")),
            (ShareState.SILENT, _("Do not answer; they do not learn that you have such a report")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they get to know.")},
    )
    reason = forms.CharField(
        label=_("A word to them; where you say no, why"),
        max_length=1000,
        required=False,
    )


class TransferForm(forms.Form):
    """Where a report belongs, and why."""

    to = forms.ChoiceField(label=_("Where does it belong?"), error_messages={"required": _("Choose a desk.")})
    reason = forms.CharField(
        label=_("Why does it belong there?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words why it belongs there.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # typed as Field


class GradeForm(forms.Form):
    """How urgent a report is, and why."""

    urgency = forms.TypedChoiceField(
        label=_("How urgent is it?"),
        choices=Urgency.choices,
        coerce=lambda value: Urgency(int(value)),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how urgent it is.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Stays with the report, sealed. The reporter does not see it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words why.")},
    )


class DepartureForm(forms.Form):
    """When somebody in a report departs; empty where nobody does."""

    leaves_at = forms.DateTimeField(
        label=_("Day and hour of the departure"),
        help_text=_("The report is due by then at the latest. Empty: no departure is known."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": _("Give a day and an hour, such as 2026-11-28 05:30.")},
    )


class RecuseForm(forms.Form):
    """Who keeps out."""

    officer = forms.ChoiceField(
        label=_("Who keeps out of this report?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who keeps out.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = choices  # type: ignore[attr-defined]  # typed as Field
        self.fields["officer"].initial = choices[0][0]


class HeardForm(forms.Form):
    words = forms.CharField(
        label=_("What is heard"),
        help_text=_("In your words or word by word; where nothing can be understood, say so. It is marked as yours."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what you hear; where nothing can be understood, say so.")},
    )


class RedactForm(forms.Form):
    """Places to cover, one a line."""

    areas = forms.CharField(
        label=_("Places to cover"),
        help_text=_(
            "One place a line: left, top, width, height in percent of the picture, for example 10, 20, 15, 15. "
            "Or draw them on the picture."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        error_messages={"required": _("Mark at least one place to cover.")},
    )

    def clean_areas(self) -> list[list[float]]:
        """Lists of four numbers; whether they lie in the picture is the rule's to say."""
        lines = [line for line in self.cleaned_data["areas"].splitlines() if line.strip()]
        try:
            return [[float(number) for number in line.split(",")] for line in lines]
        except ValueError as wrong:
            raise forms.ValidationError(
                _("Each place is four numbers from 0 to 100: left, top, width, height in percent.")
            ) from wrong


class DisclosureForm(forms.Form):
    """Why something leaves the vault."""

    reason = forms.CharField(
        label=_("What do you need it for?"),
        help_text=_("It goes into the chain of custody, for example: handed to the police on request of that day."),
        max_length=1000,
        error_messages={"required": _("Say in a few words what for.")},
    )


class ThreadForm(forms.Form):
    """What an officer looks for in a chat; what is no page, day or person is passed over.

    Words are posted, as in every search: an address stays in the browser's history.
    """

    cari = forms.CharField(required=False, max_length=100)
    hari = forms.DateField(required=False)
    orang = forms.IntegerField(required=False, min_value=0)
    obrolan = forms.IntegerField(required=False, min_value=0)
    halaman = forms.IntegerField(required=False, min_value=1)

    def asked(self) -> dict[str, Any]:
        """As `previews.thread_of` takes it."""
        self.is_valid()
        wish = self.cleaned_data
        day = wish.get("hari")
        return {
            "number": wish.get("halaman") or 1,
            "words": wish.get("cari") or "",
            "day": day.isoformat() if day else "",
            "who": _or_none(wish.get("orang")),
            "chat": _or_none(wish.get("obrolan")),
        }

    @property
    def is_looking(self) -> bool:
        return bool(self.cleaned_data.get("cari")) or self.cleaned_data.get("orang") is not None


def _or_none(number: int | None) -> int:
    """-1 says that none is chosen."""
    return -1 if number is None else number

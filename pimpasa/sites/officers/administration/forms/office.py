from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.cases.states import Closure
from pimpasa.common import clock
from pimpasa.privacy.kinds import Outcome
from pimpasa.reports.queries.retention import DEFAULT_DAYS
from pimpasa.reports.rules import MOST_DAYS
from pimpasa.territory.models import Desk, Office, Village
from pimpasa.territory.queries import desks_of_office, villages_of

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


class TakeInForm(forms.Form):
    case = forms.ChoiceField(label=_("Into which case?"), widget=forms.RadioSelect)
    title = text_field(_("Title of a new case"), most=200, help_text=_("Neutral, without names of people."))

    def __init__(self, *args: Any, cases: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = [("new", _("A new case")), *cases]  # type: ignore[attr-defined]  # typed as Field
        self.fields["case"].initial = "new"


class CloseForm(forms.Form):
    closure = forms.ChoiceField(
        label=_("Why is the case closed?"),
        help_text=_("The reporter reads a sentence for it."),
        choices=Closure.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the case is closed.")},
    )
    note = text_field(_("Note for the file; the reporter does not see it"), rows=4, most=LONGEST)


class OfficerForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={"required": _("Give an e-mail address."), "invalid": _("This is no e-mail address.")},
    )
    name = text_field(_("Name"), _("Give the name."), most=120)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role, f"{role.label}: {role.facts.description}") for role in Role],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]  # typed as Field
            (role.value, f"{role.label}: {role.facts.description}") for role in Role
        ]


class ChangeOfficerForm(OfficerForm):
    is_active = forms.BooleanField(label=_("May sign in"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]

    @classmethod
    def of(cls, officer: Officer) -> ChangeOfficerForm:
        return cls(initial={"name": officer.name, "role": officer.role, "is_active": officer.is_active})


class AssignForm(forms.Form):
    desk: forms.ModelChoiceField[Desk] = forms.ModelChoiceField(
        label=_("Desk"),
        queryset=None,
        error_messages={"required": _("Choose a desk."), "invalid_choice": _("Choose a desk of your office.")},
    )
    starts_on = day_field(_("From"), initial=clock.today)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desks_of_office(office)  # type: ignore[attr-defined]  # typed as Field


class EndForm(forms.Form):
    ends_on = day_field(_("Last day"))


class VillageForm(forms.Form):
    """A kelurahan of the office's jurisdiction."""

    village: forms.ModelChoiceField[Village] = forms.ModelChoiceField(
        label=_("Kelurahan"),
        queryset=None,
        error_messages={
            "required": _("Choose a kelurahan."),
            "invalid_choice": _("Choose a kelurahan of your jurisdiction."),
        },
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages_of(office)  # type: ignore[attr-defined]  # typed as Field


class PlaceForm(VillageForm):
    name = text_field(_("Name of the place"), _("Give the place's name."), most=120)
    rw = forms.RegexField(
        label="RW", regex=r"^\d{0,3}$", required=False, error_messages={"invalid": _("RW is a number, such as 017.")}
    )


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
        found: datetime = self.cleaned_data["discovered_at"]
        return found.replace(tzinfo=None)


class ComplaintAnswerForm(forms.Form):
    text = text_field(_("Answer to the reporter"), _("Write a few words at least."), rows=5, most=LONGEST)


class AgencyListForm(forms.Form):
    """The official list of placement companies as a CSV file."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("The first line names the columns; one is “nama”. At most 2.5 MB."),
        error_messages={"required": _("Choose a CSV file of at most 2.5 MB."), "empty": _("This file is empty.")},
    )
    source = text_field(_("Whose list is it?"), _("Say whose list it is."), most=200)
    as_of = day_field(_("Of which day?"), initial=clock.today)

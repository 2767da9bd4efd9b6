"""Officers, their assignments, and the places of their desks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.accounts.rules import roles_at
from pimpasa.accounts.service import Service
from pimpasa.common import clock
from pimpasa.sites.common.forms import RwField
from pimpasa.sites.officers.fields import VillageForm, day_field, text_field
from pimpasa.territory.models import Desk, Office
from pimpasa.territory.queries.offices import desks_beside, desks_of_office


class OfficerForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={"required": _("Give an e-mail address."), "invalid": _("This is no e-mail address.")},
    )
    name = text_field(_("Name"), _("Give the name."), most=120)
    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]  # typed as Field
            (role.value, f"{role.label}: {role.facts.description}") for role in roles_at(office)
        ]


class ChangeOfficerForm(OfficerForm):
    nip = text_field("NIP", most=30, help_text=_("18 digits. Letters name officers by NIP, position and rank."))
    position = text_field(_("Position (jabatan)"), most=120)
    rank = text_field(_("Rank (pangkat, golongan)"), most=60)
    is_active = forms.BooleanField(label=_("May sign in"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]

    @classmethod
    def of(cls, officer: Officer) -> ChangeOfficerForm:
        facts = {"name": officer.name, "role": officer.role, "is_active": officer.is_active}
        return cls(initial=facts | vars(officer.service), office=officer.office)

    def service(self) -> Service:
        return Service(**{name: self.cleaned_data[name] for name in ("nip", "position", "rank")})


class AssignForm(forms.Form):
    desk: forms.ModelChoiceField[Desk] = forms.ModelChoiceField(
        label=_("Desk"),
        queryset=None,
        empty_label=_("Choose a desk"),
        error_messages={"required": _("Choose a desk."), "invalid_choice": _("Choose a desk of your office.")},
    )
    starts_on = day_field(_("From"), initial=clock.today)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desks_of_office(office)  # type: ignore[attr-defined]  # typed as Field


class EndForm(forms.Form):
    ends_on = day_field(_("Last day"))


class PlaceForm(VillageForm):
    name = text_field(_("Name of the place"), _("Give the place's name."), most=120)
    rw = RwField(label="RW", required=False)
    towers = text_field(
        _("Its towers or blocks"), most=200, help_text=_("As people call them, for example: Tower A, Tower B, Ruko.")
    )
    contact = text_field(
        _("Its management"),
        most=200,
        help_text=_("The office and its public telephone. No private number: the whole office reads it."),
    )

    def facts(self) -> dict[str, Any]:
        """What a place says of itself, without its kelurahan."""
        return {name: self.cleaned_data[name] for name in ("name", "rw", "towers", "contact")}


class ChangePlaceForm(PlaceForm):
    """A place stays in its kelurahan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["village"]


class DeskNameForm(forms.Form):
    name = text_field(_("Name of the desk"), _("Give the desk a name."), most=Desk.NAME_LENGTH)


class CloseDeskForm(forms.Form):
    """Closed at once; the chosen desk, or the unit alone, reads what comes from its kelurahan."""

    into: forms.ModelChoiceField[Desk] = forms.ModelChoiceField(
        label=_("Who reads what comes from there afterwards"),
        queryset=None,
        required=False,
        empty_label=_("The unit alone"),
        error_messages={"invalid_choice": _("Choose another open desk of a kelurahan of your office.")},
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = desks_beside(desk)  # type: ignore[attr-defined]  # typed as Field

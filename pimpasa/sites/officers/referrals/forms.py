from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.referrals.actions.partners import PartnerFacts
from pimpasa.referrals.contents import Choice, PoliceReceipt
from pimpasa.referrals.kinds import Consent, ExportFormat, PartnerKind, Purpose
from pimpasa.referrals.models import Partner
from pimpasa.referrals.rules import MOST_DAYS
from pimpasa.sites.officers.fields import LONGEST, day_field, text_field
from pimpasa.territory.models import Desk, Province, Regency
from pimpasa.territory.queries.places import region_by_code


class PartnerForm(forms.Form):
    """A partner of the office, and when somebody last looked whether name and number are right."""

    kind = forms.ChoiceField(
        label=_("What kind of partner?"),
        choices=PartnerKind.choices,
        error_messages={"required": _("Choose what kind of partner it is.")},
    )
    name = text_field(_("Name"), _("Give the partner's name."), most=160)
    contact = text_field(
        _("How to reach it"), rows=2, most=500, help_text=_("Numbers of the organisation, not of a person.")
    )
    area = forms.CharField(
        label=_("Area"),
        required=False,
        max_length=5,
        help_text=_("Code of the province or regency, such as 31 or 31.73; empty for the whole country."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    source = text_field(_("Who says so?"), most=300, help_text=_("For example a website or a letter."))
    verified_on = day_field(_("Last checked on"), required=False)
    is_active = forms.BooleanField(label=_("We refer to this partner"), required=False)

    @classmethod
    def of(cls, partner: Partner) -> dict[str, Any]:
        """What the form shows at first."""
        fields = {name: getattr(partner, name) for name in cls.base_fields if name != "area"}
        return fields | {"area": partner.area_id or partner.province_id or ""}

    def clean_area(self) -> Regency | Province | None:
        code = self.cleaned_data["area"].strip()
        if not code:
            return None
        region = region_by_code(code)
        if region is None:
            raise forms.ValidationError(_("This code is not known."))
        return region

    def facts(self) -> PartnerFacts:
        values = dict(self.cleaned_data)
        area = values.pop("area")
        regency = area if isinstance(area, Regency) else None
        province = area if isinstance(area, Province) else None
        return PartnerFacts(**values, regency=regency, province=province)


class ToForm(forms.Form):
    """To whom, what for, and with what consent: the first page of a referral."""

    to = forms.ChoiceField(label=_("To whom?"), error_messages={"required": _("Choose to whom.")})
    purpose = forms.ChoiceField(
        label=_("What for?"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the referral is for.")},
    )
    consent = forms.ChoiceField(
        label=_("Does the person whom it is about agree?"),
        choices=Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the person agrees.")},
    )
    consent_words = text_field(
        _("How consent was given, or why not"), rows=2, most=1000, help_text=_("The recipient reads this.")
    )
    summary = text_field(
        _("Summary for the recipient"),
        _("Write a neutral summary of a sentence or two for the partner."),
        rows=4,
        most=LONGEST,
        help_text=_("Neutral and short, without more names than it needs. Nothing that tells who reported."),
    )
    days = forms.IntegerField(
        label=_("Open for how many days?"),
        initial=14,
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": _("Give a number of days."), "invalid": _("Give a number of days.")},
    )

    def __init__(self, *args: Any, partners: Iterable[Partner], units: Iterable[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [(f"partner:{partner.pk}", partner.name) for partner in partners]
        others = [(f"unit:{unit.pk}", unit.office.name) for unit in units]
        groups = [("", _("Choose")), (_("Partners"), mine)]
        self.fields["to"].choices = [*groups, (_("Immigration offices"), others)]  # type: ignore[attr-defined]  # typed as Field

    def wanted(self, parts: Iterable[str], *, words_are_safe: bool) -> Choice:
        values = {name: value for name, value in self.cleaned_data.items() if name != "to"}
        return Choice(**values, parts=frozenset(parts), words_are_safe=words_are_safe)


class ReceiptForm(forms.Form):
    """The police's receipt of a crime handed over."""

    number = text_field(_("Number of the police report (LP)"), _("Give the number."), most=100)
    receiver = text_field(_("Who took it over?"), _("Give the name."), most=160)
    rank = text_field(_("Rank"), _("Give the rank."), most=100)
    day = day_field(_("On which day?"), initial=clock.today)

    def receipt(self) -> PoliceReceipt:
        return PoliceReceipt(**self.cleaned_data | {"day": self.cleaned_data["day"].isoformat()})


class AcceptForm(forms.Form):
    title = text_field(_("Title of the new case"), _("Give the case a title."), most=200)


class RefuseForm(forms.Form):
    reason = text_field(_("Why not?"), _("Write a few words at least."), rows=3, most=2000)


class DataForm(forms.Form):
    """A case as data, by the standard of IOM."""

    format = forms.ChoiceField(
        label=_("Format"),
        choices=ExportFormat.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a format.")},
    )
    reason = text_field(
        _("What do you need it for?"), _("Say in a few words what for."), most=1000, help_text=_("It is kept, sealed.")
    )
    with_identity = forms.BooleanField(
        label=_("With names, numbers, days of birth and descriptions"),
        help_text=_("Without this nobody is named: each person has a number made for this file alone."),
        required=False,
    )

"""What an office fills in about kinds of dialogues, contacts of an RW and departures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.outreach.actions.kinds import KindDetails
from pimpasa.outreach.models import DialogueKind
from pimpasa.outreach.rules import FEWEST_MINUTES, MOST_MINUTES
from pimpasa.sites.common.forms import RwField
from pimpasa.sites.officers.fields import VillageForm, text_field


class KindForm(forms.Form):
    name_id = text_field(_("Name in Indonesian"), _("Give its name in both languages."), most=60)
    name_en = text_field(_("Name in English"), _("Give its name in both languages."), most=60)
    about_id = text_field(_("In a sentence, in Indonesian"), most=200)
    about_en = text_field(_("In a sentence, in English"), most=200)
    minutes = forms.IntegerField(
        label=_("Minutes one usually takes"), min_value=FEWEST_MINUTES, max_value=MOST_MINUTES, initial=90,
        error_messages={"required": _("Give a number."), "invalid": _("Give a number.")},
    )  # fmt: skip
    for_residents = forms.BooleanField(
        label=_("For residents: stands in the public calendar"), required=False, initial=True
    )
    is_planned = forms.BooleanField(label=_("In use"), required=False, initial=True)
    for_all = forms.BooleanField(label=_("For all offices, not only for ours"), required=False)

    def __init__(self, *args: Any, kind: DialogueKind | None, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["for_all"]
        if kind is not None:
            names = ("name_id", "name_en", "about_id", "about_en", "minutes", "for_residents")
            self.initial = {name: getattr(kind, name) for name in names} | {"is_planned": kind.retired_on is None}

    def details(self) -> KindDetails:
        return KindDetails(**self.cleaned_data)


class ContactForm(VillageForm):
    rw = RwField(label="RW", error_messages={"required": _("RW is a number, such as 017.")})
    name = text_field(_("Name"), _("Give the name."), most=120)
    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={"required": _("Give an e-mail address."), "invalid": _("This is no e-mail address.")},
    )
    phone = text_field(_("Phone, if they want"), most=40)


class DeparturesForm(forms.Form):
    file = forms.FileField(
        label=_("File (CSV) with the columns kode and jumlah"),
        help_text=_("kode is the kelurahan's code, such as 31.73.01.1006; jumlah how many people left."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )
    year = forms.IntegerField(
        label=_("Of which year?"), min_value=2000,
        error_messages={"required": _("Give the year."), "invalid": _("Give the year.")},
    )  # fmt: skip
    source = text_field(_("Whose statistic is it?"), _("Say whose statistic it is."), most=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year - 1

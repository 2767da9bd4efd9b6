"""What residents see of the office."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.sites.officers.fields import text_field
from pimpasa.welcome.models import Board


class BoardForm(forms.Form):
    address = text_field(_("Address"), most=200, help_text=_("Street, kelurahan, city and postcode, in one line."))
    telephone = text_field(_("Telephone of the office"), most=40)
    hours = text_field(_("When somebody answers"), most=80, help_text=_("For example: Monday to Friday, 08.00–16.00"))

    @staticmethod
    def initial_of(board: Board) -> dict[str, str]:
        return {"address": board.address, "telephone": board.telephone, "hours": board.hours}


class EmblemForm(forms.Form):
    file = forms.FileField(
        label=_("Emblem"),
        help_text=_("JPEG or PNG, at most 4 MB, best on white. It is made small, and nothing of the file is kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Choose a picture."),
            "empty": _("This file is empty."),
            "invalid": _("Choose a picture."),
        },
    )

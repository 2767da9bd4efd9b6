from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.sites.officers.fields import day_field, text_field


class AgencyListForm(forms.Form):
    """The official list of placement companies as a file."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_("One line names the columns; one of them is “nama”. At most 5 MB."),
        error_messages={
            "required": _("Choose a CSV or XLSX file of at most 5 MB."),
            "empty": _("This file is empty."),
        },
    )
    source = text_field(_("Whose list is it?"), _("Say whose list it is."), most=200)
    as_of = day_field(_("Of which day?"), initial=clock.today)

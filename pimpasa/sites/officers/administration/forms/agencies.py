from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.sites.officers.fields import day_field, text_field


class AgencyListForm(forms.Form):
    """The official list of placement companies as a CSV file."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("The first line names the columns; one is “nama”. At most 2.5 MB."),
        error_messages={"required": _("Choose a CSV file of at most 2.5 MB."), "empty": _("This file is empty.")},
    )
    source = text_field(_("Whose list is it?"), _("Say whose list it is."), most=200)
    as_of = day_field(_("Of which day?"), initial=clock.today)

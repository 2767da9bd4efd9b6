from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.sites.officers.fields import LONGEST, text_field


class ComplaintAnswerForm(forms.Form):
    text = text_field(_("Answer to the reporter"), _("Write a few words at least."), rows=5, most=LONGEST)


class PassOnForm(forms.Form):
    summary = text_field(
        _("What went wrong, in short"),
        _("Write in two or three sentences what went wrong, without names."),
        rows=6,
        most=4000,
        help_text=_("Neutral, without names, numbers or anything by which somebody is found."),
    )

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.sites.officers.fields import LONGEST, text_field


class ComplaintAnswerForm(forms.Form):
    text = text_field(_("Answer to the reporter"), _("Write a few words at least."), rows=5, most=LONGEST)

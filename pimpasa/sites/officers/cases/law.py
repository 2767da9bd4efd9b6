"""What an officer fills in about the law by which an event is judged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.cases.law import Law, Rule
from pimpasa.sites.officers.cases.forms import choice
from pimpasa.sites.officers.fields import LONGEST, text_field


class LawChoiceForm(forms.Form):
    """Which of two rules is taken for an offence, as whose word and why."""

    offence = choice(_("For which offence?"), [], _("Choose from the list."))
    rule = choice(_("Which rule is taken?"), Rule.choices, _("Choose from the list."))
    lawyer = text_field(_("Who judged which rule is milder?"), _("Say who judged which rule is milder."), most=160)
    reason = text_field(_("Reason"), _("Give the reason in a sentence."), rows=4, most=LONGEST)

    def __init__(self, *args: Any, law: Law, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["offence"]
        field.choices = [(row.offence.value, row.offence.label) for row in law.compared]

"""What a partner fills in who was handed a referral."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from pimpasa.referrals.kinds import AnswerKind
from pimpasa.referrals.rules import LONGEST_ANSWER
from pimpasa.sites.public.fields import Words


class DoorCodeForm(forms.Form):
    """What opens a referral, given to the partner by another way than its link."""

    code = Words(
        label=gettext_lazy("The code you were given"),
        help_text=gettext_lazy("Three groups, such as K7Q2-9FDX-4TA; capitals, spaces and dashes don't matter."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the code.")},
    )


class DoorAnswerForm(forms.Form):
    """What a partner answers."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[
            (AnswerKind.ACCEPTED.value, gettext_lazy("We take it on")),
            (AnswerKind.REFUSED.value, gettext_lazy("We cannot take it on; this page then closes for good")),
            (AnswerKind.WORDS.value, gettext_lazy("We have a question or something to tell")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose your answer."),
            "invalid_choice": gettext_lazy("Choose your answer."),
        },
    )
    text = Words(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("Only the office that sent this reads it. Where you say no, write why."),
        max_length=LONGEST_ANSWER,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

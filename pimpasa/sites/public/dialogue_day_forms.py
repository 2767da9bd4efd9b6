"""What a resident's phone sends at a dialogue."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.outreach.day.rules import LONGEST_QUESTION


class JoinForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the screen"),
        help_text=_("Six letters and digits, such as K7M4QX."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the code that stands on the screen.")},
    )

    def clean_code(self) -> str:
        """However it was typed: in small letters, or with spaces and dashes between."""
        letters = "".join(letter for letter in self.cleaned_data["code"].upper() if letter.isalnum())
        if len(letters) != 6 or not letters.isascii():
            raise forms.ValidationError(_("The code has six letters and digits."))
        return letters


class AskForm(forms.Form):
    text = forms.CharField(
        label=_("Ask something"),
        help_text=_("Without your name, and without names or numbers of others."),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your question first.")},
    )
    anyway = forms.BooleanField(required=False)


class VoteForm(forms.Form):
    question = forms.UUIDField()
    wants = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda chosen: chosen == "1")

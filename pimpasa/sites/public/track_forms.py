"""What a reporter fills in after the report was sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.complaints.kinds import Clarity
from pimpasa.evidence.forms import EvidenceField, WholeMixin
from pimpasa.reports.contents import LONGEST_STORY
from pimpasa.reports.kinds import News, Obtained
from pimpasa.sites.public.fields import Words
from pimpasa.sites.public.forms import StoryForm


class CodeForm(forms.Form):
    code = Words(
        label=gettext_lazy("Your code, or your ten words"),
        help_text=gettext_lazy("For example K7Q2-9FDX-…; capitals, spaces and dashes don't matter."),
        max_length=4000,
        widget=forms.Textarea(
            attrs={"rows": 2, "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Type your code or your ten words.")},
    )


class ReplyForm(WholeMixin):
    text = Words(
        label=gettext_lazy("Write to the officer"),
        max_length=LONGEST_STORY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": StoryForm.base_fields["narrative"].error_messages["max_length"]},
    )
    evidence = EvidenceField(label=gettext_lazy("Add files (if you wish)"), required=False)
    voice_changed = forms.BooleanField(
        label=gettext_lazy("Play sound in another voice, so that nobody knows mine"), required=False
    )
    obtained = forms.ChoiceField(
        label=gettext_lazy("How did these files come to you?"),
        choices=Obtained.of_reporters(),
        required=False,
        initial=Obtained.UNSURE,
    )

    def __init__(self, *args: Any, has_files: bool = False, knows_nothing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_files = has_files
        self.knows_nothing = knows_nothing

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        says_something = values.get("text", "").strip() or self._has_files or values.get("evidence")
        if not says_something and not self.knows_nothing and not self.errors:
            self.add_error("text", _("Write something, or choose a file."))
        return values


class NewsForm(forms.Form):
    """How it is now, said with one tap: the button is the answer, words are optional."""

    news = forms.ChoiceField(
        choices=News.choices,
        error_messages={
            "required": gettext_lazy("Choose one of the three buttons."),
            "invalid_choice": gettext_lazy("Choose one of the three buttons."),
        },
    )
    words = Words(
        label=gettext_lazy("A few words (if you wish)"),
        max_length=LONGEST_STORY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": StoryForm.base_fields["narrative"].error_messages["max_length"]},
    )


class FeedbackForm(forms.Form):
    """Two questions, one of them optional."""

    clear = forms.ChoiceField(
        label=gettext_lazy("Was it clear to you what happened with your report?"),
        choices=Clarity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes, in part or no.")},
    )
    words = Words(
        label=gettext_lazy("What should we do better? (if you wish)"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ComplaintForm(forms.Form):
    text = Words(
        label=gettext_lazy("What went wrong?"),
        help_text=gettext_lazy("Only those who check the office's work read this, not the officers of your report."),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Write what went wrong.")},
    )
    may_pass_on = forms.BooleanField(
        label=gettext_lazy("My words may be passed on to SP4N-LAPOR!"),
        help_text=gettext_lazy(
            "That is the government's service for complaints. Your code and your report do not go along. Without this "
            "tick at most a summary goes there, with nothing about you."
        ),
        required=False,
    )

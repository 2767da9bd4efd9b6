"""What officers fill in after a dialogue: minutes, promises, photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import officers_of
from pimpasa.accounts.roles import Permission
from pimpasa.evidence.covering import LARGEST
from pimpasa.outreach.models import AudienceQuestion, Dialogue
from pimpasa.outreach.rules import LONGEST_SUMMARY, LONGEST_WRITTEN_ANSWER
from pimpasa.sites.officers.dialogues.forms.planning import line
from pimpasa.sites.officers.reports.forms import RedactForm
from pimpasa.sites.officers.verification.forms import day
from pimpasa.territory.models import Office

__all__ = ["CaptionForm", "CoverForm", "DropForm", "KeepForm", "MinutesForm", "PhotoForm", "PromiseForm"]

ELSEWHERE = "elsewhere"
CoverForm = RedactForm


class MinutesForm(forms.Form):
    """A summary, and an answer to each question that everybody saw."""

    summary = line(
        _("What happened, in a few sentences"),
        most=LONGEST_SUMMARY,
        rows=8,
        help_text=_("Everybody reads it. No names of residents, nothing by which somebody could be found."),
    )

    def __init__(self, *args: Any, dialogue: Dialogue, questions: Sequence[AudienceQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.initial["summary"] = dialogue.summary
        for question in questions:
            name = f"answer-{question.pk}"
            self.fields[name] = line(question.text, most=LONGEST_WRITTEN_ANSWER, rows=3)
            self.initial[name] = question.answer

    def changed(self) -> list[tuple[AudienceQuestion, str]]:
        """Questions with an answer that is not the one they had."""
        answers = [(question, self.cleaned_data[f"answer-{question.pk}"].strip()) for question in self.questions]
        return [(question, answer) for question, answer in answers if answer and answer != question.answer.strip()]


class PromiseForm(forms.Form):
    """Who promised what, by when."""

    text = line(
        _("What was promised?"),
        most=300,
        required=_("Write what was promised."),
        help_text=_("As it was said aloud, without names of residents."),
    )
    due_on = day(_("By when?"))
    owner = forms.ChoiceField(label=_("Who keeps it?"), error_messages={"required": _("Choose who keeps it.")})
    owner_elsewhere = line(
        _("If it is an office elsewhere: which office or post?"),
        most=120,
        help_text=_("For example: Lurah, Puskesmas. No person's name."),
    )

    def __init__(self, *args: Any, office: Office, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = [officer for officer in officers_of(office) if officer.may(Permission.HOLD_DIALOGUES)]
        self._officers = {str(officer.pk): officer for officer in holders}
        choices = [(key, officer.name) for key, officer in self._officers.items()]
        self.fields["owner"].choices = [*choices, (ELSEWHERE, _("An office elsewhere"))]  # type: ignore[attr-defined]  # typed as Field
        self.initial["owner"] = str(by.pk)

    def owner_given(self) -> Officer | None:
        return self._officers.get(self.cleaned_data["owner"])


class KeepForm(forms.Form):
    how = line(
        _("How was it kept?"),
        most=300,
        required=_("Say in a few words how it was kept."),
        help_text=_("Everybody reads it on the dialogue's page."),
    )


class DropForm(forms.Form):
    reason = line(_("Why is it given up?"), most=300, required=_("Say in a few words why."))


class PhotoForm(forms.Form):
    """A photo's file, and who agreed to be shown."""

    file = forms.FileField(
        label=_("Photo"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic"}),
        error_messages={
            "required": _("Choose a photo."),
            "empty": _("This file is empty."),
            "invalid": _("Choose a photo."),
        },
    )
    consent = line(
        _("Who agreed to be shown, and how?"),
        most=500,
        rows=3,
        required=_("Say who agreed to be shown, and how."),
        help_text=_("For example: all present, asked aloud before the talk. Sealed; only your desk reads it."),
    )

    def clean_file(self) -> bytes:
        """The file's bytes, in memory alone; one byte more than the most, so that a larger one is refused."""
        content: bytes = self.cleaned_data["file"].read(LARGEST + 1)
        return content


class CaptionForm(forms.Form):
    """What a photo shows, and that an officer looked."""

    caption = line(
        _("What does the photo show?"),
        most=200,
        required=_("Say in a few words what the photo shows."),
        help_text=_("Read aloud to those who cannot see it. No names of residents."),
    )
    looked = forms.BooleanField(
        label=_("I see no face that can be recognised, and those shown agreed"),
        error_messages={"required": _("Look at the photo first, then tick this.")},
    )

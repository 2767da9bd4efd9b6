"""The questions of the report form. Each form reads its part of the answers and writes it back."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.evidence.forms import EvidenceField, WholeMixin
from pimpasa.reports.contents import Answers, PersonAnswer
from pimpasa.reports.indicators import Group, indicators_of
from pimpasa.reports.kinds import Kind, Mode, Obtained, PersonRow, Situation, Whom
from pimpasa.sites.public.fields import Words

LONGEST_STORY = 50_000
MOST_ROWS = 50
PRESENCE = "presence"


class StepForm(forms.Form):
    """One page's question; `names` are the answers it asks for."""

    names: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def initial_of(cls, answers: Answers) -> dict[str, Any]:
        return {name: getattr(answers, name) for name in cls.names}

    def write(self, answers: Answers) -> None:
        """Put what was cleaned into the answers."""
        for name in self.names:
            setattr(answers, name, self.cleaned_data[name])


class StoryForm(WholeMixin):
    """The first page: what happened, to whom, and whether somebody is in danger. A story is words, sound or a file."""

    danger = forms.BooleanField(label=gettext_lazy("Somebody is in danger now"), required=False)
    whom = forms.ChoiceField(
        label=gettext_lazy("To whom did it happen?"),
        choices=[
            (Whom.SELF, gettext_lazy("To me")),
            (Whom.WITNESS, gettext_lazy("I saw or heard it")),
            (Whom.FAMILY, gettext_lazy("My family")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Which is most like it?"),
        choices=[
            (Kind.TPPO, gettext_lazy("People were tricked with a job, locked up or forced")),
            (Kind.PMI, gettext_lazy("Sent to work abroad without complete papers")),
            (Kind.FOREIGNER, gettext_lazy("A foreigner seems to break the rules")),
            (PRESENCE, gettext_lazy("A foreigner lives here, nothing else")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of these. If unsure, take the closest.")},
    )
    narrative = Words(
        label=gettext_lazy("Tell what you can"),
        max_length=LONGEST_STORY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocapitalize": "sentences", "autocomplete": "off"}),
        error_messages={
            "max_length": gettext_lazy(
                "Your text is longer than %(limit_value)d characters. Shorten it, or send it as a file."
            ),
        },
    )
    sound = EvidenceField(label=gettext_lazy("Record your voice, or send a recording"), required=False, is_single=True)
    evidence = EvidenceField(label=gettext_lazy("Photo or file"), required=False)
    situation = forms.ChoiceField(choices=Situation.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_files: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_files = has_files
        self.fields["sound"].widget.attrs |= {"accept": "audio/*", "capture": True}

    @classmethod
    def initial_of(cls, answers: Answers) -> dict[str, Any]:
        return {name: getattr(answers, name) for name in TYPED} | {"danger": bool(answers.danger)}

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        is_told = values.get("narrative", "").strip() or self.has_files or self.files
        if not is_told and "narrative" not in self.errors and values.get("kind") != PRESENCE:
            self.add_error("narrative", _("Tell a little: write, speak or send a photo. One of them is enough."))
        return values

    def write(self, answers: Answers) -> None:
        """Put what was answered well into the answers; what was not, stays as it was."""
        for name in TYPED:
            if name in self.cleaned_data:
                setattr(answers, name, self.cleaned_data[name])
        if answers.kind == PRESENCE:
            answers.kind = ""
        # Not ticked is not asked: only its opposite is an answer.
        answers.danger = True if self.cleaned_data.get("danger") else None


TYPED = ("whom", "kind", "narrative", "situation")


class SendForm(forms.Form):
    """The last page: past the Pimpasa or not, and what its reader was shown of who reads."""

    direct = forms.BooleanField(label=gettext_lazy("Send it straight to the office, not to my Pimpasa"), required=False)
    promise = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)


class SignsForm(StepForm):
    indicators = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which of these signs did you notice?"),
        help_text=gettext_lazy("Tick all that fit, or none."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    names = ("indicators",)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicators"].choices = [  # type: ignore[attr-defined]  # typed as Field
            (Group(group).label, [(i.number, i.text) for i in rows]) for group, rows in indicators_of(Kind(kind))
        ]


class PlaceForm(StepForm):
    """Where it happened. The kelurahan is chosen among those a search or the phone's position proposes."""

    village = forms.CharField(
        max_length=13,
        error_messages={"required": gettext_lazy("Choose the kelurahan from the list.")},
    )
    q = Words(
        label=gettext_lazy("Kelurahan or village"),
        help_text=gettext_lazy("Type its name, for example “Cengkareng Timur”, and choose from the list."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}),
    )
    rw = Words(
        label=gettext_lazy("RW (if you know it)"),
        max_length=3,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    rt = Words(
        label=gettext_lazy("RT (if you know it)"),
        max_length=3,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    place = Words(
        label=gettext_lazy("Name of the place (if it has one)"),
        help_text=gettext_lazy("For example a block of flats, a market, a shelter."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "places"}),
    )
    address = Words(
        label=gettext_lazy("Address or how to find it (if you wish)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    names = ("village", "rw", "rt", "place", "address")

    def clean_rw(self) -> str:
        return _three_digits(self.cleaned_data["rw"], "RW")

    def clean_rt(self) -> str:
        return _three_digits(self.cleaned_data["rt"], "RT")


def _three_digits(typed: str, what: str) -> str:
    digits = re.sub(r"\D", "", typed)
    if typed.strip() and not 0 < len(digits) <= 3:
        raise forms.ValidationError(_("%(what)s is a number of up to three digits, such as 017.") % {"what": what})
    return digits.zfill(3) if digits else ""


class PersonForm(forms.Form):
    what = forms.ChoiceField(label=gettext_lazy("What it is"), choices=PersonRow.choices, required=False)
    value = Words(label=gettext_lazy("As you know it"), max_length=300, required=False)


PeopleForms = forms.formset_factory(PersonForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def people_of(rows: forms.BaseFormSet[PersonForm]) -> list[PersonAnswer]:
    """The rows in which something was written."""
    values = (form.cleaned_data for form in rows.forms)
    return [PersonAnswer(row["what"] or PersonRow.OTHER, row["value"]) for row in values if row.get("value")]


def too_many() -> str:
    return _("More than %(most)d files: the last ones were left out. You can send them later with your code.") % {
        "most": settings.EVIDENCE_MAX_FILES
    }


class FilesForm(WholeMixin):
    evidence = EvidenceField(
        label=gettext_lazy("Choose photos, PDF, sound, video or a chat export"),
        help_text=gettext_lazy("Up to 20 files, 2 GB each. They are sealed while they arrive."),
        required=False,
    )
    obtained = forms.ChoiceField(
        label=gettext_lazy("How did these files come to you?"),
        choices=Obtained.of_reporters(),
        required=False,
        widget=forms.RadioSelect,
    )


class ModeForm(StepForm):
    mode = forms.ChoiceField(
        label=gettext_lazy("How do you want to report?"),
        choices=[
            (Mode.ANONYMOUS, gettext_lazy("Without my name")),
            (Mode.CONFIDENTIAL, gettext_lazy("With a way to reach me, kept apart and secret")),
            (Mode.LIAISON, gettext_lazy("For somebody else, as head of RW or RT or village official")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how you want to report.")},
    )
    contact_name = Words(
        label=gettext_lazy("Name officers may use for you"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact_way = Words(
        label=gettext_lazy("Phone number or another way to reach you"),
        help_text=gettext_lazy("Sealed apart from the report; every opening asks for a reason and is shown to you."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    liaison_role = Words(
        label=gettext_lazy("Your office, for example head of RW 17"),
        help_text=gettext_lazy("Sealed apart like your number; nobody reads it without a reason."),
        max_length=200,
        required=False,
    )
    liaison_relation = Words(label=gettext_lazy("For whom you report, without a name"), max_length=300, required=False)
    names = ("mode", "contact_name", "contact_way", "liaison_role", "liaison_relation")

    @classmethod
    def initial_of(cls, answers: Answers) -> dict[str, Any]:
        return super().initial_of(answers) | {"mode": answers.mode or Mode.ANONYMOUS}

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("mode") == Mode.CONFIDENTIAL and not values.get("contact_way"):
            self.add_error("contact_way", _("Say how we can reach you, or choose “Without my name”."))
        return values

    def write(self, answers: Answers) -> None:
        super().write(answers)
        if answers.mode == Mode.ANONYMOUS:
            answers.contact_name = answers.contact_way = ""
        if answers.mode != Mode.LIAISON:
            answers.liaison_role = answers.liaison_relation = ""

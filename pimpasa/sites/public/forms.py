"""The questions of the report form. Each form reads its part of the answers and writes it back."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.evidence.forms import EvidenceField, WholeMixin
from pimpasa.reports.contents import LONGEST, Answers
from pimpasa.reports.kinds import Kind, Situation, Whom
from pimpasa.sites.common.forms import NeighbourhoodField
from pimpasa.sites.public.fields import Words
from pimpasa.territory.queries.places import Match, by_choice

PRESENCE = "presence"
# Says that the page asked for another voice: without it, an empty box was not emptied by anybody.
VOICE_ASKED = "voice_asked"


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
        max_length=LONGEST["narrative"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocapitalize": "sentences", "autocomplete": "off"}),
        error_messages={
            "max_length": gettext_lazy(
                "Your text is longer than %(limit_value)d characters. Shorten it, or send it as a file."
            ),
        },
    )
    sound = EvidenceField(label=gettext_lazy("Record your voice, or send a recording"), required=False, is_single=True)
    voice_changed = forms.BooleanField(
        label=gettext_lazy("Play sound in another voice, so that nobody knows mine"), required=False
    )
    evidence = EvidenceField(label=gettext_lazy("Photo or file"), required=False)
    situation = forms.ChoiceField(choices=Situation.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_files: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_files = has_files
        self.fields["sound"].widget.attrs |= {"accept": "audio/*", "capture": True}

    @classmethod
    def initial_of(cls, answers: Answers) -> dict[str, Any]:
        return {name: getattr(answers, name) for name in (*TYPED, "voice_changed")} | {"danger": bool(answers.danger)}

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        is_told = values.get("narrative", "").strip() or self.has_files or self.files
        if not is_told and "narrative" not in self.errors and values.get("kind") != PRESENCE:
            self.add_error("narrative", _("Tell a little: write, speak or send a photo. One of them is enough."))
        return values

    def answered(self) -> dict[str, Any]:
        """What was answered well, by the names of the answers."""
        values = {name: self.cleaned_data[name] for name in TYPED if name in self.cleaned_data}
        if values.get("kind") == PRESENCE:
            values["kind"] = ""
        is_wished = self.cleaned_data.get("voice_changed", False)
        if is_wished or VOICE_ASKED in self.data:
            values["voice_changed"] = is_wished
        # Not ticked is not asked: only its opposite is an answer.
        return values | {"danger": True if self.cleaned_data.get("danger") else None}


TYPED = ("whom", "kind", "narrative", "situation")
STORY_FIELDS = (*TYPED, "voice_changed", "danger")


class SendForm(forms.Form):
    """The last page: past the Pimpasa or not, and what its reader was shown of who reads."""

    direct = forms.BooleanField(label=gettext_lazy("Send it straight to the office, not to my Pimpasa"), required=False)
    promise = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)


class PlaceForm(forms.Form):
    """Where it happened. The kelurahan is chosen among those a search or the phone's position proposes."""

    village = forms.CharField(
        max_length=40,
        error_messages={"required": gettext_lazy("Choose the kelurahan from the list.")},
    )
    q = Words(
        label=gettext_lazy("Kelurahan or village"),
        help_text=gettext_lazy("Type its name, for example “Cengkareng Timur”, and choose from the list."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}),
    )
    rw = NeighbourhoodField("rw", label=gettext_lazy("RW (if you know it)"), required=False)
    rt = NeighbourhoodField("rt", label=gettext_lazy("RT (if you know it)"), required=False)
    place = Words(
        label=gettext_lazy("Name of the place (if it has one)"),
        help_text=gettext_lazy("For example a block of flats, a market, a shelter."),
        max_length=LONGEST["place"],
        required=False,
        widget=forms.TextInput(attrs={"list": "places"}),
    )
    address = Words(
        label=gettext_lazy("Address or how to find it (if you wish)"),
        max_length=LONGEST["address"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    names: ClassVar[tuple[str, ...]] = ("village", "rw", "rt", "place", "address")

    @classmethod
    def initial_of(cls, answers: Answers) -> dict[str, Any]:
        return {name: getattr(answers, name) for name in cls.names}

    def answered(self, *, chosen: bool) -> dict[str, Any]:
        """What was answered well, by the names of the answers; the kelurahan only where it was chosen."""
        names = [name for name in self.names if chosen or name != "village"]
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def clean_village(self) -> Match:
        match = by_choice(self.cleaned_data["village"])
        if match is None:
            raise forms.ValidationError(_("Choose the kelurahan from the list."))
        return match

    def clean(self) -> dict[str, Any]:
        """Each of both fields may name RT and RW; its own says more than the other's, and both more than the place."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        match = values.get("village")
        place = match.place if match else None
        if "rw" in values and "rt" in values:
            in_rw, in_rt = values["rw"], values["rt"]
            values |= {"rw": in_rw.rw or in_rt.rw or (place.rw if place else ""), "rt": in_rt.rt or in_rw.rt}
        if place:
            values["place"] = values.get("place") or place.name
        return values | ({"village": match.village.code} if match else {})


class OpenedForm(forms.Form):
    """What the words say where the phone could open them and not seal a report: as the pages before would take them."""

    narrative = StoryForm.base_fields["narrative"]
    place = PlaceForm.base_fields["place"]
    address = PlaceForm.base_fields["address"]


def too_many() -> str:
    return _("More than %(most)d files: the last ones were left out. You can send them later with your code.") % {
        "most": settings.EVIDENCE_MAX_FILES
    }

"""What officers fill in to plan a dialogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import colleagues_of
from pimpasa.common import clock
from pimpasa.outreach.actions.planning import Plan
from pimpasa.outreach.kinds import USUAL_AGENDA
from pimpasa.outreach.models import Dialogue, DialogueKind
from pimpasa.outreach.queries.planning import kinds_in_use, villages_of
from pimpasa.sites.officers.verification.forms import day
from pimpasa.territory.models import Village
from pimpasa.territory.neighbourhoods import UnreadNeighbourhood, rws_in
from pimpasa.territory.zones import zone_of

IN_DETAIL = ("title", "partners", "material", "letter_number", "budget_line", "series")
FARTHEST = timedelta(days=5 * 365)
LONGEST_GUEST = 120
COPIED = (
    "title", "hall", "address", "agenda", "material", "partners", "letter_number", "budget_line", "is_public",
)  # fmt: skip


def line(label: Any, *, most: int, required: Any = "", help_text: Any = "", rows: int = 0) -> forms.CharField:
    """A line of at most `most` letters, or `rows` lines; `required` is the sentence when it is missing."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        error_messages={"required": required},
    )


def hour(label: Any, *, required: bool, help_text: Any = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={"required": _("Give the hour."), "invalid": _("This is not an hour, such as 14:00.")},
    )


def label_of(village: Village) -> str:
    return f"{village.name}, Kec. {village.district.name}"


class VillageInput(forms.TextInput):
    """A line that proposes the office's kelurahan while one types; any browser can do that alone."""

    template_name = "officers/dialogues/village.html"
    villages: Iterable[Village] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"labels": [label_of(village) for village in self.villages]}


class DialogueForm(forms.Form):
    """The whole plan. With what is filled in already, an hour, a day and a hall are enough."""

    kind: forms.ModelChoiceField[DialogueKind] = forms.ModelChoiceField(
        label=_("Kind"),
        queryset=None,
        empty_label=None,
        error_messages={"required": _("Choose from the list."), "invalid_choice": _("Choose from the list.")},
    )
    village = line(
        _("Kelurahan"),
        most=160,
        required=_("Give the kelurahan."),
        help_text=_("Type its name and choose; all of your office's area are there."),
    )
    rws = line(
        "RW", most=200, help_text=_("One or several, such as 17, 19. Left empty, the whole kelurahan is invited.")
    )
    hall = line(_("Where? Name of the hall or place"), most=120, required=_("Say where."))
    address = line(_("Address, or how to find it"), most=200)
    on = day(_("Day"))
    begins = hour(_("Begins"), required=True)
    ends = hour(_("Ends"), required=False, help_text=_("Left empty: as long as this kind usually takes."))
    speakers = forms.MultipleChoiceField(
        label=_("Officers who speak, besides you"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    guests = line(_("Guests who speak, one to a line"), most=2000, rows=2, help_text=_("As they want to be announced."))
    agenda = line(_("What it is about, point by point"), most=4000, rows=5)
    title = line(_("Title, if it has one of its own"), most=120)
    partners = line(_("Who invites with you"), most=500, help_text=_("For example Kelurahan, PKK, Babinsa."))
    material = line(_("What to bring"), most=4000, rows=2, help_text=_("Only your office reads this."))
    letter_number = line(_("Number of the letter"), most=80)
    budget_line = line(_("Budget line"), most=120, help_text=_("Only your office reads this."))
    series = line(_("Series"), most=120, help_text=_("Dialogues of the same name are shown together."))
    is_public = forms.BooleanField(label=_("Show it in the public calendar"), required=False)

    def __init__(self, *args: Any, officer: Officer, organiser: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._villages = list(villages_of(officer.office))
        self._officers = {str(colleague.pk): colleague for colleague in colleagues_of(organiser, office=officer.office)}
        self.fields["kind"].queryset = kinds_in_use(officer.office, besides=self.initial.get("kind"))  # type: ignore[attr-defined]  # typed as Field
        self.fields["kind"].label_from_instance = lambda kind: kind.name  # type: ignore[attr-defined]  # typed as Field
        self.fields["speakers"].choices = [  # type: ignore[attr-defined]  # typed as Field
            (key, f"{colleague.name}, {colleague.get_role_display()}") for key, colleague in self._officers.items()
        ]
        widget = VillageInput()
        widget.villages = self._villages
        self.fields["village"].widget = widget

    @property
    def shows_detail(self) -> bool:
        """Whether something stands in the part that is folded away."""
        return any(self[name].value() or self[name].errors for name in IN_DETAIL)

    def clean_village(self) -> Village:
        typed = " ".join(self.cleaned_data["village"].split()).casefold()
        exact = [village for village in self._villages if typed in {label_of(village).casefold(), village.code}]
        named = exact or [village for village in self._villages if village.name.casefold() == typed]
        if len(named) == 1:
            return named[0]
        near = named or [village for village in self._villages if typed in village.name.casefold()]
        if near:
            proposals = "; ".join(label_of(village) for village in near[:5])
            raise forms.ValidationError(gettext("Which one? %(known)s") % {"known": proposals})
        raise forms.ValidationError(gettext("No kelurahan of your office's area has this name."))

    def clean_rws(self) -> list[str]:
        """Each as three digits."""
        try:
            return rws_in(self.cleaned_data["rws"])
        except UnreadNeighbourhood as wrong:
            raise forms.ValidationError(gettext("Write the numbers of the RW, such as 17, 19.")) from wrong

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > clock.today() + FARTHEST:
            raise forms.ValidationError(gettext("Choose a day within the next five years."))
        return on

    def clean_guests(self) -> list[str]:
        guests = [guest for line in self.cleaned_data["guests"].splitlines() if (guest := line.strip())]
        if any(len(guest) > LONGEST_GUEST for guest in guests):
            raise forms.ValidationError(gettext("One guest to a line, of at most 120 letters."))
        return guests

    def plan(self) -> Plan:
        """What was filled in. The hours are the kelurahan's."""
        values = self.cleaned_data
        zone = zone_of(values["village"].code)
        starts_at = datetime.combine(values["on"], values["begins"], zone)
        usual = starts_at + timedelta(minutes=values["kind"].minutes)
        ends_at = datetime.combine(values["on"], values["ends"], zone) if values["ends"] else usual
        return Plan(
            kind=values["kind"],
            village=values["village"],
            rws=values["rws"],
            starts_at=starts_at,
            ends_at=ends_at,
            speakers=[self._officers[key] for key in values["speakers"]],
            guests=values["guests"],
            series=values["series"],
            **{name: values[name] for name in COPIED},
        )


def usual(officer: Officer, village: Village | None) -> dict[str, Any]:
    """What a new plan begins with: the commonest kind, the officer's own kelurahan, a usual agenda."""
    kind = kinds_in_use(officer.office).first()
    return {
        "kind": kind,
        "village": label_of(village) if village else "",
        "agenda": USUAL_AGENDA,
        "is_public": kind.for_residents if kind else True,
    }


def as_planned(dialogue: Dialogue) -> dict[str, Any]:
    """A dialogue's plan, to be changed."""
    return again(dialogue) | {
        "on": dialogue.begins.date(),
        "letter_number": dialogue.letter_number,
    }


def again(dialogue: Dialogue) -> dict[str, Any]:
    """A dialogue's plan for another day: all but the day and the letter, which the next one has of its own."""
    is_usual = dialogue.ends_at - dialogue.starts_at == timedelta(minutes=dialogue.kind.minutes)
    speakers = list(dialogue.speakers.all())
    return {name: getattr(dialogue, name) for name in COPIED} | {
        "kind": dialogue.kind,
        "village": label_of(dialogue.village),
        "rws": ", ".join(dialogue.rws),
        "begins": dialogue.begins.time(),
        "ends": None if is_usual else dialogue.ends.time(),
        "letter_number": "",
        "speakers": [str(speaker.officer_id) for speaker in speakers if speaker.officer_id],
        "guests": "\n".join(speaker.guest for speaker in speakers if speaker.guest),
        "series": dialogue.series.name if dialogue.series else "",
    }


class CallOffForm(forms.Form):
    reason = line(
        _("Why does it not take place?"),
        most=300,
        rows=3,
        required=_("Say in a few words why."),
        help_text=_("Everybody who wanted to come reads this in the public calendar."),
    )

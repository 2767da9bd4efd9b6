"""What officers fill in for operations and support."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.letters.kinds import acts_in
from pimpasa.letters.models import Letter
from pimpasa.letters.opening import OpenLetter
from pimpasa.logbook.forms import SealedEntryForm
from pimpasa.operations.contents import Facts, LogContents, OperationPlan, OperationResult, PersonMet, SupportAsked
from pimpasa.operations.kinds import LogKind, Manner, OperationKind, SupportKind, TeamItem, TeamRole
from pimpasa.operations.models import TeamMember
from pimpasa.operations.states import ANSWERS, SupportStep
from pimpasa.sites.officers.fields import ShownWhenNeeded
from pimpasa.sites.officers.verification.conditions import PREFIX, WithConditions
from pimpasa.sites.officers.verification.forms import day, words
from pimpasa.territory import zones
from pimpasa.verification.kinds import CheckedPerson, CitizenPurpose, UrgentReason


def moment(label: Any) -> forms.DateTimeField:
    """A day and an hour in Jakarta, in the browser's own picker."""
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={
            "required": _("Give day and hour."),
            "invalid": _("This is not a day and an hour, such as 2025-09-23 14:00."),
        },
    )


class TeamForm(forms.Form):
    """Each officer who could come, with their part in the team or none."""

    def __init__(self, *args: Any, officers: Iterable[Officer], team: Iterable[TeamMember] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._officers = {f"officer_{officer.pk}": officer for officer in officers}
        parts = {f"officer_{member.officer_id}": member.role for member in team}
        for name, officer in self._officers.items():
            self.fields[name] = forms.ChoiceField(
                label=f"{gettext('Team')}: {officer.name}, {officer.get_role_display()}",
                choices=[("", _("Does not come")), *TeamRole.choices],
                required=False,
                initial=parts.get(name, ""),
                error_messages={"invalid_choice": _("Choose from the list.")},
            )

    def team(self) -> list[tuple[Officer, str]]:
        values = self.cleaned_data
        return [(officer, values[name]) for name, officer in self._officers.items() if values[name]]


# Once an operation begins and ends where nobody says otherwise.
HOURS = (time(9), time(17))


class PlanForm(WithConditions, ShownWhenNeeded, TeamForm):
    """An operation, drafted from its letter, or one that is urgent and has none yet.

    `letter` says what it is for, where, when and who comes; nothing of it is typed again.
    """

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=OperationKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose from the list.")},
    )
    starts_at = moment(_("Begins"))
    ends_at = moment(_("Ends"))
    place = words(_("Where?"), rows=1, required=_("Say where."))
    spot = words(_("Where exactly: building, block, unit"), rows=1)
    person = forms.ChoiceField(
        label=_("Whom is it about?"),
        choices=CheckedPerson.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom it is about.")},
    )
    citizen_purpose = forms.ChoiceField(
        label=_("For citizens: for which purpose?"),
        help_text=_("Permenimipas 2/2025 art. 13 knows no other."),
        choices=[("", _("Not about citizens")), *CitizenPurpose.choices],
        required=False,
    )
    urgent_reason = forms.ChoiceField(
        label=_("No letter, because an officer found something directly"),
        help_text=_(
            "Permenimipas 2/2025 art. 30 (3). A colleague of the unit has to agree first; the letter follows in a day."
        ),
        choices=[("", _("Choose the reason")), *UrgentReason.choices],
        error_messages={"required": _("Choose why it cannot wait for its letter.")},
    )
    found_directly = words(_("What was found directly, by whom, when and where?"))
    purpose = words(_("What is it for?"), required=_("Say in a sentence what for."))
    manner = forms.ChoiceField(label=_("Open or closed?"), choices=Manner.choices, initial=Manner.OPEN)
    legal_basis = words(
        _("Legal basis"), rows=2, help_text=_("As it stands in the surat perintah; confirm with the office's lawyer.")
    )
    contact = words(_("Whom of the management to call"), rows=1)
    means = words(_("Means: vehicles, devices"), rows=2)
    risks = words(_("Risks, and what is done about them"), rows=2)
    medical = words(_("Medical help that may be needed"), rows=2)
    interpreter = words(_("Languages and interpreter"), rows=1)
    partners = words(_("Partners who come along, such as Timpora"), rows=2)
    guests = words(_("Their people, by name"), rows=2)

    shown_when: ClassVar[dict[str, str]] = {"citizen_purpose": "citizen"}
    folded: ClassVar[tuple[str, ...]] = (
        "manner",
        "legal_basis",
        "contact",
        "means",
        "risks",
        "medical",
        "interpreter",
        "partners",
        "guests",
    )

    def __init__(
        self, *args: Any, letter: OpenLetter | None, officers: Sequence[Officer], planner: Officer, **kwargs: Any
    ) -> None:
        initial = _from_letter(letter) | _team_of(officers, planner) if letter is not None else {}
        super().__init__(*args, officers=officers, initial=initial, **kwargs)
        if letter is not None:
            self._follow(letter)
        self.order_fields([name for name in self.fields if not name.startswith("officer_")])

    def _follow(self, letter: OpenLetter) -> None:
        """What the letter decides is no question, or a choice among what it names."""
        for name in [name for name in self.fields if name.startswith((PREFIX, "urgent_reason", "found_directly"))]:
            del self.fields[name]
        places = [(place, place) for place in letter.contents.places]
        self.fields["place"] = _choice(_("Place, as the letter names it"), places)
        acts = acts_in(letter.contents.task)
        kinds = [choice for choice in OperationKind.choices if choice[0] in acts]
        self.fields["kind"] = _choice(_("Kind"), kinds or list(OperationKind.choices))
        for name in ("place", "kind"):
            self._hide_single(name)

    def _hide_single(self, name: str) -> None:
        """A choice of one is made."""
        field = self.fields[name]
        if len(field.choices) == 1:  # type: ignore[attr-defined]  # typed as Field
            field.widget = forms.HiddenInput()
            field.initial = field.choices[0][0]  # type: ignore[attr-defined]  # typed as Field

    def facts(self) -> Facts:
        values = self.cleaned_data
        return Facts(values["kind"], values["person"], values["starts_at"], values["ends_at"])

    def plan(self) -> OperationPlan:
        values = self.cleaned_data
        names = ("place", "spot", "citizen_purpose", "urgent_reason", "found_directly", "purpose", *self.folded)
        conditions = self.conditions() if values.get("urgent_reason") else []
        return OperationPlan(conditions=conditions, **{name: values.get(name, "").strip() for name in names})


def _first_day(letter: Letter) -> date:
    """The first of its days on which an operation can still begin at the usual hour; its last, where there is none."""
    now = zones.local(clock.now())
    soonest = now.date() + timedelta(days=now.time() >= HOURS[1])
    return min(max(letter.valid_from, soonest), letter.valid_until)


def _team_of(officers: Sequence[Officer], planner: Officer) -> dict[str, str]:
    """Whoever the letter names comes, led by who plans or else by the first."""
    leader = planner if planner in officers else next(iter(officers), None)
    return {f"officer_{officer.pk}": TeamRole.LEADER if officer == leader else TeamRole.MEMBER for officer in officers}


def _choice(label: Any, choices: list[Any]) -> forms.ChoiceField:
    errors = {"required": _("Choose from the list."), "invalid_choice": _("Choose from the list.")}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=errors)


def _from_letter(opened: OpenLetter) -> dict[str, Any]:
    """What of a plan its letter says already: from when to when, what for, on what it rests."""
    begins, ends = (datetime.combine(_first_day(opened.letter), hour) for hour in HOURS)
    return {
        "starts_at": begins,
        "ends_at": ends,
        "purpose": opened.contents.task,
        "legal_basis": opened.contents.basis,
        "place": opened.contents.places[0],
    }


class CallOffForm(forms.Form):
    reason = words(_("Why does it not take place?"), required=_("Say in a few words why not."))


class ResultForm(forms.Form):
    """The laporan hasil kegiatan."""

    carried_out_on = day(_("Carried out on"))
    course = words(_("How it went"), rows=10)
    findings = words(_("What was found"), rows=8, required=_("Say what was found."))
    follow_up = words(_("What follows"), rows=4)

    @classmethod
    def of(cls, draft: OperationResult) -> ResultForm:
        return cls(initial=vars(draft))

    def result(self) -> OperationResult:
        values = self.cleaned_data
        return OperationResult(
            carried_out_on=values["carried_out_on"].isoformat(),
            course=values["course"].strip(),
            findings=values["findings"].strip(),
            follow_up=values["follow_up"].strip(),
        )


# What is typed of a person met: the field, what it is called, how many signs it takes, how wide it is (0: as it goes).
PERSON_FIELDS = (
    ("name", _("Name"), 200, 0),
    ("document", _("Kind of document (P is a passport)"), 60, 10),
    ("number", _("Its number"), 60, 20),
    ("nationality", _("Nationality as the document has it"), 60, 10),
    ("born_on", _("Day of birth"), 40, 10),
    ("sex", _("Sex as the document has it"), 20, 5),
    ("expires_on", _("Document valid until"), 40, 10),
    ("stay_permit", _("Stay permit: kind, number, until when"), 200, 0),
)


class LogEntryForm(SealedEntryForm):
    """An entry of an operation's log; a person met is typed or read from their document's lines."""

    items = forms.MultipleChoiceField(choices=TeamItem.choices, required=False)
    mrz = forms.CharField(max_length=200, required=False)
    maybe_victim = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, longest, _width in PERSON_FIELDS:
            self.fields[name] = forms.CharField(label=label, max_length=longest, required=False)

    def contents(self) -> LogContents:
        values = self.cleaned_data
        typed = {name: values[name] for name, _label, _longest, _width in PERSON_FIELDS}
        person = PersonMet(**typed, mrz=values["mrz"], maybe_victim=values["maybe_victim"])
        return LogContents(**self.written(), person=person if values["kind"] == LogKind.PERSON else None)


class SupportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What do you need?"),
        choices=SupportKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose from the list.")},
    )
    text = words(
        _("What for, and what exactly?"),
        required=_("Say in a sentence what for."),
        help_text=_("Only the unit and you read this. Name no reporter."),
    )
    place = words(_("Where?"), rows=1)
    wanted_on = day(_("Needed on"), required=False)

    def asked(self) -> SupportAsked:
        values = self.cleaned_data
        wanted_on = values["wanted_on"].isoformat() if values["wanted_on"] else ""
        return SupportAsked(values["kind"], values["text"].strip(), values["place"].strip(), wanted_on)


class SupportAnswerForm(forms.Form):
    step = forms.ChoiceField(
        label=_("What is the answer?"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose from the list.")},
    )
    words = words(_("A word to them; where it is not granted, why or what is missing"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        messages = {
            SupportStep.GRANT: _("Granted"),
            SupportStep.REFUSE: _("Not granted"),
            SupportStep.ASK_BACK: _("We need to know more"),
        }
        self.fields["step"].choices = [(step.value, messages[step]) for step in ANSWERS]  # type: ignore[attr-defined]  # typed as Field


class MoreForm(forms.Form):
    words = words(_("What the unit asked for"), required=_("Write something first."))

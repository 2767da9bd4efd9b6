"""What officers fill in for operations and support."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.logbook.forms import SealedEntryForm
from pimpasa.operations.contents import Facts, LogContents, OperationPlan, OperationResult, PersonMet, SupportAsked
from pimpasa.operations.kinds import LogKind, Manner, OperationKind, SupportKind, TeamItem, TeamRole
from pimpasa.operations.models import TeamMember
from pimpasa.operations.states import ANSWERS, SupportStep
from pimpasa.sites.officers.verification.conditions import WithConditions
from pimpasa.sites.officers.verification.forms import day, words
from pimpasa.territory.models import Place
from pimpasa.verification.kinds import CheckedPerson, CitizenPurpose, UrgentReason
from pimpasa.verification.warrants import Warrant


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


class PlanForm(WithConditions, TeamForm):
    """An operation; the rules of the surat perintah are checked by the action, which gives the article."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=OperationKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose from the list.")},
    )
    manner = forms.ChoiceField(label=_("Open or closed?"), choices=Manner.choices, initial=Manner.OPEN)
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
    purpose = words(_("What is it for?"), required=_("Say in a sentence what for."))
    legal_basis = words(
        _("Legal basis"), rows=2, help_text=_("As it stands in the surat perintah; confirm with the office's lawyer.")
    )
    named_place = forms.ChoiceField(label=_("Place"), required=False)
    place = words(_("Another place, or what belongs to it"), rows=1)
    tower = words(_("Tower or block"), rows=1)
    floor = words(_("Floor and unit"), rows=1)
    contact = words(_("Whom of the management to call"), rows=1)
    starts_at = moment(_("Begins"))
    ends_at = moment(_("Ends"))
    number = words(_("Number of the surat perintah"), rows=1)
    signer = words(_("Signed by"), rows=1)
    valid_from = day(_("Valid from"), required=False)
    valid_until = day(_("Valid until"), required=False)
    urgent_reason = forms.ChoiceField(
        label=_("No letter, because an officer found something directly"),
        help_text=_(
            "Permenimipas 2/2025 art. 30 (3). A colleague of the unit has to agree first; the letter follows in a day."
        ),
        choices=[("", _("There is a letter")), *UrgentReason.choices],
        required=False,
    )
    found_directly = words(_("What was found directly, by whom, when and where?"))
    means = words(_("Means: vehicles, devices"), rows=2)
    risks = words(_("Risks, and what is done about them"), rows=2)
    medical = words(_("Medical help that may be needed"), rows=2)
    interpreter = words(_("Languages and interpreter"), rows=1)
    partners = words(_("Partners who come along, such as Timpora"), rows=2)
    guests = words(_("Their people, by name"), rows=2)

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(place.name, f"{place.name}, {place.village.name}") for place in places]
        self.fields["named_place"].choices = [("", _("None of these")), *choices]  # type: ignore[attr-defined]  # typed as Field
        self.order_fields([name for name in self.fields if not name.startswith("officer_")])

    def facts(self) -> Facts:
        values = self.cleaned_data
        return Facts(values["kind"], values["person"], values["starts_at"], values["ends_at"])

    def plan(self) -> OperationPlan:
        values = self.cleaned_data
        names = ("legal_basis", "manner", "tower", "floor", "contact", "means", "risks", "medical", "interpreter",
                "partners", "guests", "citizen_purpose", "urgent_reason", "found_directly", "purpose")  # fmt: skip
        place = ", ".join(part for part in (values["named_place"], values["place"].strip()) if part)
        texts = {name: values[name].strip() for name in names}
        conditions = self.conditions() if values["urgent_reason"] else []
        return OperationPlan(place=place, warrant=self._warrant(), conditions=conditions, **texts)

    def _warrant(self) -> Warrant | None:
        values = self.cleaned_data
        if values["urgent_reason"] or not (values["valid_from"] and values["valid_until"]):
            return None
        return Warrant(values["number"].strip(), values["signer"].strip(), values["valid_from"], values["valid_until"])


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

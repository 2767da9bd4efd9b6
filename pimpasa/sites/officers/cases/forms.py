"""What officers fill in about a case's people, events, decisions and terms; the rules are checked by the actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.cases.contents import EventContents, GelarContents, PersonContents, ScreeningContents, TakContents
from pimpasa.cases.kinds import (
    Answer,
    Citizenship,
    EventKind,
    Level,
    MetAt,
    PersonRole,
    Screening,
    Sex,
    TakKind,
    TermKind,
    Verdict,
)
from pimpasa.cases.models import GelarKasus
from pimpasa.cases.opening.people import OpenPerson
from pimpasa.cases.queries import Length
from pimpasa.cases.questions import QUESTIONS, Part
from pimpasa.cases.rules.encounters import LONGEST as LONGEST_MET
from pimpasa.cases.rules.terms import MOST_DAYS
from pimpasa.cases.states import Closure
from pimpasa.common import clock
from pimpasa.common.countries import COUNTRIES
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack
from pimpasa.sites.officers.fields import LONGEST, day_field, text_field
from pimpasa.territory.models import Desk

YES_NO = [(one.value, one.label) for one in (Answer.YES, Answer.NO, Answer.UNKNOWN)]
ANSWER_PREFIX = "answer-"


def choice(label: Any, choices: Any, why: Any, *, required: bool = True, **options: Any) -> forms.ChoiceField:
    """One of several, as radio buttons; `why` is the sentence when none was chosen."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        widget=options.pop("widget", forms.RadioSelect),
        error_messages={"required": why, "invalid_choice": _("Choose from the list.")},
        **options,
    )


class TakeInForm(forms.Form):
    case = forms.ChoiceField(label=_("Into which case?"), widget=forms.RadioSelect)
    title = text_field(_("Title of a new case"), most=200, help_text=_("Neutral, without names of people."))

    def __init__(self, *args: Any, cases: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = [("new", _("A new case")), *cases]  # type: ignore[attr-defined]  # typed as Field
        self.fields["case"].initial = "new"


class OwnCaseForm(forms.Form):
    unit: forms.ModelChoiceField[Desk] = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=None,
        empty_label=_("Choose a unit"),
        error_messages={"required": _("Choose a unit.")},
    )
    title = text_field(
        _("Title"), _("Give the case a title."), most=200, help_text=_("Neutral, without names of people.")
    )
    finding = text_field(
        _("What you found, when and where"), _("Say what you found yourself, when and where."), rows=6, most=LONGEST
    )

    def __init__(self, *args: Any, units: QuerySet[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        unit.queryset = units  # type: ignore[attr-defined]  # typed as Field
        unit.initial = units.first()


class PersonForm(forms.Form):
    name = text_field(
        _("Name"),
        _("Give a name, or a word for somebody whose name is not known."),
        help_text=_("Or a word for somebody whose name is not known, such as “woman in the blue jacket”."),
    )
    other_names = text_field(_("Other names"))
    roles = forms.MultipleChoiceField(
        label=_("How does this person stand to the case?"),
        choices=PersonRole.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose how this person stands to the case.")},
    )
    citizenship = choice(_("Citizenship"), Citizenship.choices, _("Choose from the list."), initial=Citizenship.UNKNOWN)
    nationality = text_field(_("Nationality"))
    sex = choice(_("Sex"), Sex.choices, _("Choose from the list."), initial=Sex.UNKNOWN)
    born = text_field(_("Born"), help_text=_("A year or a day, as far as it is known."))
    is_child = choice(_("Under 18?"), YES_NO, _("Choose from the list."), initial=Answer.UNKNOWN)
    documents = text_field(
        _("Documents"), rows=2, most=LONGEST, help_text=_("Passport, NIK, permit. Other cases that name it are found.")
    )
    contacts = text_field(_("Numbers and accounts"), rows=2, most=LONGEST)
    address = text_field(_("Address"), rows=2, most=LONGEST)
    notes = text_field(_("Notes"), rows=4, most=LONGEST)

    @classmethod
    def of(cls, opened: OpenPerson) -> dict[str, Any]:
        """The form's fields as they are known of somebody."""
        person = opened.person
        return asdict(opened.contents) | {"roles": person.roles, "citizenship": person.citizenship}

    def told(self) -> dict[str, Any]:
        """What `add_person` and `change_person` take."""
        values = dict(self.cleaned_data)
        stands = {"roles": values.pop("roles"), "citizenship": values.pop("citizenship")}
        return {"contents": PersonContents(**values), **stands}


def _how_known() -> forms.CharField:
    return text_field(
        _("How do you know?"),
        _("Say in a few words why they are the same person."),
        rows=3,
        most=1000,
        help_text=_("Stays beside both, sealed."),
    )


class MergeForm(forms.Form):
    """Who else of the case is this person."""

    gone = forms.ChoiceField(
        label=_("Which person is the same one?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who it is."), "invalid_choice": _("Choose from the list.")},
    )
    reason = _how_known()

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gone"].choices = people  # type: ignore[attr-defined]  # typed as Field


class OtherCaseForm(forms.Form):
    """Which case of which office somebody is in, too."""

    office = forms.ChoiceField(label=_("Immigration office"), error_messages={"required": _("Choose an office.")})
    number = forms.CharField(
        label=_("Number of the case"),
        max_length=15,
        help_text=_("Such as 12/2026."),
        error_messages={"required": _("Write the number of the case.")},
    )

    def __init__(self, *args: Any, offices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]  # typed as Field


class SameForm(forms.Form):
    """Why somebody is in another case, too."""

    reason = _how_known()


class EndTieForm(forms.Form):
    """Why two persons of two cases are not the same one."""

    reason = text_field(_("Why?"), _("Say in a few words why."), rows=3, most=1000)


class MeetForm(forms.Form):
    """Somebody who may be a victim, in as few words as a phone at the door allows."""

    at = choice(_("Where did you meet them?"), MetAt.choices, _("Choose where you met them."))
    name = text_field(
        _("Name"),
        _("Give a name, or a word for somebody whose name is not known."),
        help_text=_("Or a word for somebody whose name is not known, such as “woman in the blue jacket”."),
    )
    notes = text_field(
        _("What did you see, and what do they need now?"),
        _("Say in a few words what you saw."),
        rows=4,
        most=LONGEST_MET,
    )
    contacts = text_field(
        _("How to reach them safely"), most=300, help_text=_("Never through who brought or keeps them.")
    )
    is_child = choice(_("Under 18?"), YES_NO, _("Choose from the list."), initial=Answer.UNKNOWN)
    citizenship = choice(_("Citizenship"), Citizenship.choices, _("Choose from the list."), initial=Citizenship.UNKNOWN)

    def told(self) -> dict[str, Any]:
        """What `meet` takes."""
        values = dict(self.cleaned_data)
        stands = {"at": values.pop("at"), "citizenship": values.pop("citizenship")}
        return {"contents": PersonContents(**values), **stands}


class ScreeningForm(forms.Form):
    """A conversation. The questions stand apart, by their part (`parts`), after what has to be before it."""

    place = text_field(_("Where do you talk?"), help_text=_("A quiet place where nobody listens."))
    language = text_field(_("In which language?"))
    is_private = forms.BooleanField(
        label=_("We are apart from others, above all from whoever brought them"), required=False
    )
    is_willing = forms.BooleanField(label=_("The person agreed to talk, and knows that they may stop"), required=False)
    interpreter = text_field(_("Interpreter, if any"), help_text=_("Never somebody who came with the person."))
    is_child = choice(_("Under 18?"), YES_NO, _("Choose from the list."), initial=Answer.UNKNOWN)
    guardian = text_field(
        _("Guardian or companion"),
        help_text=_("A child, or somebody whose age is not sure, does not talk alone. Never a suspect as guardian."),
    )
    needs = text_field(
        _("What does the person need now?"),
        rows=3,
        most=LONGEST,
        help_text=_("Such as a doctor, food, a safe place, a call home."),
    )
    outcome = choice(
        _("What did it show?"),
        [(one.value, one.label) for one in (Screening.PAUSED, Screening.INDICATED, Screening.NOT_INDICATED)],
        _("Choose what the screening showed."),
    )
    reason = text_field(
        _("What do you base it on?"), _("Say in a few words what you base it on."), rows=4, most=LONGEST
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, question in QUESTIONS.items():
            self.fields[ANSWER_PREFIX + code] = choice(
                question.text, Answer.choices, _("Choose from the list."), initial=Answer.NOT_NOW
            )

    @classmethod
    def of(cls, opened: OpenPerson) -> dict[str, Any]:
        """What an earlier conversation left, where it goes on; else what is known of the person's age."""
        if not opened.screenings or opened.screenings[-1][0].outcome != Screening.PAUSED:
            return {"is_child": opened.contents.is_child}
        screening = asdict(opened.screenings[-1][1])
        answers = {ANSWER_PREFIX + code: answer for code, answer in screening.pop("answers").items()}
        # Whether they agree and are apart is asked each time; so is what the outcome rests on.
        return {
            name: screening[name] for name in screening if name not in {"reason", "is_private", "is_willing"}
        } | answers

    @property
    def parts(self) -> list[tuple[Part, list[forms.BoundField]]]:
        return [
            (part, [self[ANSWER_PREFIX + code] for code, question in QUESTIONS.items() if question.part == part])
            for part in Part
        ]

    def contents(self) -> ScreeningContents:
        values = {name: value for name, value in self.cleaned_data.items() if not name.startswith(ANSWER_PREFIX)}
        del values["outcome"]
        answers = {code: self.cleaned_data[ANSWER_PREFIX + code] for code in QUESTIONS}
        return ScreeningContents(**values, answers=answers)


class EventForm(forms.Form):
    kind = choice(_("What was it?"), EventKind.choices, _("Choose what it was, and say what happened."))
    text = text_field(_("What happened?"), _("Choose what it was, and say what happened."), rows=4, most=LONGEST)
    year = text_field(_("Year"), most=4)
    month = text_field(_("Month"), most=2)
    day = text_field(_("Day"), most=2)
    place = text_field(_("Place"))
    country = choice(_("Country"), COUNTRIES.items(), _("Choose a country."), initial="ID", widget=forms.Select)
    q = text_field(_("Kelurahan or village"), most=100)
    village = text_field("", most=13)
    persons = forms.MultipleChoiceField(
        label=_("Who was it about?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose a person of this case.")},
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].choices = people  # type: ignore[attr-defined]  # typed as Field
        for name in ("year", "month", "day"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def contents(self) -> EventContents:
        values = dict(self.cleaned_data)
        del values["q"]
        parts = [values.pop("year"), values.pop("month"), values.pop("day")]
        while parts and not parts[-1]:
            parts.pop()
        # What is missing before the last becomes 00, which is no month and no year: refused rather than guessed.
        values["day"] = "-".join(part.zfill(2) for part in parts)
        return EventContents(**values)


class GelarForm(forms.Form):
    held_on = day_field(_("Held on"), initial=clock.today)
    level = choice(_("Who set it?"), Level.choices, _("Choose from the list."), initial=Level.HEAD)
    set_by = text_field(_("If not the head of office: who set it, and by which letter"), most=200)
    chair = text_field(_("Chair"), _("Say who led it."))
    members = text_field(_("Who took part"), _("Say who took part."), rows=3, most=LONGEST)
    evidence = text_field(_("Evidence"), _("Say which evidence was looked at."), rows=4, most=LONGEST)
    verdict = choice(_("What was decided?"), Verdict.choices, _("Choose what was decided."))
    consideration = choice(
        _("If an administrative action was decided: on which consideration?"),
        [],
        "",
        required=False,
        help_text=_("One of the three that Permenimipas 2/2025 art. 59 names."),
    )
    met_by = text_field(_("By which facts is it met?"), rows=3, most=LONGEST)
    decision = text_field(_("The decision in words"), _("Say what was decided."), rows=4, most=LONGEST)
    reason = text_field(_("Reason"), _("Say why it was decided so."), rows=4, most=LONGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["consideration"]
        field.choices = [(entry.key, entry.words("words")) for entry in pack(PackName.CONSIDERATIONS).entries]

    def told(self) -> dict[str, Any]:
        """What `record_gelar` takes."""
        values = dict(self.cleaned_data)
        decision = {"held_on": values.pop("held_on"), "verdict": values.pop("verdict")}
        return {**decision, "contents": GelarContents(**values)}


class TakForm(forms.Form):
    decision: forms.ModelChoiceField[GelarKasus] = forms.ModelChoiceField(
        label=_("Decided in the gelar kasus of"),
        queryset=None,
        empty_label=_("Choose a gelar kasus"),
        error_messages={
            "required": _("First a gelar kasus has to decide it (Permenimipas 2/2025 art. 59)."),
            "invalid_choice": _("First a gelar kasus has to decide it (Permenimipas 2/2025 art. 59)."),
        },
    )
    kind = choice(_("Which action?"), TakKind.choices, _("Choose which of the six kinds (UU 6/2011 art. 75)."))
    number = text_field(_("Number of the decree"), _("Give its number."))
    basis = text_field(
        _("The rule it rests on"), _("Give the rule it rests on."), help_text=_("Such as UU 6/2011 art. 75 (2).")
    )
    starts_on = day_field(_("From"), initial=clock.today)
    ends_on = day_field(_("Until, if it has an end"), required=False)
    reason = text_field(_("Reason"), _("Give the reason in a sentence."), rows=4, most=LONGEST)

    def __init__(self, *args: Any, decisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decision"]
        field.queryset, field.initial, field.empty_label = decisions, decisions.first(), None
        field.label_from_instance = lambda gelar: f"{gelar.held_on:%d-%m-%Y}"

    def told(self) -> dict[str, Any]:
        """What `impose` takes."""
        values = dict(self.cleaned_data)
        contents = TakContents(values.pop("number"), values.pop("basis"), values.pop("reason"))
        return {**values, "contents": contents}


class TermForm(forms.Form):
    kind = choice(_("What has to be done?"), TermKind.choices, _("Choose from the list."), widget=forms.Select)
    text = text_field(_("In a few words"), _("Say in a few words what has to be done."))
    person = choice(_("For whom, if for one person"), [], "", required=False, widget=forms.Select)
    due_on = day_field(
        _("By which day?"),
        required=False,
        help_text=_("Leave it empty for the number of days that your office has set."),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "–"), *people]  # type: ignore[attr-defined]  # typed as Field

    @property
    def person_id(self) -> UUID | None:
        chosen = self.cleaned_data["person"]
        return UUID(chosen) if chosen else None


class KeepForm(forms.Form):
    outcome = text_field(_("What came of it?"), _("Say in a few words what came of it."), rows=3, most=LONGEST)


class LengthsForm(forms.Form):
    """Days for each kind of term, and when the office's lawyer last checked them."""

    def __init__(self, *args: Any, lengths: Iterable[Length], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lengths = list(lengths)
        for length in self.lengths:
            self.fields[f"{length.kind.value}-days"] = forms.IntegerField(
                label=_("Days"),
                min_value=1,
                max_value=MOST_DAYS,
                initial=length.days,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                error_messages=dict.fromkeys(
                    ("required", "invalid", "min_value", "max_value"), _("Give a number of days.")
                ),
            )
            self.fields[f"{length.kind.value}-verified_on"] = day_field(
                _("Last verified on"), required=False, initial=length.verified_on
            )

    @property
    def rows(self) -> list[tuple[Length, forms.BoundField, forms.BoundField]]:
        return [
            (length, self[f"{length.kind.value}-days"], self[f"{length.kind.value}-verified_on"])
            for length in self.lengths
        ]

    def wanted(self) -> list[Length]:
        values = self.cleaned_data
        return [
            Length(length.kind, values[f"{length.kind.value}-days"], values[f"{length.kind.value}-verified_on"])
            for length in self.lengths
        ]


class CloseForm(forms.Form):
    closure = forms.ChoiceField(
        label=_("Why is the case closed?"),
        help_text=_("The reporter reads a sentence for it."),
        choices=Closure.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the case is closed.")},
    )
    note = text_field(_("Note for the file; the reporter does not see it"), rows=4, most=LONGEST)


class LeaderForm(forms.Form):
    """Who leads a case from now on, and why."""

    leader = forms.ChoiceField(
        label=_("Who leads the case from now on?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a colleague.")},
    )
    reason = text_field(_("Why?"), rows=3, most=1000)

    def __init__(self, *args: Any, leaders: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].choices = leaders  # type: ignore[attr-defined]  # typed as Field

"""What officers fill in while they verify."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.reports.states import OUTCOMES, State
from pimpasa.sites.officers.fields import ShownWhenNeeded
from pimpasa.sites.officers.letters.forms import LetterForm
from pimpasa.sites.officers.reports.forms import LONGEST
from pimpasa.sites.officers.verification.conditions import PREFIX, WithConditions
from pimpasa.verification.checklist import Known, Part
from pimpasa.verification.contents import CheckPlan, FindingContents
from pimpasa.verification.htcds import Control, Exploitation
from pimpasa.verification.kinds import (
    CheckedPerson,
    CitizenPurpose,
    Confidence,
    SourceKind,
    StepResult,
    UrgentCondition,
    UrgentReason,
)
from pimpasa.verification.phrases import LANGUAGES, LEAVE, PHRASES, Phrase, risky_words


def words(label: Any, *, rows: int = 3, required: Any = "", help_text: Any = "") -> forms.CharField:
    """Some lines of text; `required` is the sentence when they are missing."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput(),
        error_messages={"required": required},
    )


def day(label: Any, *, required: bool = True, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day."), "invalid": _("This is not a day, such as 2025-09-23.")},
        **options,
    )


class AskForm(forms.Form):
    """A question in gentle words of ours, in one's own, or both. Words that may ask for spying are sent only twice."""

    phrase = forms.ChoiceField(
        label=_("Gentle words to begin with"),
        required=False,
        help_text=_("They are put before what you write. Nobody needs to answer."),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    text = words(
        _("Ask the reporter"),
        rows=4,
        help_text=_("Gently, one thing at a time. Never ask anybody to follow, record or confront someone."),
    )
    sure = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data.dict() if data is not None else None, **kwargs)
        named = {"id": "Bahasa Indonesia", "en": "English"}
        groups = [
            (
                named[language],
                [(f"{language}-{number}", _said(phrase, language)) for number, phrase in enumerate(PHRASES)],
            )
            for language in LANGUAGES
        ]
        self.fields["phrase"].choices = [("", _("None")), *groups]  # type: ignore[attr-defined]  # typed as Field

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        own = values.get("text", "").strip()
        if not own and not values.get("phrase"):
            self.add_error("text", _("Write your question."))
        risky = risky_words(own)
        if risky and values.get("sure") != own:
            self.data = self.data | {self.add_prefix("sure"): own}  # type: ignore[operator]  # a plain dict of one value each
            message = _("“%(words)s”: does this ask the reporter to do something dangerous? If not, send it once more.")
            self.add_error("text", message % {"words": ", ".join(risky)})
        return values

    def question(self) -> str:
        """What the reporter reads."""
        values = self.cleaned_data
        language, _dash, number = values["phrase"].partition("-")
        parts = [values["text"].strip()]
        if language:
            parts = [PHRASES[int(number)].said(language), *parts, Phrase("", LEAVE).said(language)]
        return "\n\n".join(part for part in parts if part)


def _said(phrase: Phrase, language: str) -> str:
    return phrase.said(language)


class StepForm(forms.Form):
    """What came of a step; a look-up in another system names it."""

    result = forms.ChoiceField(
        label=_("What came of it?"),
        choices=StepResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    source = words(
        _("Which system or register?"), rows=1, required=_("Name the system or register that was looked at.")
    )
    note = words(_("In a few words"), rows=4, required=_("Say in a few words what came of it."))

    def __init__(self, *args: Any, is_lookup: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_lookup:
            del self.fields["source"]


class AgencyForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the company"),
        max_length=200,
        error_messages={"required": _("Give the company's name.")},
    )


class CheckForm(WithConditions, ShownWhenNeeded, LetterForm):
    """A field check: under which letter, or why it cannot wait for one; whom it is about, where, what for."""

    takes_place_on = day(_("Day"), initial=clock.today)
    place = words(_("Where?"), rows=1, required=_("Say where."))
    what_for = words(_("What is to be found out?"), required=_("Say in a sentence what for."))
    person = forms.ChoiceField(
        label=_("Whom is it about?"),
        choices=CheckedPerson.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom it is about.")},
    )
    citizen_purpose = forms.ChoiceField(
        label=_("For a citizen: for which purpose?"),
        help_text=_("Permenimipas 2/2025 art. 13 knows no other."),
        choices=[("", _("Not about a citizen")), *CitizenPurpose.choices],
        required=False,
    )
    urgent_reason = forms.ChoiceField(
        label=_("No letter, because I found something directly"),
        help_text=_(
            "Permenimipas 2/2025 art. 30 (3). A colleague of the unit has to agree first; the letter follows in a day."
        ),
        choices=[("", _("There is a letter")), *UrgentReason.choices],
        required=False,
    )
    found_directly = words(_("What did you find yourself, when and where?"))
    shown_when: ClassVar[dict[str, str]] = {
        "citizen_purpose": "citizen",
        "urgent_reason": "without",
        "found_directly": "without",
        **{PREFIX + condition: "without" for condition in UrgentCondition},
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, without=_("No letter: I found something directly, and it cannot wait"), **kwargs)

    def plan(self) -> CheckPlan:
        values = self.cleaned_data
        is_urgent = self.chosen() is None
        return CheckPlan(
            person=values["person"],
            place=values["place"].strip(),
            what_for=values["what_for"].strip(),
            takes_place_on=values["takes_place_on"],
            citizen_purpose=values["citizen_purpose"],
            urgent_reason=values["urgent_reason"] if is_urgent else "",
            found_directly=values["found_directly"].strip() if is_urgent else "",
            conditions=self.conditions() if is_urgent else [],
        )


class DecisionForm(forms.Form):
    """Yes or no, and a word about it."""

    decision = forms.ChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    words = words(_("A word to them; where you say no, why"))


class FindingForm(ShownWhenNeeded):
    """A finding; the three parts, the means and the kind of exploitation are asked for TPPO only.

    What shows it is asked of one that is substantiated, the other number of a duplicate.
    """

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(state, state.label) for state in State if state in OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the finding is.")},
    )
    duplicate_of = words(_("Where it is a duplicate: number of the other report"), rows=1)
    source_kind = forms.ChoiceField(
        label=_("What shows it, beyond the report itself?"),
        help_text=_("“Substantiated” needs it."),
        choices=[("", _("Nothing yet")), *SourceKind.choices],
        required=False,
    )
    source = words(_("Name it: who, what, where"), rows=1)
    process = forms.ChoiceField(label=Part.PROCESS.label, choices=Known.choices, widget=forms.RadioSelect)
    means = forms.ChoiceField(
        label=Part.MEANS.label,
        help_text=_("Of a child no means is needed."),
        choices=Known.choices,
        widget=forms.RadioSelect,
    )
    controls = forms.MultipleChoiceField(
        label=_("Which means, as far as you know?"),
        choices=Control.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    purpose = forms.ChoiceField(label=Part.PURPOSE.label, choices=Known.choices, widget=forms.RadioSelect)
    exploitation = forms.MultipleChoiceField(
        label=_("Which exploitation, as far as you know?"),
        choices=Exploitation.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    speaks_for = words(_("What speaks for it?"))
    speaks_against = words(_("What speaks against it?"))
    confidence = forms.ChoiceField(
        label=_("How sure are you?"),
        choices=Confidence.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    notes = words(_("What you checked, and what you saw"), rows=5)
    reason = words(
        _("Reason"),
        required=_("Give the reason."),
        help_text=_("A sentence or two; the next reader was not there."),
    )

    shown_when: ClassVar[dict[str, str]] = {
        "duplicate_of": "duplicate",
        "source_kind": "substantiated",
        "source": "substantiated",
    }
    folded: ClassVar[tuple[str, ...]] = ("notes", "speaks_for", "speaks_against", "confidence")

    def __init__(self, *args: Any, parts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*Part.values, "controls", "exploitation"):
            if not parts:
                del self.fields[name]
            elif name in Part.values:
                self.fields[name].error_messages["required"] = _("Answer this part; “not known” is an answer.")

    def contents(self) -> FindingContents:
        values = self.cleaned_data
        names = ("outcome", "reason", "notes", "confidence", "speaks_for", "speaks_against", "source_kind", "source",
                "duplicate_of")  # fmt: skip
        return FindingContents(
            **{name: values[name].strip() for name in names},
            parts={part: values[part] for part in Part.values if part in values},
            controls=values.get("controls", []),
            exploitation=values.get("exploitation", []),
        )

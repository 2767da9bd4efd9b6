"""The one screen on which an officer writes down what somebody told them by word of mouth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.common import clock
from pimpasa.evidence.forms import EvidenceField, WholeMixin
from pimpasa.reports.contents import LONGEST_STORY, Answers
from pimpasa.reports.kinds import Card, Consent, Kind, Mode, Source, Urgency
from pimpasa.sites.common.forms import RwField
from pimpasa.sites.officers.fields import text_field
from pimpasa.territory.models import Village
from pimpasa.territory.queries.offices import villages_at, villages_of
from pimpasa.territory.queries.places import by_code, near_office, search_villages

PROPOSED = 8


def _choice(label: Any, choices: Any, missing: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
        **options,
    )


class TellingForm(WholeMixin):
    """Everything of a report that was told; `writing` makes that the same form sent twice is one report."""

    writing = forms.UUIDField(widget=forms.HiddenInput)
    urgency = _choice(
        _("Is somebody in danger?"),
        [
            (Urgency.EMERGENCY.value, _("Yes, now: confined, hurt, threatened, or a child")),
            (Urgency.PRIORITY.value, _("Soon: somebody is to leave within days")),
            (Urgency.ROUTINE.value, _("No, it can be read in turn")),
        ],
        _("Say whether somebody is in danger."),
        help_text=_("Now, and a life is at stake? Call the police first: 110."),
    )
    kind = _choice(
        _("What is it about?"),
        Kind.choices,
        _("Choose the closest."),
        help_text=_("That a foreigner lives somewhere is no report."),
    )
    words = text_field(
        _("What were you told?"),
        _("Write what you were told."),
        rows=7,
        most=LONGEST_STORY,
        help_text=_("In your own words. Readers see that an officer wrote it. No name of who told you."),
    )
    village = forms.CharField(label=_("Kelurahan or desa"), required=False, widget=forms.Select, max_length=20)
    elsewhere = text_field(
        _("Somewhere else: name or code of the kelurahan or desa"),
        help_text=_("Only if it is not in the list. Its own officers then read it, not you."),
        most=100,
    )
    rw = RwField(label=_("RW, if known"), required=False)
    address = text_field(_("Street, building, what stands beside it"))
    evidence = EvidenceField(
        label=_("Photos or files that were handed to you (if any)"),
        required=False,
        help_text=_(
            "For example a picture of the letter or of the ticket. They lie beside the words, marked as handed over."
        ),
    )
    source = _choice(_("How were you told?"), Source.choices, _("Say how you were told."))
    consent = _choice(_("Do they know that you send this?"), Consent.choices, _("Say whether they agree."))
    contact_name = text_field(
        _("Who may be contacted"),
        most=200,
        help_text=_("May stay empty, or be another name. Locked apart: whoever opens it gives a reason."),
    )
    contact_way = text_field(_("How, and when it is safe"))
    contact_role = text_field(_("Their office, if they are an official"), most=100)
    card = _choice(_("Do they get a code, to read the answer?"), Card.choices, _("Say whether they get a code."))
    direct = forms.BooleanField(
        label=_("Send it past the Pimpasa of that kelurahan, to the office alone"),
        help_text=_("For example because it is about that officer, or somebody near to them."),
        required=False,
    )

    def __init__(
        self, data: QueryDict | None, files: Any = None, *, officer: Officer, known: Mapping[str, Any] | None = None
    ) -> None:
        own = _villages_at_desks_of(officer)
        usual = {"writing": uuid4(), "village": own[0].pk if len(own) == 1 else ""}
        super().__init__(data, files, initial=usual | dict(known or {}))
        self.officer = officer
        others = [village for village in villages_of(officer.office) if village not in own]
        self._list([*own, *others])

    def _list(self, villages: list[Village]) -> None:
        choices = [("", _("Choose a kelurahan")), *((village.pk, village.name) for village in villages)]
        self.fields["village"].widget.choices = choices

    def clean_village(self) -> Village | None:
        code = self.cleaned_data["village"]
        village = by_code(code) if code else None
        if code and village is None:
            raise forms.ValidationError(_("Choose a kelurahan."), code="no_village")
        if village is not None:
            self._keep(village)
        return village

    def _keep(self, village: Village) -> None:
        """Let the list show what was chosen, also where it came from a search before."""
        choices = list(self.fields["village"].widget.choices)
        if village.pk not in dict(choices):
            self.fields["village"].widget.choices = [*choices, (village.pk, str(village))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("village") is None and "village" not in self.errors:
            cleaned["village"] = self._found(cleaned.get("elsewhere", ""))
        return cleaned

    def _found(self, name: str) -> Village | None:
        """What was typed for a place that is not in the list: by its code, or to be chosen from what may be meant."""
        village = by_code(name.strip())
        if village is not None:
            return village
        matches = search_villages(name, PROPOSED, near=near_office(self.officer.office)) if name.strip() else []
        if matches:
            choices = [("", _("Choose a kelurahan")), *((match.pk, _in_full(match)) for match in matches)]
            self.fields["village"].widget.choices = choices
            self.add_error("village", _("Which one do you mean? The list has those that fit."))
        else:
            self.add_error("village", _("Choose a kelurahan, or write the name of another below."))
        return None

    @property
    def writing_id(self) -> UUID:
        writing: UUID = self.cleaned_data["writing"]
        return writing

    def answers(self) -> Answers:
        cleaned = self.cleaned_data
        names = {name: cleaned[name] for name in ("contact_name", "contact_way")}
        is_known = any((*names.values(), cleaned["contact_role"]))
        return Answers(
            danger=int(cleaned["urgency"]) == Urgency.EMERGENCY,
            graded=int(cleaned["urgency"]),
            kind=cleaned["kind"],
            narrative=cleaned["words"],
            village=cleaned["village"].pk,
            rw=cleaned["rw"],
            address=cleaned["address"],
            direct=cleaned["direct"],
            mode=Mode.CONFIDENTIAL if is_known else Mode.ANONYMOUS,
            **names,
            liaison_role=cleaned["contact_role"],
            source=cleaned["source"],
            consent=cleaned["consent"],
            card=cleaned["card"],
        )


def _villages_at_desks_of(officer: Officer) -> list[Village]:
    return list(villages_at(desks_of(officer, on=clock.today())))


def _in_full(village: Village) -> str:
    district = village.district
    return f"{village.name}, {district.name}, {district.regency.name}"

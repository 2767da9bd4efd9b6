"""The fields of what was handed over, in words for who reads it; completeness is tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.cases.kinds import Answer, Citizenship, EventKind, Screening, Sex
from pimpasa.referrals.contents import Parts, Section
from pimpasa.referrals.kinds import Consent, Purpose, SectionKind
from pimpasa.reports.kinds import Channel
from pimpasa.reports.states import State

LABELS: dict[tuple[str, str], str | Promise] = {
    (SectionKind.PERSON, "name"): _("Name"),
    (SectionKind.PERSON, "other_names"): _("Other names"),
    (SectionKind.PERSON, "sex"): _("Sex"),
    (SectionKind.PERSON, "born"): _("Born"),
    (SectionKind.PERSON, "is_child"): _("Under 18?"),
    (SectionKind.PERSON, "nationality"): _("Nationality"),
    (SectionKind.PERSON, "documents"): _("Papers"),
    (SectionKind.PERSON, "contacts"): _("How to reach them"),
    (SectionKind.PERSON, "address"): _("Address"),
    (SectionKind.PERSON, "notes"): _("Notes"),
    (SectionKind.PERSON, "citizenship"): _("Citizenship"),
    (SectionKind.PERSON, "screening"): _("Screening"),
    (SectionKind.EVENT, "kind"): _("What it was"),
    (SectionKind.EVENT, "day"): _("When"),
    (SectionKind.EVENT, "place"): _("Where"),
    (SectionKind.EVENT, "country"): _("Country"),
    (SectionKind.EVENT, "text"): _("What happened"),
    (SectionKind.FINDING, "outcome"): _("Outcome"),
    (SectionKind.FINDING, "reason"): _("Why"),
    (SectionKind.WORDS, "narrative"): _("In their words"),
    (SectionKind.WORDS, "told"): _("In an officer's words"),
}
_CODES: dict[tuple[str, str], type[TextChoices]] = {
    (SectionKind.PERSON, "sex"): Sex,
    (SectionKind.PERSON, "is_child"): Answer,
    (SectionKind.PERSON, "citizenship"): Citizenship,
    (SectionKind.PERSON, "screening"): Screening,
    (SectionKind.EVENT, "kind"): EventKind,
    (SectionKind.FINDING, "outcome"): State,
}


@dataclass(frozen=True)
class Row:
    label: str
    value: str


@dataclass(frozen=True)
class LabelledSection:
    title: str
    rows: list[Row]


def row_in_words(kind: str, name: str, value: str) -> Row:
    """A field's code and value as people read them; a code of a later version stands as it is."""
    codes = _CODES.get((kind, name))
    text = str(codes(value).label) if codes is not None and value in codes.values else value
    return Row(str(LABELS.get((kind, name), name)), text)


def sections_in_words(parts: Parts) -> list[LabelledSection]:
    return [
        LabelledSection(_title(section), [row_in_words(section.kind, *row) for row in section.rows])
        for section in parts.sections
    ]


def _title(section: Section) -> str:
    """What an officer wrote down is never called a reporter's own words."""
    is_told = section.kind == SectionKind.WORDS and any(name == "told" for name, _value in section.rows)
    return str(Channel.ORAL.label) if is_told else _label(SectionKind, section.kind)


def purpose_of(parts: Parts) -> str:
    return _label(Purpose, parts.purpose)


def consent_of(parts: Parts) -> str:
    return _label(Consent, parts.consent)


def as_text(parts: Parts) -> str:
    """Everything but the files as one text: what a receiving office's own case begins with."""
    lines = [parts.office, purpose_of(parts), parts.summary]
    for section in sections_in_words(parts):
        lines += ["", section.title, *(f"{row.label}: {row.value}" for row in section.rows)]
    return "\n".join(lines)


def _label(choices: Any, code: str) -> str:
    return str(choices(code).label) if code in choices.values else code

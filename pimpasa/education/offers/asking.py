"""Two or three short questions where an offer's words say too little, and what the answers change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.education.offers.checking import Checked, Found, Level, level_of
from pimpasa.education.offers.patterns import any_of
from pimpasa.education.offers.reading import read
from pimpasa.education.offers.warnings import BY_KEY

MOST_ASKED = 3


class Answer(StrEnum):
    """What somebody knows of one thing that the words leave open."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Asked:
    """A question; `sign` is what its bad answer shows. Not asked where the words say one of `told` already, and only
    where they speak of one of `about` (always, where that is empty)."""

    key: str
    text: str | Promise
    good: str | Promise
    bad: str | Promise
    sign: str
    told: str
    about: str = ""


ASKED: tuple[Asked, ...] = (
    Asked(
        "visa",
        _("Which visa are you to leave with?"),
        _("A work visa, ready before leaving"),
        _("A visa for tourism, a visit, umrah, or one that is seen to later"),
        "wrong_visa",
        told="""
            visa|izin|permit ~2 kerja
            visa ~2 {VISIT}
        """,
        about="""
            {ABROAD}
            luar negeri
            paspor|visa
        """,
    ),
    Asked(
        "pays",
        _("Who pays for papers, training and the journey?"),
        _("The employer, or I with a written list and a receipt; I owe nothing"),
        _("I pay or owe first, or it is taken from my wages"),
        "pays",
        told="""
            {NOT} ~1 dipungut
            biaya ~3 ditanggung
            zero cost
        """,
    ),
    Asked(
        "employer",
        _("Who employs you?"),
        _("I know the company or the employer by name and address"),
        _("That isn't clear; somebody arranges it"),
        "broker",
        told="""
            pt #(?!sbg|dan|atau|resmi|kami|tanpa)[a-z]+#
            {COMPANY}
        """,
    ),
    Asked(
        "papers",
        _("Who keeps your passport, identity card and certificates?"),
        _("I do"),
        _("Somebody else"),
        "papers_kept",
        told="""
            {DOCUMENT} ~4 sendiri|masing*|dhewe*
            {DOCUMENT} ~2 {TAKEN}
        """,
    ),
    Asked(
        "where",
        _("Where is the work?"),
        _("I know the address"),
        _("I shall be told later, or it may change"),
        "no_place",
        told="""
            jalan|jl|alamat
        """,
    ),
)
BY_ASKED: dict[str, Asked] = {asked.key: asked for asked in ASKED}


def to_ask(message: str) -> list[Asked]:
    """The first MOST_ASKED questions that a message leaves open."""
    row = read(message).row
    still_open = (question for question in ASKED if not any_of(question.told, row))
    return [question for question in still_open if not question.about or any_of(question.about, row)][:MOST_ASKED]


def answered(checked: Checked, answers: Mapping[str, str]) -> Checked:
    """What was found, and what the answers (Answer, by a question's key) make of it.

    One bad answer says stop. Good answers to all that was asked lead back to "no clear sign", unless the words show
    signs enough for "stop" by themselves. Whoever does not know is asked to find out.
    """
    if checked.level != Level.ASK or not answers:
        return checked
    bad = [BY_KEY[BY_ASKED[key].sign] for key, answer in answers.items() if key in BY_ASKED and answer == Answer.BAD]
    if bad:
        there = {warning.sign for warning in checked.warnings}
        added = [Found(sign) for sign in bad if sign not in there]
        warnings = sorted([*checked.warnings, *added], key=lambda warning: -warning.sign.weight)
        return replace(checked, level=Level.STOP, warnings=tuple(warnings))
    is_cleared = all(answer == Answer.GOOD for answer in answers.values())
    if is_cleared and level_of([warning.sign for warning in checked.warnings]) != Level.STOP:
        return replace(checked, level=Level.NONE)
    return checked

"""What an event has to say."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.cases.contents import EventContents
from pimpasa.cases.days import first_day
from pimpasa.cases.kinds import EventKind
from pimpasa.cases.law import Law, Rule
from pimpasa.cases.models import Case, Person
from pimpasa.common.countries import COUNTRIES
from pimpasa.territory.models import Village


def check_event(case: Case, contents: EventContents) -> None:
    """Raise Refused where an event says too little, or names what the case does not have."""
    if contents.kind not in EventKind.values or len(contents.text.strip()) < 3:
        raise Refused("too_little", _("Choose what it was, and say what happened."))
    if contents.day.strip() and first_day(contents.day) is None:
        raise Refused("no_day", _("Give a year, a month or a day, such as 2025, 2025-09 or 2025-09-23."))
    _check_place(contents)
    if not _are_of(case, contents.persons):
        raise Refused("not_of_this_case", _("Choose a person of this case."))


def check_law_choice(law: Law, *, offence: str, rule: str, lawyer: str, reason: str) -> None:
    """Raise Refused unless two rules stand side by side for the offence, and somebody's word and reason are there."""
    if law.change is None:
        raise Refused("one_law", _("It happened after the law changed: there is nothing to choose."))
    if not law.articles_of(offence) or rule not in Rule.values:
        raise Refused("not_on_list", _("Choose from the list."))
    if len(lawyer.strip()) < 3:
        raise Refused("nobody_s_word", _("Say who judged which rule is milder."))
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Give the reason in a sentence."))


def _check_place(contents: EventContents) -> None:
    if contents.country not in COUNTRIES:
        raise Refused("no_country", _("Choose a country."))
    if contents.village and contents.country != "ID":
        raise Refused(
            "kelurahan_abroad",
            _("A kelurahan lies in Indonesia: choose it as the country, or leave the kelurahan out."),
        )
    if contents.village and not Village.objects.filter(pk=contents.village).exists():
        raise Refused("unknown_kelurahan", _("This kelurahan is not known."))


def _are_of(case: Case, persons: list[str]) -> bool:
    try:
        ids = {UUID(person) for person in persons}
    except ValueError:
        return False
    return Person.objects.filter(case=case, pk__in=ids).count() == len(ids)

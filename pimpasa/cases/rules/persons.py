"""What has to be said of somebody in a case, and what nobody may take away from them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.cases.contents import PersonContents
from pimpasa.cases.kinds import Answer, Citizenship, PersonRole, Screening, Sex
from pimpasa.cases.models import Person, Tak
from pimpasa.cases.models.person import about


def check_person(contents: PersonContents, roles: Iterable[str], citizenship: str) -> None:
    """Raise Refused unless it says who, at least in a word, and how they stand to the case."""
    if not contents.name.strip():
        raise Refused("no_name", _("Give a name, or a word for somebody whose name is not known."))
    chosen = set(roles)
    if not chosen or not chosen <= set(PersonRole.values):
        raise Refused("no_role", _("Choose how this person stands to the case."))
    if (
        citizenship not in Citizenship.values
        or contents.sex not in Sex.values
        or contents.is_child not in Answer.values
    ):
        raise Refused("not_on_list", _("Choose from the list."))


def check_change_roles(person: Person, roles: Iterable[str]) -> None:
    """Raise Refused where somebody would stop being a possible victim without a screening that says so."""
    gives_up = person.is_possible_victim and PersonRole.POSSIBLE_VICTIM not in set(roles)
    if gives_up and person.screening != Screening.NOT_INDICATED:
        raise Refused(
            "stays_possible_victim", _("A possible victim stays one until a screening found no signs of trafficking.")
        )


def check_change_citizenship(person: Person, citizenship: str) -> None:
    """Raise Refused where an action that only meets foreigners would stand against somebody who is none."""
    if citizenship != Citizenship.FOREIGNER and Tak.objects.filter(about(person), lifted_on=None).exists():
        raise Refused(
            "tak_stands",
            _("An administrative action stands against this person as a foreigner. Have it lifted first."),
        )

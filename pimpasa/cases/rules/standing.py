"""Who of a case is worked on: not who was merged into another."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.cases.models import Person


def check_stands(person: Person) -> None:
    """Raise Refused for somebody who was merged into another of the case: what is done, is done with that one."""
    if person.merged_into_id is not None:
        raise Refused("merged", _("This person was merged into another one of the case. Go on with that one."))

"""Who changes a case holds its row, so that no two acts overlook each other.

The case's row comes first, a person's after it: an action against somebody waits for whoever adds or screens another.
"""

from __future__ import annotations

from pimpasa.cases.models import Case, Person


def lock_case(case: Case) -> Case:
    """The case as it stands now, until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("unit", "office", "leader").get(pk=case.pk)


def lock_person(person: Person) -> Person:
    """A person of a case and the case, as they stand now, until the transaction ends."""
    case = lock_case(person.case)
    found = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    found.case = case
    return found

"""Who of a case is somebody of another, too: named reads, and what of the other case each side is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import sits_at
from pimpasa.cases.kinds import PersonRole, Screening
from pimpasa.cases.models import Case, Person, PersonMention, PersonTie
from pimpasa.cases.models.tie import ASKED, LIVES, TIED
from pimpasa.common import clock

WAITING = (Screening.NONE, Screening.PAUSED)


@dataclass(frozen=True)
class Tied:
    """A tie as the page of one of its cases shows it.

    `person` is who it is there, None for whoever may not read the other case, or while its unit was only asked.
    """

    tie: PersonTie
    case: Case
    person: Person | None

    @property
    def is_agreed(self) -> bool:
        return self.tie.two_id is not None

    @property
    def role_names(self) -> str:
        """How they stand to the other case; that they may be a victim comes before all else."""
        roles = self.person.roles if self.person else []
        first = sorted(roles, key=lambda role: role != PersonRole.POSSIBLE_VICTIM)
        return ", ".join(str(PersonRole(role).label) for role in first)

    @property
    def may_be_victim(self) -> bool:
        """Whether somebody here is to be met as somebody who may be a victim: so too where nobody here may know."""
        return self.is_agreed and (self.person is None or protects(self.person))


def protects(person: Person) -> bool:
    """Whether what is known of somebody forbids any action against them, in whichever case they are."""
    return person.screening == Screening.INDICATED or (person.is_possible_victim and person.screening in WAITING)


def ties_of(people: Sequence[Person], officer: Officer) -> dict[UUID, list[Tied]]:
    """By who of these people of one case: as whom they are known in other cases that were not erased, or asked of."""
    ids = _may_be_tied(people)
    if not ids:
        return {}
    rows = with_cases().filter(LIVES, Q(one__in=ids) | Q(two__in=ids) | _merged_into(ids))
    ties: dict[UUID, list[Tied]] = defaultdict(list)
    for tie in rows:
        for here, there, case in _sides(tie):
            if here is not None and here.standing_id in ids and case.shredded_at is None:
                reads = sits_at(officer, case.unit_id)
                ties[here.standing_id].append(Tied(tie, case, there.standing if reads and there else None))
    return ties


def tied_to(people: Iterable[Person]) -> dict[UUID, set[Person]]:
    """By each of these people: who they are in other cases."""
    ids = _may_be_tied(people)
    if not ids:
        return {}
    rows = PersonTie.objects.filter(TIED, Q(one__in=ids) | Q(two__in=ids) | _merged_into(ids))
    elsewhere: dict[UUID, set[Person]] = defaultdict(set)
    for tie in rows.select_related("one__merged_into", "two__merged_into"):
        for here, there in ((tie.one, tie.two), (tie.two, tie.one)):
            if here is not None and there is not None and here.standing_id in ids:
                elsewhere[here.standing_id].add(there.standing)
    return elsewhere


def live_tie(one: Person, two: Person) -> bool:
    """Whether two persons are tied already, whoever was asked."""
    either = (_of(one) & _of(two)) | Q(one__merged_into=one, two=two) | Q(one__merged_into=two, two=one)
    return PersonTie.objects.filter(TIED, either).exists()


def asked_of(one: Person, case: Case) -> bool:
    return PersonTie.objects.filter(ASKED, one=one, other_case=case).exists()


def asked_today(officer: Officer) -> int:
    """How often an officer asked other units today."""
    return (
        PersonTie.objects.filter(officer=officer, at__gte=clock.midnight(clock.today()))
        .exclude(agreed_by=officer)
        .count()
    )


def tie_by_id(tie_id: UUID) -> PersonTie | None:
    return with_cases().select_related("officer").filter(pk=tie_id).first()


def all_ties_of(case: Case) -> QuerySet[PersonTie]:
    """Those of a case that live and those that ended, oldest first; one that waits for an answer besides."""
    return with_cases().filter(Q(one__case=case) | Q(other_case=case))


def alike(tie: PersonTie) -> set[UUID]:
    """Who of the other case is named by a number, an account or a paper that the one who is asked about has, too."""
    digests = PersonMention.objects.filter(person=tie.one.standing_id).values("digest")
    rows = PersonMention.objects.filter(person__case=tie.other_case, digest__in=digests)
    return set(rows.values_list("person_id", flat=True))


def with_cases() -> QuerySet[PersonTie]:
    """Ties with the people and cases that they name, so that showing one asks nothing more."""
    cases = [f"{path}__{what}" for path in ("one__case", "other_case") for what in ("unit", "office", "leader")]
    return PersonTie.objects.select_related(*cases, "one__merged_into", "two__merged_into")


def _sides(tie: PersonTie) -> list[tuple[Person | None, Person | None, Case]]:
    """Both ways to look at a tie: who is here, who they are there, and which case that is."""
    return [(tie.one, tie.two, tie.other_case), (tie.two, tie.one, tie.one.case)]


def _may_be_tied(people: Iterable[Person]) -> list[UUID]:
    """All but those of whom a query said that they are not (`is_tied`)."""
    return [person.pk for person in people if getattr(person, "has_ties", True)]


def _of(person: object) -> Q:
    return Q(one=person) | Q(two=person)


def _merged_into(ids: list[UUID]) -> Q:
    return Q(one__merged_into__in=ids) | Q(two__merged_into__in=ids)

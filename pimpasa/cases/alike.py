"""Which cases a text asks for, and which name what another names."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import seats_of
from pimpasa.cases.models import (
    Case,
    Person,
    PersonMention,
    PersonName,
    PersonTie,
)
from pimpasa.cases.models.tie import TIED
from pimpasa.cases.queries import number_in, visible_to
from pimpasa.common.reading import ask_together
from pimpasa.linking.blind import blind, blind_sound
from pimpasa.linking.identifiers.finding import find
from pimpasa.linking.names import names_asked, sounds
from pimpasa.reports.kinds import MentionStatus
from pimpasa.reports.models import Mention
from pimpasa.vault.models import IN_USE

MOST_LINKED = 50
MOST_NAMES_ASKED = 4


def naming(text: str, officer: Officer) -> list[Case]:
    """Cases that the officer reads and that the text asks for; the newest MOST_LINKED.

    By their number, such as 12/2026; by a number, an account or a paper of their people, in any spelling; by a name of
    their people, as it sounds: all names of the text have to be one person's; `by_tie` where that is said of somebody
    who is the same person in another case.
    """
    digests = [blind(identifier, key=settings.LINK_KEY) for identifier in find(text)]
    named = Q(pk__in=_named(text, officer).values("pk")) if names_asked(text) else Q(pk__in=[])
    people = Person.objects.filter(Q(mentions__digest__in=digests) | named).order_by()
    number = number_in(text)
    numbered = Q(number=number[0], year=number[1]) if number else Q(pk__in=[])
    direct = Q(persons__in=people) | numbered
    asked_for = visible_to(officer).filter(IN_USE).filter(direct | Q(pk__in=_tied_cases(people)))
    cases = asked_for.annotate(by_tie=~Exists(Person.objects.filter(case=OuterRef("pk"), pk__in=people)))
    return list(cases.distinct()[:MOST_LINKED])


def _tied_cases(people: QuerySet[Person]) -> QuerySet[Any, Any]:
    """In which cases somebody of these people is known as somebody else."""
    ties = PersonTie.objects.filter(TIED)
    here, there = ties.filter(one__in=people).values("two__case"), ties.filter(two__in=people).values("one__case")
    return Case.objects.filter(Q(pk__in=here) | Q(pk__in=there)).order_by().values("pk")


def _named(text: str, officer: Officer) -> QuerySet[Person]:
    offices = {desk.office_id for desk in seats_of(officer)}
    people = Person.objects.order_by()
    for name in names_asked(text)[:MOST_NAMES_ASKED]:
        digests = [
            blind_sound(sound, office=office, key=settings.LINK_KEY) for sound in sounds(name) for office in offices
        ]
        people = people.filter(Exists(PersonName.objects.filter(person=OuterRef("pk"), digest__in=digests)))
    return people


def linked_cases(case: Case, officer: Officer) -> list[Case]:
    """Other cases that the officer reads whose people or reports name what this one's do; the newest MOST_LINKED.

    What other units know is theirs to tell: they are asked through the case's reports.
    """
    digests = _digests(case)
    if not digests:
        return []
    by_person = PersonMention.objects.filter(digest__in=digests).values("person__case")
    reports = Mention.objects.filter(digest__in=digests).exclude(status=MentionStatus.REFUSED).values("report")
    cases = (
        visible_to(officer)
        .filter(IN_USE, Q(pk__in=by_person) | Q(case_reports__report__in=reports))
        .exclude(pk=case.pk)
        .select_related("office", "unit")
        .distinct()[:MOST_LINKED]
    )
    return list(cases)


def _digests(case: Case) -> list[bytes]:
    of_people = PersonMention.objects.filter(person__case=case).only("digest")
    of_reports = Mention.objects.filter(report__case_report__case=case).exclude(status=MentionStatus.REFUSED)
    of_reports = of_reports.only("digest")
    ask_together(of_people, of_reports)
    return list({bytes(row.digest) for row in of_people} | {bytes(row.digest) for row in of_reports})

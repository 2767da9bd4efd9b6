"""What has to be before anything is done against somebody of a case.

UU 6/2011 art. 86 to 88: no administrative action against victims of trafficking; UU 21/2007 art. 18: victims are not
punished for what they were forced to do. So nothing is done against anybody before they were screened, and nobody of
the case is sent away while a possible victim of it waits to be screened. Who is named by the same document in another
case, and may be a victim there, is one here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.accounts.errors import Refused
from pimpasa.cases.kinds import Citizenship, PersonRole, Screening, TermKind
from pimpasa.cases.models import Case, Person, PersonMention, Term
from pimpasa.reports.kinds import MentionKind

WAITING = (Screening.NONE, Screening.PAUSED)


class Refusal(NamedTuple):
    """Why nothing may be done against somebody, for the program and in words."""

    code: str
    reason: str | Promise


FOREIGNERS_ONLY = Refusal(
    "not_a_foreigner",
    gettext_lazy("Administrative immigration action concerns foreigners only (UU 6/2011 art. 75)."),
)
FIRST_A_GELAR = Refusal("no_gelar", gettext_lazy("First a gelar kasus has to decide it (Permenimipas 2/2025 art. 59)."))
MAY_BE_A_VICTIM = Refusal(
    "may_be_a_victim",
    gettext_lazy("This person may be a victim of trafficking: no action against them (UU 6/2011 art. 86). Refer them."),
)
NOT_SCREENED = Refusal(
    "not_screened",
    gettext_lazy("First find out, gently, whether this person may be a victim (UU 6/2011 art. 86). Screen them."),
)
VICTIM_WAITS = Refusal(
    "victim_waits",
    gettext_lazy("A possible victim of this case is not screened yet (UU 6/2011 art. 86). Screen them first."),
)
VICTIM_ELSEWHERE = Refusal(
    "victim_elsewhere",
    gettext_lazy(
        "Somebody with the same document may be a victim in another case (UU 6/2011 art. 86). Ask its office."
    ),
)


def check_enforcement(person: Person) -> None:
    """Raise Refused while a paper or an action against this person would hit somebody who may be a victim."""
    if refusal := refusals([person]).get(person.pk):
        raise Refused(*refusal)


def refusals(people: Sequence[Person]) -> dict[UUID, Refusal]:
    """Why nothing may be done against each of these people of one case; who is not in it may be met by a decision."""
    reasons = {person.pk: _not_cleared(person) for person in people if person.screening != Screening.NOT_INDICATED}
    cleared = [person for person in people if person.pk not in reasons]
    if cleared and _waiting(cleared[0].case).exists():
        return reasons | dict.fromkeys([person.pk for person in cleared], VICTIM_WAITS)
    return reasons | dict.fromkeys(_victims_elsewhere(cleared), VICTIM_ELSEWHERE)


def tak_refusals(people: Sequence[Person], *, is_decided: bool) -> dict[UUID, Refusal]:
    """Why no administrative action meets each of these people of one case, the gravest reason first."""
    reasons = refusals(people)
    for person in people:
        if person.pk not in reasons and person.citizenship != Citizenship.FOREIGNER:
            reasons[person.pk] = FOREIGNERS_ONLY
        elif person.pk not in reasons and not is_decided:
            reasons[person.pk] = FIRST_A_GELAR
    return reasons


def check_nobody_waits(case: Case) -> None:
    """Raise Refused while somebody of the case who may be a victim waits to be screened or referred."""
    if _waiting(case).exists():
        raise Refused(
            "victim_waits", _("A possible victim of this case is not screened yet. Screen them before it is closed.")
        )
    if Term.objects.filter(case=case, kind=TermKind.REFER, done_on=None).exists():
        raise Refused(
            "referral_waits", _("A possible victim waits to be referred. Refer them before the case is closed.")
        )


def _not_cleared(person: Person) -> Refusal:
    return MAY_BE_A_VICTIM if person.screening == Screening.INDICATED else NOT_SCREENED


def _victims_elsewhere(people: Sequence[Person]) -> set[UUID]:
    """Who of these people is named by the same NIK or passport as somebody who may be a victim."""
    marks = PersonMention.objects.filter(kind__in=[MentionKind.NIK, MentionKind.PASSPORT])
    own = [(bytes(digest), pk) for digest, pk in marks.filter(person__in=people).values_list("digest", "person_id")]
    unscreened = Q(person__roles__contains=[PersonRole.POSSIBLE_VICTIM], person__screening__in=WAITING)
    others = marks.filter(Q(person__screening=Screening.INDICATED) | unscreened, digest__in=[mark for mark, _pk in own])
    victims = {bytes(digest) for digest in others.values_list("digest", flat=True)}
    return {pk for mark, pk in own if mark in victims}


def _waiting(case: Case) -> QuerySet[Person]:
    people = Person.objects.filter(case=case, roles__contains=[PersonRole.POSSIBLE_VICTIM])
    return people.filter(screening__in=WAITING)

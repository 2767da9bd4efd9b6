"""What has to be before anything is done against somebody of a case.

UU 6/2011 art. 86 to 88: no administrative action against victims of trafficking; UU 21/2007 art. 18: victims are not
punished for what they were forced to do. So nothing is done against anybody before they were screened, and nobody of
the case is sent away while a possible victim of it waits to be screened. Who is named by the same document in another
case, and may be a victim there, is one here: the head looks before anything is done against anybody, so that what an
officer reads is the same whether there is such a case or not (docs/adr/0052).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.kinds import Citizenship, PersonRole, Screening, TermKind
from pimpasa.cases.models import Case, Person, PersonMention, Term
from pimpasa.cases.rules.cases import check_work
from pimpasa.cases.tied import protects, tied_to
from pimpasa.common import clock
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
NOT_CLEARED = Refusal(
    "not_cleared",
    gettext_lazy(
        "First the head of office looks whether somebody with the same papers is protected elsewhere"
        " (UU 6/2011 art. 86)."
    ),
)
# The day on which the head looked, and the next: who is protected elsewhere since then is refused all the same.
CLEARED_FOR = timedelta(days=2)
# Enough for the people of a raid, and too few to go through a list of passports.
MOST_LOOKS_A_DAY = 20


def check_enforcement(person: Person) -> None:
    """Raise Refused while a paper or an action against this person would hit somebody who may be a victim."""
    if refusal := refusals([person]).get(person.pk) or uncleared([person]).get(person.pk):
        raise Refused(*refusal)


def check_seek(officer: Officer, person: Person, *, looks_today: int) -> None:
    """Raise Refused unless the head of office looks about somebody of a case of theirs whose screening found no signs.

    Whether anybody is protected elsewhere decides nothing here: a refusal would tell.
    """
    check_work(officer, person.case)
    check_permission(officer, Permission.SET_GELAR)
    if refusal := refusals([person]).get(person.pk):
        raise Refused(*refusal)
    if looks_today >= MOST_LOOKS_A_DAY:
        sentence = _("You looked %(n)d times today, which is the most of a day. Look again tomorrow.")
        raise Refused("looked_often", sentence % {"n": MOST_LOOKS_A_DAY})


def refusals(people: Sequence[Person]) -> dict[UUID, Refusal]:
    """Why nothing may be done against each of these people of one case; who is not in it may be met by a decision."""
    reasons = {person.pk: _not_cleared(person) for person in people if person.screening != Screening.NOT_INDICATED}
    cleared = [person for person in people if person.pk not in reasons]
    if cleared and _waiting(cleared[0].case).exists():
        return reasons | dict.fromkeys([person.pk for person in cleared], VICTIM_WAITS)
    return reasons


def uncleared(people: Sequence[Person]) -> dict[UUID, Refusal]:
    """Who of these people the head has not looked about lately, or is protected elsewhere since."""
    since = clock.now() - CLEARED_FOR
    waiting = {person.pk for person in people if person.cleared_at is None or person.cleared_at < since}
    return dict.fromkeys(waiting | set(protected_elsewhere(people)), NOT_CLEARED)


def tak_refusals(
    people: Sequence[Person], refused: dict[UUID, Refusal], unclear: dict[UUID, Refusal], *, is_decided: bool
) -> dict[UUID, Refusal]:
    """Why no administrative action meets each of these people of one case, the gravest reason first.

    From what `refusals` and `uncleared` say of them.
    """
    reasons = dict(refused)
    for person in people:
        if person.pk not in reasons and person.citizenship != Citizenship.FOREIGNER:
            reasons[person.pk] = FOREIGNERS_ONLY
        elif person.pk not in reasons and not is_decided:
            reasons[person.pk] = FIRST_A_GELAR
    return unclear | reasons


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


def protected_elsewhere(people: Sequence[Person]) -> dict[UUID, set[UUID]]:
    """By who of these people is somebody who may be a victim elsewhere: who those are.

    By the same NIK or passport, or because both units say so.
    """
    marks = PersonMention.objects.filter(kind__in=[MentionKind.NIK, MentionKind.PASSPORT])
    own = [(bytes(digest), pk) for digest, pk in marks.filter(person__in=people).values_list("digest", "person_id")]
    unscreened = Q(person__roles__contains=[PersonRole.POSSIBLE_VICTIM], person__screening__in=WAITING)
    others = marks.filter(Q(person__screening=Screening.INDICATED) | unscreened, digest__in=[mark for mark, _pk in own])
    victims: dict[bytes, set[UUID]] = defaultdict(set)
    for mark, victim in others.values_list("digest", "person_id"):
        victims[bytes(mark)].add(victim)
    protected: dict[UUID, set[UUID]] = defaultdict(set)
    for mark, pk in own:
        protected[pk] |= victims[mark] - {pk}
    for pk, there in tied_to(people).items():
        protected[pk] |= {person.pk for person in there if protects(person)}
    return {pk: victims_of for pk, victims_of in protected.items() if victims_of}


def _waiting(case: Case) -> QuerySet[Person]:
    people = Person.objects.filter(case=case, merged_into=None, roles__contains=[PersonRole.POSSIBLE_VICTIM])
    return people.filter(screening__in=WAITING)

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from allauth.mfa.models import Authenticator
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.functional import Promise

from pimpasa.accounts.models import Assignment, Loosening, Officer
from pimpasa.accounts.roles import Permission, Role
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import deeds_and_looks, logged_of
from pimpasa.territory.models import Desk, Office
from pimpasa.territory.queries.offices import read_at

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

# So many of the newest acts stand on a page itself; all of them on a page of their own.
SHOWN = 12


def assignments_on(day: date) -> QuerySet[Assignment]:
    """Assignments that hold on a day, both ends included."""
    return Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


def desks_of(officer: Officer, *, on: date) -> QuerySet[Desk]:
    """The desks an officer sits at on a day."""
    held = assignments_on(on).filter(officer=officer, desk=OuterRef("pk"))
    return Desk.objects.filter(Exists(held), closed_on=None).select_related("office", "village").order_by("name")


def seats_of(officer: Officer) -> list[Desk]:
    """The desks an officer sits at today: as the page that only shows something found them, else asked anew."""
    return [*(desks_of(officer, on=clock.today()) if officer.seats is None else officer.seats)]


def unit_seats_of(officer: Officer) -> list[Desk]:
    """The units among these."""
    return [desk for desk in seats_of(officer) if desk.kind == Desk.Kind.UNIT]


def sits_at(officer: Officer, *desks: int | None) -> bool:
    """Whether an officer sits at one of these desks today."""
    return any(desk.pk in desks for desk in seats_of(officer))


def seats_on(day: date, office: Office) -> QuerySet[Assignment]:
    """Who of an office sits at which open desk on a day, by name."""
    seats = assignments_on(day).filter(desk__office=office, desk__closed_on=None, officer__is_active=True)
    return seats.select_related("officer", "desk").order_by("officer__name", "desk__name")


def members_of(desk: Desk, *, on: date) -> QuerySet[Officer]:
    """The active officers who sit at a desk on a day."""
    held = assignments_on(on).filter(desk=desk, officer=OuterRef("pk"))
    return Officer.objects.filter(Exists(held), is_active=True)


def officers_of(office: Office) -> QuerySet[Officer]:
    """Everybody of an office, active ones first."""
    return Officer.objects.filter(office=office).order_by("-is_active", "name")


def places_and_colleagues(
    officer: Officer, seats: Sequence[Desk]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What a list is narrowed by, in one statement: villages read at these desks, and who works at the office.

    Both with their names; of the office who may work first.
    """
    columns = ("turn", "number", "name")
    villages = read_at(seats).annotate(turn=Value(0), number=F("code")).values_list(*columns)
    turn = Case(When(is_active=True, then=Value(1)), default=Value(2))
    colleagues = Officer.objects.filter(office=officer.office_id).order_by()
    colleagues = colleagues.annotate(turn=turn, number=Cast("pk", CharField())).values_list(*columns)
    rows = list(villages.union(colleagues, all=True).order_by("turn", "name"))
    places = [(code, name) for order, code, name in rows if order == 0]
    return places, [(number, name) for order, number, name in rows if order > 0]


def heads_of(office: Office) -> QuerySet[Officer]:
    return Officer.objects.filter(office=office, role=Role.HEAD, is_active=True)


def auditors_of(office: Office) -> QuerySet[Officer]:
    return Officer.objects.filter(office=office, role=Role.AUDITOR, is_active=True)


def assignments_of(office: Office) -> QuerySet[Assignment]:
    """An office's assignments, newest first, with officer and desk."""
    return Assignment.objects.filter(desk__office=office).select_related("officer", "desk")


def names_of(actors: set[str]) -> dict[str, str]:
    """The names behind ledger actors such as `officer:7`."""
    numbers = [int(a.removeprefix("officer:")) for a in actors if a.startswith("officer:")]
    return {officer.actor: officer.name for officer in Officer.objects.filter(pk__in=numbers)}


def loosenings_asked(officer: Officer) -> QuerySet[Loosening]:
    """Safeguards that an administrator asked to take away, for the head who may agree."""
    loosenings = Loosening.objects.filter(office=officer.office).select_related("asked_by")
    return loosenings if officer.may(Permission.SET_WAYS) else loosenings.none()


def safeguards_asked_away(office: Office) -> set[str]:
    """Which safeguards of an office wait for its head's word, to be taken away."""
    return set(Loosening.objects.filter(office=office).values_list("safeguard", flat=True))


def has_second_step(officer: Officer) -> bool:
    """Whether an authenticator app or a passkey is asked for at sign-in."""
    return bool(Authenticator.objects.filter(user=officer, type__in=STEPS).exists())


def second_steps_of(office: Office) -> dict[int, set[str]]:
    """By officer: the kinds of second steps that they are asked for."""
    rows = Authenticator.objects.filter(user__in=Officer.objects.filter(office=office).values("pk"), type__in=STEPS)
    steps: dict[int, set[str]] = {}
    for officer_id, kind in rows.values_list("user", "type"):
        steps.setdefault(officer_id, set()).add(kind)
    return steps


def officer_by_id(officer_id: int) -> Officer | None:
    return Officer.objects.filter(pk=officer_id).first()


def officer_by_email(email: str) -> Officer | None:
    """By the address that they sign in with, in capitals or not."""
    return Officer.objects.filter(email=email.lower()).first()


def officer_of(office: Office, officer_id: int) -> Officer | None:
    return officers_of(office).filter(pk=officer_id).first()


def assignments_held_by(officer: Officer) -> QuerySet[Assignment]:
    return officer.assignments.select_related("desk")


def assignment_by_id(assignment_id: int) -> Assignment | None:
    """With officer and desk."""
    return Assignment.objects.select_related("officer", "desk").filter(pk=assignment_id).first()


def assignment_of(office: Office, assignment_id: int) -> Assignment | None:
    return assignments_of(office).filter(pk=assignment_id).first()


def units_of(officer: Officer, *, on: date) -> QuerySet[Desk]:
    """The units among the desks an officer sits at on a day."""
    return desks_of(officer, on=on).filter(kind=Desk.Kind.UNIT)


def village_desk_of(officer: Officer, *, on: date) -> Desk | None:
    """The first desk of a kelurahan that an officer sits at on a day."""
    return desks_of(officer, on=on).filter(village__isnull=False).first()


def colleagues_of(officer: Officer, *, office: Office) -> list[Officer]:
    """The active officers of an office besides this one, by name."""
    return list(Officer.objects.filter(office=office, is_active=True).exclude(pk=officer.pk).order_by("name"))


@dataclass(frozen=True)
class LoggedAct:
    """An act of the log in words, with the name of who did it."""

    at: datetime
    act: str
    name: str


@dataclass(frozen=True)
class Looks:
    """How often somebody looked, and when last."""

    name: str
    number: int
    last_at: datetime


@dataclass(frozen=True)
class Timeline:
    """The newest of what was done, newest first, without mere looks; those by person, who looked last first."""

    acts: Sequence[LoggedAct]
    looks: Sequence[Looks]
    is_cut: bool

    @property
    def number_of_looks(self) -> int:
        return sum(look.number for look in self.looks)


def timeline_of(subjects: Iterable[str], *, others: str | Promise = "") -> Timeline:
    """What was done to these subjects; `others` is the name of who was no officer. In two statements."""
    rows = deeds_and_looks(subjects, most=SHOWN + 1)
    names = names_of({actor for _act, actor, _at, _number in rows})
    acts = [LoggedAct(at, str(Act(act).label), names.get(who) or str(others)) for act, who, at, _n in rows if act]
    mere = [Looks(names.get(who) or str(others), number, at) for act, who, at, number in rows if not act]
    return Timeline(acts[:SHOWN], mere, is_cut=len(acts) > SHOWN)


def acts_on(subjects: Iterable[str], *, with_looks: bool) -> QuerySet[Any]:
    """All that was done to these subjects, newest first, with or without mere looks; `in_words` tells a page of it."""
    return logged_of(subjects, with_looks=with_looks)


class Logged(Protocol):
    """An entry of the ledger, as far as it is told here."""

    act: str
    actor: str
    at: datetime


def in_words(entries: Sequence[Logged], *, others: str | Promise = "") -> list[LoggedAct]:
    """Entries of the log with who did it; `others` is the name of who was no officer."""
    names = names_of({entry.actor for entry in entries})
    return [LoggedAct(entry.at, str(Act(entry.act).label), names.get(entry.actor) or str(others)) for entry in entries]

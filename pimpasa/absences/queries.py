"""Who is away and who stands in, and what is open of an officer's work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pimpasa.absences.kinds import OWNER, Work
from pimpasa.absences.models import Absence, PassedWork
from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.queries import assignments_on, desks_of, officers_of, village_desk_of
from pimpasa.accounts.roles import Permission
from pimpasa.cases.models import Case
from pimpasa.cases.states import CaseState
from pimpasa.common import clock
from pimpasa.outreach.models import Dialogue, Promise
from pimpasa.outreach.states import DialogueState
from pimpasa.reports.models import Report
from pimpasa.reports.rules import can_own
from pimpasa.reports.states import OUTCOMES
from pimpasa.territory import zones
from pimpasa.territory.models import Desk, Office
from pimpasa.territory.queries.offices import area_of
from pimpasa.vault.models import IN_USE
from pimpasa.verification.kinds import ReviewState
from pimpasa.verification.models import Finding

_UNFINISHED = (DialogueState.PLANNED, DialogueState.UNDER_WAY, DialogueState.HELD)
_PEOPLE = ("officer", "substitute", "set_by")


def day_where(officer: Officer, moment: datetime) -> date:
    """The day on which a moment falls where the officer works: in their kelurahan, else at their office."""
    desk = village_desk_of(officer, on=clock.day_of(moment))
    return zones.day_of(moment, (desk.village_id if desk else None) or area_of(officer.office_id))


def current() -> QuerySet[Absence]:
    """Those that are set and not over."""
    return Absence.objects.filter(ended_at=None).select_related("officer__office", "substitute__office", "set_by")


def away_on(day: date, office: Office) -> QuerySet[Absence]:
    """Of an office's officers, with who stands in."""
    return current().filter(officer__office=office, starts_on__lte=day, ends_on__gte=day)


def concerning(officer: Officer) -> QuerySet[Absence]:
    """An officer's own and those where they stand in; all of the office's for who sets others'."""
    if officer.may(Permission.SET_ABSENCES):
        return current().filter(officer__office=officer.office_id)
    return current().filter(Q(officer=officer) | Q(substitute=officer))


def by_id(absence_id: int) -> Absence | None:
    return Absence.objects.select_related(*_PEOPLE).filter(pk=absence_id).first()


def locked(absence: Absence) -> Absence:
    """As it stands now, until the transaction ends."""
    rows = Absence.objects.select_for_update(of=("self",)).select_related("officer__office", "substitute__office")
    return rows.get(pk=absence.pk)


def lock_officers(*officers: Officer) -> None:
    """Lock these rows until the transaction ends, so that two absences do not overlook each other."""
    ids = [officer.pk for officer in officers]
    list(Officer.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def possible_substitutes(officer: Officer) -> list[Officer]:
    """Who sits at the unit or at one of the officer's desks today; the rules say the rest."""
    desks = desks_of(officer, on=clock.today()).values("pk")
    reach = Q(desk__in=desks) | Q(desk__office=officer.office_id, desk__kind=Desk.Kind.UNIT)
    seated = assignments_on(clock.today()).filter(reach, officer=OuterRef("pk"))
    people = Officer.objects.filter(Exists(seated), is_active=True, office=officer.office_id)
    return list(people.exclude(pk=officer.pk).order_by("name"))


def may_be_away(officer: Officer) -> list[Officer]:
    """Whose absence this officer sets: their own first; a head's also those of the office who read reports."""
    if not officer.may(Permission.SET_ABSENCES):
        return [officer]
    others = officers_of(officer.office).filter(is_active=True).exclude(pk=officer.pk)
    return [officer, *(colleague for colleague in others if colleague.may(Permission.READ_REPORTS))]


def desks_to_lend(absence: Absence) -> list[Desk]:
    """The officer's desks that the substitute reads neither from their own seat nor from the unit."""
    today = clock.today()
    seats = desks_of(absence.substitute, on=today)
    if seats.filter(kind=Desk.Kind.UNIT).exists():
        return []
    return list(desks_of(absence.officer, on=today).exclude(pk__in=seats.values("pk")))


def to_pass(absence: Absence, kind: Work) -> Sequence[Any]:
    """What is open of the officer's work and may be the substitute's, locked; nothing passes on twice."""
    earlier = absence.passed.filter(kind=kind).values_list("thing", flat=True)
    rows = _open(kind, absence.officer).exclude(pk__in=list(earlier)).select_for_update(of=("self",)).order_by("pk")
    return [thing for thing in rows if _fits(kind, thing, absence.substitute)]


def to_return(absence: Absence) -> list[PassedWork]:
    """What passed on and did not come back."""
    return list(absence.passed.filter(returned_at=None))


def still_held(passed: PassedWork) -> Any | None:
    """The thing, locked, where it is still open and still the substitute's."""
    rows = _open(Work(passed.kind), passed.absence.substitute)
    return rows.select_for_update(of=("self",)).filter(pk=passed.thing).first()


def lent_seat(passed: PassedWork) -> Assignment | None:
    return Assignment.objects.select_for_update().filter(pk=int(passed.thing)).first()


def _open(kind: Work, officer: Officer) -> QuerySet[Any]:
    owned = {OWNER[kind]: officer}
    match kind:
        case Work.REPORT:
            in_review = Finding.objects.filter(report=OuterRef("pk"), review=ReviewState.ASKED)
            return Report.objects.filter(IN_USE, ~Exists(in_review), **owned).exclude(state__in=sorted(OUTCOMES))
        case Work.CASE:
            return Case.objects.filter(IN_USE, **owned).exclude(state=CaseState.CLOSED)
        case Work.DIALOGUE:
            return Dialogue.objects.filter(state__in=_UNFINISHED, **owned)
        case _:
            return Promise.objects.filter(kept_on=None, dropped_on=None, **owned)


def _fits(kind: Work, thing: Any, substitute: Officer) -> bool:
    """Whom a report is kept from never gets it; a dialogue is led by its own desk."""
    match kind:
        case Work.REPORT:
            return can_own(substitute, thing)
        case Work.CASE:
            return desks_of(substitute, on=clock.today()).filter(pk=thing.unit_id).exists()
        case Work.DIALOGUE:
            return desks_of(substitute, on=clock.today()).filter(pk=thing.desk_id).exists()
        case _:
            return True

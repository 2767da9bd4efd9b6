from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.roles import Role
from pimpasa.territory.models import Desk, Office


def assignments_on(day: date) -> QuerySet[Assignment]:
    """Assignments that hold on a day, both ends included."""
    return Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


def desks_of(officer: Officer, *, on: date) -> QuerySet[Desk]:
    """The desks an officer sits at on a day."""
    held = assignments_on(on).filter(officer=officer, desk=OuterRef("pk"))
    return Desk.objects.filter(Exists(held), closed_on=None).select_related("office", "village").order_by("name")


def members_of(desk: Desk, *, on: date) -> QuerySet[Officer]:
    """The active officers who sit at a desk on a day."""
    held = assignments_on(on).filter(desk=desk, officer=OuterRef("pk"))
    return Officer.objects.filter(Exists(held), is_active=True)


def officers_of(office: Office) -> QuerySet[Officer]:
    """Everybody of an office, active ones first."""
    return Officer.objects.filter(office=office).order_by("-is_active", "name")


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

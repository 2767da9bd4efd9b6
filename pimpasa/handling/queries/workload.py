"""How much each officer has at once, for who works at the unit or leads the office. Nothing is opened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import assignments_on, desks_of
from pimpasa.accounts.roles import Permission, Role
from pimpasa.common import clock
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import listed, visible_to
from pimpasa.reports.states import OUTCOMES, State
from pimpasa.territory.models import Desk
from pimpasa.vault.models import IN_USE

# A bar is drawn in so many parts.
PARTS = 40
MOST_AT_ONCE = 100
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Load:
    """What one officer has; without an officer what nobody took. `most` is the largest number of all rows."""

    officer: Officer | None
    open: int
    late: int
    waiting: int
    most: int

    @property
    def bar(self) -> int:
        return round(PARTS * self.open / self.most) if self.most else 0

    @property
    def late_bar(self) -> int:
        return round(PARTS * self.late / self.most) if self.most else 0


def loads(officer: Officer) -> list[Load]:
    """Of everybody whose open reports this officer may read, and of their colleagues who have none."""
    late = Count("pk", filter=Q(due_at__lt=clock.now()))
    waiting = Count("pk", filter=Q(state=State.NEEDS_INFORMATION))
    counted = _open(officer).order_by().values("officer").annotate(open=Count("pk"), late=late, waiting=waiting)
    numbers: dict[int | None, tuple[int, int, int]] = {
        row["officer"]: (row["open"], row["late"], row["waiting"]) for row in counted
    }
    taken_by = Officer.objects.filter(pk__in=[pk for pk in numbers if pk is not None])
    most = max((counts[0] for counts in numbers.values()), default=0)
    people = sorted({*_colleagues(officer), *taken_by}, key=lambda person: person.name)
    rows = [_load(person, numbers.get(person.pk), most) for person in people]
    rows.sort(key=lambda row: -row.open)
    return [*rows, _load(None, numbers.get(None), most)]


def _load(officer: Officer | None, counts: tuple[int, int, int] | None, most: int) -> Load:
    number, late, waiting = counts or (0, 0, 0)
    return Load(officer, number, late, waiting, most)


def of_colleague(officer: Officer, colleague: Officer) -> QuerySet[Report]:
    """A colleague's open reports that this officer may read: what is urgent first."""
    return listed(_open(officer).filter(officer=colleague)).order_by("urgency", "due_at", "id")


def of_these(officer: Officer, colleague: Officer, ids: Sequence[str]) -> list[Report]:
    """Those of them that were chosen, by id as the page gives it."""
    chosen = set(ids)
    return [report for report in _open(officer).filter(officer=colleague) if str(report.pk) in chosen]


def open_among(officer: Officer, ids: Sequence[str]) -> list[Report]:
    """Open reports that this officer may read, of those named by id; what is no id names none. At most MOST_AT_ONCE."""
    numbers = [UUID(text) for text in ids[:MOST_AT_ONCE] if _ID.fullmatch(text)]
    return list(listed(_open(officer).filter(pk__in=numbers)).order_by("urgency", "due_at", "id"))


def receivers(officer: Officer) -> list[Officer]:
    """Oneself first, and the colleagues to whom a report may be given; the rules say the rest."""
    return [officer, *(person for person in _colleagues(officer) if person.pk != officer.pk)]


def _open(officer: Officer) -> QuerySet[Report]:
    return visible_to(officer).filter(IN_USE).exclude(state__in=sorted(OUTCOMES))


def _colleagues(officer: Officer) -> QuerySet[Officer]:
    """Who verifies at the officer's desks today; for the unit, at all desks of the office."""
    today = clock.today()
    seats = desks_of(officer, on=today)
    reach = Q(desk__in=seats.values("pk")) | Q(desk__office__in=seats.filter(kind=Desk.Kind.UNIT).values("office"))
    seated = assignments_on(today).filter(reach, officer=OuterRef("pk"))
    roles = [role.value for role in Role if role.may(Permission.VERIFY)]
    return Officer.objects.filter(Exists(seated), is_active=True, role__in=roles).order_by("name")

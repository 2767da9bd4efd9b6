"""Monthly reports: one's own, those that came, what is due, and what a month counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum, Value
from django.db.models.functions import TruncDate

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.insights.disclosure import Reach, disclosed
from pimpasa.insights.models import Cell
from pimpasa.insights.periods import Length, Month, Period
from pimpasa.insights.queries.numbers import Narrowing, Numbers
from pimpasa.insights.queries.work import work_of
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.monthly.kinds import BELOW_ALONE, OF_DESKS, PILLARS, Figure, Of, Pillar, Stage
from pimpasa.monthly.models import Monthly
from pimpasa.monthly.rules import is_before, kind_for, last_month, seat_for
from pimpasa.outreach.models import Attendance, Dialogue, Promise
from pimpasa.outreach.states import HELD
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk

_PEOPLE = ("office__above", "desk", "to_office", "written_by", "received_by")
BEGINNINGS = (Act.OFFICE_FOUNDED, Act.DESK_OPENED)
Figures = Mapping[str, int]


def by_id(pk: UUID) -> Monthly | None:
    return Monthly.objects.select_related(*_PEOPLE).filter(pk=pk).first()


def locked(monthly: Monthly) -> Monthly:
    """As it stands now, until the transaction ends."""
    return Monthly.objects.select_for_update(of=("self",)).select_related(*_PEOPLE).get(pk=monthly.pk)


def own(officer: Officer) -> QuerySet[Monthly]:
    """Of the desk, office or Kanwil for which an officer writes, newest first."""
    rows = Monthly.objects.filter(of=kind_for(officer), office=officer.office_id).select_related(*_PEOPLE)
    return rows if officer.office.level != Level.OFFICE else rows.filter(desk=seat_for(officer))


def own_by_month(officer: Officer) -> dict[date, Monthly]:
    """Each of them by its month."""
    return {monthly.month: monthly for monthly in own(officer)}


def of_month(officer: Officer, month: date) -> Monthly | None:
    return own(officer).filter(month=month).first()


def came(officer: Officer, *, units: Sequence[int] = ()) -> QuerySet[Monthly]:
    """What was sent to where an officer receives, newest first; at an office to who sits at its unit, of `units`."""
    rows = Monthly.objects.filter(to_office=officer.office_id).exclude(stage=Stage.DRAFT).select_related(*_PEOPLE)
    is_there = officer.may(Permission.RECEIVE_MONTHLY) and (officer.office.level != Level.OFFICE or bool(units))
    return rows if is_there else rows.none()


def begun_on(officer: Officer) -> date | None:
    """Since when there is the desk, office or Kanwil for which an officer writes: by the log, or by what it counted.

    None where the log does not say: what is older than the log has always been there.
    """
    seat = seat_for(officer)
    is_of_desk = kind_for(officer) == Of.PIMPASA and seat is not None
    subject = seat.subject if is_of_desk and seat is not None else officer.office.subject
    cells = Cell.objects.filter(office=officer.office_id, **({"desk": seat} if is_of_desk else {}))
    counted_from = cells.order_by("day").values_list(Value(0), "day")[:1]
    founded = (
        entries_of([subject])
        .filter(act__in=BEGINNINGS)
        .values_list(Value(1), TruncDate("at", tzinfo=clock.JAKARTA))[:1]
    )
    days = dict(founded.union(counted_from, all=True))
    return min(days.values()) if 1 in days else None


def is_due(officer: Officer, today: date) -> bool:
    """Whether the report of last month is to be written or sent still, by this officer."""
    if not officer.may(Permission.WRITE_MONTHLY):
        return False
    if kind_for(officer) != Of.KANWIL and seat_for(officer) is None:
        return False
    if is_before(last_month(today), begun_on(officer)):
        return False
    return not own(officer).filter(month=last_month(today)).exclude(stage=Stage.DRAFT).exists()


def counted(officer: Officer, month: date) -> dict[str, int]:
    """What a month counts for whose report an officer writes."""
    kind = kind_for(officer)
    if kind == Of.KANWIL:
        return _of_kanwil(officer, month)
    desk = seat_for(officer)
    period = Period(Length.MONTH, Month.of(month), Month.of(month).last)
    desks = [desk.pk] if kind == Of.PIMPASA and desk is not None else None
    numbers = Numbers(officer.office, period, Narrowing(desks=desks))
    figures = {
        Figure.RECEIVED: numbers.total.now,
        Figure.CONCLUDED: numbers.concluded,
        Figure.SUBSTANTIATED: numbers.substantiated.now,
    }
    if kind == Of.PIMPASA and desk is not None:
        return {figure.value: number for figure, number in {**figures, **_at_desk(desk, period)}.items()}
    work = work_of(officer.office, period)
    figures |= {
        Figure.REFERRALS: work.referrals,
        Figure.ACCEPTED: work.accepted,
        Figure.DIALOGUES: work.dialogues.held,
        Figure.PEOPLE: work.dialogues.people,
        Figure.PROMISES: work.dialogues.promises.kept,
        Figure.OPERATIONS: work.operations,
        Figure.TAKS: work.taks,
    }
    return {figure.value: number for figure, number in figures.items()}


def _at_desk(desk: Desk, period: Period) -> dict[Figure, int]:
    begin, end = clock.midnight(period.first), clock.midnight(period.after.first)
    dialogues = Dialogue.objects.filter(desk=desk, state__in=HELD, starts_at__gte=begin, starts_at__lt=end)
    people = Attendance.objects.filter(dialogue__in=dialogues).aggregate(n=Sum("count"))["n"] or 0
    promises = Promise.objects.filter(dialogue__in=dialogues, kept_on__isnull=False).count()
    return {Figure.DIALOGUES: dialogues.count(), Figure.PEOPLE: people, Figure.PROMISES: promises}


def _of_kanwil(officer: Officer, month: date) -> dict[str, int]:
    """Of the received reports of its offices, each figure as much as may be known above them, added up."""
    reports = Monthly.objects.filter(of=Of.OFFICE, to_office=officer.office_id, month=month, stage=Stage.RECEIVED)
    cells = {
        (report.office_id, figure): report.figures.get(figure.value, 0)
        for report in reports
        for figure in Figure
        if figure not in BELOW_ALONE
    }
    columns = disclosed(cells, Reach.ABOVE).columns
    return {figure.value: number for figure, number in columns.items() if number is not None}


@dataclass(frozen=True)
class Line:
    """A figure under its pillar; None is "fewer than ten" above an office."""

    figure: Figure
    number: int | None


def lines(monthly: Monthly, reader: Officer) -> list[tuple[Pillar, list[Line]]]:
    """The figures by pillar, as much as somebody may know where they are."""
    is_above = reader.office.level != Level.OFFICE
    names = [figure for figure in _figures_of(Of(monthly.of)) if not (is_above and figure in BELOW_ALONE)]
    numbers: Mapping[str, int | None] = {name: monthly.figures.get(name, 0) for name in names}
    if is_above or monthly.of == Of.KANWIL:
        cells = {(monthly.office_id, name): number or 0 for name, number in numbers.items()}
        numbers = {name: number for (_office, name), number in disclosed(cells, Reach.ABOVE).cells.items()}
    table = [
        (pillar, [Line(figure, numbers[figure.value]) for figure in figures if figure in names])
        for pillar, figures in PILLARS.items()
    ]
    return [(pillar, rows) for pillar, rows in table if rows]


def _figures_of(of: Of) -> list[Figure]:
    if of == Of.PIMPASA:
        return list(OF_DESKS)
    return [figure for figure in Figure if of != Of.KANWIL or figure not in BELOW_ALONE]

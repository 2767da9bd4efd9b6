"""Offices, their areas, desks and people come from a file: all of it, or nothing where a line has a fault.

A rehearsal does the very same and takes it back, so what it finds is what would happen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db import transaction

from pimpasa.accounts.actions import add_officers, seat_officers
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.roles import Role
from pimpasa.accounts.rules import check_assignable
from pimpasa.common import clock
from pimpasa.common.batches import batched
from pimpasa.coverage import rules
from pimpasa.coverage.actions import placing
from pimpasa.coverage.kinds import Column, RowKind
from pimpasa.coverage.models import Decision, Programme
from pimpasa.coverage.named import Named
from pimpasa.coverage.sheets import Fault, SheetRow
from pimpasa.keys.actions.kits import make_recovery_kit
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, unlogged, write_now
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk, Office

Progress = Callable[[str], None]
STEP = 1_000  # rows between two words about how far it is
AT_ONCE = 200  # rows of a kind


@dataclass
class Brought:
    """What a file brings: `new` and `there` by kind of row, its faults; kits of new offices, by the office."""

    new: Counter[RowKind] = field(default_factory=Counter)
    there: Counter[RowKind] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    offices: list[tuple[Office, int]] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)
    kits: dict[Office, str] = field(default_factory=dict)


class _TakenBack(Exception):
    """Nothing of it stays."""


@unlogged("goes on to the act that brings all of it in, or takes it back", whole=False)
def bring_in(*, rows: Sequence[SheetRow], is_rehearsal: bool, progress: Progress) -> Brought:
    """Bring in the rows of a file, or only say what they would bring; with any fault nothing stays."""
    brought = Brought()
    try:
        bring_rows_in(rows=rows, is_rehearsal=is_rehearsal, progress=progress, brought=brought)
    except _TakenBack:
        brought.kits.clear()
    return brought


@act(
    *(Act.OFFICE_FOUNDED, Act.OFFICE_CHANGED, Act.DESK_OPENED, Act.DESK_KEYED, Act.DESK_GRANTED),
    *(Act.OFFICER_ADDED, Act.OFFICER_ASSIGNED, Act.DECISION_RECORDED, Act.PROGRAMME_KEPT),
    idle="all of it is there already",
)
def bring_rows_in(*, rows: Sequence[SheetRow], is_rehearsal: bool, progress: Progress, brought: Brought) -> None:
    number = 0
    for kind, of_kind in groupby(rows, key=lambda row: row.kind):
        for handful in batched(of_kind, AT_ONCE):
            PLACED[kind](handful, brought)
            # Within the one transaction. What changed is noted until its act is written, and an act that left ten
            # thousand rows would be read whole by everybody who looks at one of them.
            write_now()
            number += len(handful)
            if number % STEP < len(handful):
                progress(f"{number:,} of {len(rows):,} lines")
    _check_whole(brought)
    if is_rehearsal or brought.faults:
        raise _TakenBack
    for office, _line in brought.offices:
        if office.level == Level.OFFICE:
            brought.kits[office] = make_recovery_kit(office=office)


def _each(rows: Sequence[SheetRow], brought: Brought, place: Callable[[SheetRow], bool]) -> None:
    """Place one row after another, and count what is new; a fault is kept with its line."""
    for row in rows:
        try:
            is_new = place(row)
        except Refused as refused:
            brought.faults.append(Fault(row.line, str(refused.reason)))
        else:
            counted = brought.new if is_new else brought.there
            counted[row.kind] += 1


def _offices(rows: Sequence[SheetRow], brought: Brought) -> None:
    named = Named(rows)

    @transaction.atomic
    def place(row: SheetRow) -> bool:
        level = rules.LEVELS[row.kind]
        office, is_new = placing.place_office(name=row[Column.NAME], level=level, above=rules.above_in(row, named))
        named.offices[office.name] = office
        if is_new:
            brought.offices.append((office, row.line))
        return is_new

    _each(rows, brought, place)


def _units(rows: Sequence[SheetRow], brought: Brought) -> None:
    named = Named(rows)

    @transaction.atomic
    def place(row: SheetRow) -> bool:
        return placing.place_unit(office=rules.office_in(row, named), name=rules.filled(row, Column.NAME))

    _each(rows, brought, place)


def _jurisdictions(rows: Sequence[SheetRow], brought: Brought) -> None:
    named = Named(rows)

    @transaction.atomic
    def place(row: SheetRow) -> bool:
        return placing.place_jurisdiction(office=rules.office_in(row, named), districts=rules.districts_in(row))

    _each(rows, brought, place)


def _desks(rows: Sequence[SheetRow], brought: Brought) -> None:
    named = Named(rows)
    new: list[Desk] = []

    def place(row: SheetRow) -> bool:
        desk = rules.desk_in(row, named)
        if desk is None:
            return False
        named.desks[desk.village_id] = desk
        new.append(desk)
        return True

    _each(rows, brought, place)
    placing.open_desks(desks=new)


def _officers(rows: Sequence[SheetRow], brought: Brought) -> None:
    named = Named(rows)
    new: list[Officer] = []
    seats: list[Assignment] = []

    def place(row: SheetRow) -> bool:
        officer = rules.officer_in(row, named)
        desk = rules.seat_in(row, named, officer.office)
        if desk is not None and (officer.email, desk.pk) not in named.seats:
            check_assignable(officer, desk)
            named.seats.add((officer.email, desk.pk))
            seats.append(Assignment(officer=officer, desk=desk, starts_on=clock.today()))
        if officer.email in named.officers:
            return False
        named.officers[officer.email] = officer
        new.append(officer)
        return True

    _each(rows, brought, place)
    add_officers(officers=new)
    seat_officers(seats=seats)
    brought.officers += new


def _decisions(rows: Sequence[SheetRow], brought: Brought) -> None:
    named = Named(rows)
    new: list[Decision] = []

    def place(row: SheetRow) -> bool:
        decision = rules.decision_in(row, named)
        content = rules.file_in(row)
        if decision is None:
            return False
        decision.file = placing.kept(content) if content else None
        named.decisions[decision.village_id, decision.number] = decision
        new.append(decision)
        return True

    _each(rows, brought, place)
    placing.place_decisions(decisions=new)


def _programmes(rows: Sequence[SheetRow], brought: Brought) -> None:
    named = Named(rows)
    programmes: dict[tuple[str, str], Programme] = {}

    def place(row: SheetRow) -> bool:
        programme = rules.programme_in(row, named)
        key = (programme.village_id, programme.name)
        is_new = key not in named.programmes
        if is_new or programme.contact != row[Column.CONTACT]:
            programme.contact = row[Column.CONTACT]
            programmes[key] = named.programmes[key] = programme
        return is_new

    _each(rows, brought, place)
    placing.keep_programmes(programmes=list(programmes.values()))


PLACED: dict[RowKind, Callable[[Sequence[SheetRow], Brought], None]] = {
    RowKind.NATION: _offices,
    RowKind.KANWIL: _offices,
    RowKind.OFFICE: _offices,
    RowKind.UNIT: _units,
    RowKind.JURISDICTION: _jurisdictions,
    RowKind.DESK: _desks,
    RowKind.OFFICER: _officers,
    RowKind.DECISION: _decisions,
    RowKind.PROGRAMME: _programmes,
}


def _check_whole(brought: Brought) -> None:
    """A new office needs a unit, an area, a head who sits at the unit and keeps its kit, and an administrator."""
    for office, line in brought.offices:
        if office.level == Level.OFFICE:
            brought.faults += [Fault(line, f"{office}: {missing}") for missing in rules.missing_at(office)]


def first_invited(brought: Brought, office: Office) -> list[Officer]:
    """Who is invited with the office's sheet: who leads and who keeps it; the others are invited by the latter."""
    newcomers = [officer for officer in brought.officers if officer.office_id == office.pk]
    first = [officer for officer in newcomers if officer.role in (Role.HEAD, Role.ADMINISTRATOR)]
    return first or newcomers

"""Offices, their areas, desks and people come from a file: all of it, or nothing where a line has a fault.

A rehearsal does the very same and takes it back, so what it finds is what would happen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.coverage import rules
from pimpasa.coverage.actions import placing
from pimpasa.coverage.kinds import Column, RowKind
from pimpasa.coverage.sheets import Fault, SheetRow
from pimpasa.keys.actions.kits import make_recovery_kit
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, unlogged
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Office

Progress = Callable[[str], None]
STEP = 1_000  # rows between two words about how far it is


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
    for number, row in enumerate(rows, start=1):
        _bring(row, brought)
        if number % STEP == 0:
            progress(f"{number:,} of {len(rows):,} lines")
    _check_whole(brought)
    if is_rehearsal or brought.faults:
        raise _TakenBack
    for office, _line in brought.offices:
        if office.level == Level.OFFICE:
            brought.kits[office] = make_recovery_kit(office=office)


def _bring(row: SheetRow, brought: Brought) -> None:
    try:
        with transaction.atomic():
            is_new = PLACED[row.kind](row, brought)
    except Refused as refused:
        brought.faults.append(Fault(row.line, str(refused.reason)))
        return
    counted = brought.new if is_new else brought.there
    counted[row.kind] += 1


def _office(row: SheetRow, brought: Brought) -> bool:
    office, is_new = placing.place_office(
        name=row[Column.NAME], level=rules.LEVELS[row.kind], above=rules.above_in(row)
    )
    if is_new:
        brought.offices.append((office, row.line))
    return is_new


def _unit(row: SheetRow, _brought: Brought) -> bool:
    return placing.place_unit(office=rules.office_in(row), name=rules.filled(row, Column.NAME))


def _jurisdiction(row: SheetRow, _brought: Brought) -> bool:
    return placing.place_jurisdiction(office=rules.office_in(row), districts=rules.districts_in(row))


def _desk(row: SheetRow, _brought: Brought) -> bool:
    village = rules.village_in(row)
    return placing.place_desk(office=rules.office_in(row), village=village, name=row[Column.NAME] or village.name)


def _officer(row: SheetRow, brought: Brought) -> bool:
    office = rules.employer_in(row)
    officer, is_new = placing.place_officer(
        office=office,
        name=rules.filled(row, Column.NAME),
        email=rules.email_in(row),
        role=rules.role_in(row),
        desk=rules.seat_in(row, office),
    )
    if is_new:
        brought.officers.append(officer)
    return is_new


def _decision(row: SheetRow, _brought: Brought) -> bool:
    office = rules.office_in(row)
    return placing.place_decision(
        office=office,
        village=rules.village_of(office, row),
        number=rules.filled(row, Column.NUMBER),
        decided_on=rules.day_of(row),
        officer=rules.named_in(row, office),
        content=rules.file_in(row),
    )


def _programme(row: SheetRow, _brought: Brought) -> bool:
    office = rules.office_in(row)
    name = rules.filled(row, Column.NAME)
    return placing.keep_programme(
        office=office, village=rules.village_of(office, row), name=name, contact=row[Column.CONTACT]
    )


PLACED: dict[RowKind, Callable[[SheetRow, Brought], bool]] = {
    RowKind.NATION: _office,
    RowKind.KANWIL: _office,
    RowKind.OFFICE: _office,
    RowKind.UNIT: _unit,
    RowKind.JURISDICTION: _jurisdiction,
    RowKind.DESK: _desk,
    RowKind.OFFICER: _officer,
    RowKind.DECISION: _decision,
    RowKind.PROGRAMME: _programme,
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

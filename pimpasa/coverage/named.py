"""What rows of a file name, asked for once for a handful of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from pimpasa.accounts.models import Assignment, Officer
from pimpasa.coverage.kinds import Column
from pimpasa.coverage.models import Decision, Programme
from pimpasa.coverage.sheets import SheetRow
from pimpasa.territory.models import Desk, Jurisdiction, Office, Village


class Named:
    """As it stands in the database, by what rows call it; what they bring is put in besides, before it is written.

    Each property is one statement, however many rows there are, and none where no row asks.
    """

    def __init__(self, rows: Sequence[SheetRow]) -> None:
        self._rows = rows

    def _cells(self, column: Column) -> set[str]:
        return {row[column] for row in self._rows if row[column]}

    def _addresses(self) -> set[str]:
        return {address.lower() for address in self._cells(Column.EMAIL)}

    @cached_property
    def offices(self) -> dict[str, Office]:
        """By name."""
        return Office.objects.in_bulk(self._cells(Column.OF), field_name="name")

    @cached_property
    def units(self) -> dict[int, Desk]:
        """Open ones, by office."""
        units = Desk.objects.filter(
            office__name__in=self._cells(Column.OF), kind=Desk.Kind.UNIT, closed_on=None
        ).select_related("office")
        return {unit.office_id: unit for unit in units}

    @cached_property
    def villages(self) -> dict[str, Village]:
        """By code."""
        return Village.objects.in_bulk(self._cells(Column.CODE))

    @cached_property
    def areas(self) -> dict[str, int]:
        """By a kecamatan's code: the office that answers for it."""
        districts = {village.district_id for village in self.villages.values()}
        return dict(Jurisdiction.objects.filter(district__in=districts).values_list("district", "office"))

    @cached_property
    def desks(self) -> dict[str | None, Desk]:
        """Open ones, by their village's code."""
        desks = Desk.objects.filter(village__in=self._cells(Column.CODE), closed_on=None)
        return {desk.village_id: desk for desk in desks}

    @cached_property
    def officers(self) -> dict[str, Officer]:
        """By address."""
        officers = Officer.objects.filter(email__in=self._addresses()).select_related("office")
        return {officer.email: officer for officer in officers}

    @cached_property
    def seats(self) -> set[tuple[str, int]]:
        """Addresses of officers with the desks at which they sit until further notice."""
        seats = Assignment.objects.filter(officer__email__in=self._addresses(), ends_on=None)
        return set(seats.values_list("officer__email", "desk"))

    @cached_property
    def decisions(self) -> dict[tuple[str, str], Decision]:
        """By village and number."""
        decisions = Decision.objects.filter(village__in=self._cells(Column.CODE), number__in=self._cells(Column.NUMBER))
        return {(decision.village_id, decision.number): decision for decision in decisions}

    @cached_property
    def programmes(self) -> dict[tuple[str, str], Programme]:
        """Those that run, by village and name."""
        programmes = Programme.objects.filter(village__in=self._cells(Column.CODE), ended_on=None)
        return {(programme.village_id, programme.name): programme for programme in programmes}

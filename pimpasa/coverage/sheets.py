"""A file of offices, read into rows; nothing here asks the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pimpasa.common import tables
from pimpasa.coverage.kinds import Column, RowKind

MOST_FAULTS_TOLD = 200


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line of the file."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}" if self.line else self.sentence


@dataclass(frozen=True)
class SheetRow:
    """A row of the file: its cells by column, and the folder in which files that it names lie."""

    line: int
    kind: RowKind
    cells: dict[Column, str]
    folder: Path

    def __getitem__(self, column: Column) -> str:
        return self.cells.get(column, "")


def read(path: Path) -> tuple[list[SheetRow], list[Fault]]:
    """Rows in the order in which they are brought in, and what cannot be read as one. CSV or XLSX."""
    try:
        table = tables.read(path.read_bytes(), [column.value for column in Column])
    except tables.NoTable:
        return [], [Fault(0, f"{path.name} is neither CSV nor XLSX")]
    columns = {column: table.column([column.value]) for column in Column}
    if columns[Column.KIND] is None:
        return [], [Fault(1, f"there is no column “{Column.KIND}”; `pimpasa offices sample` writes a file with all")]
    places = {column: place for column, place in columns.items() if place is not None}
    rows = []
    faults = []
    for row in table.rows:
        cells = {column: row.cell(place) for column, place in places.items()}
        kind = cells[Column.KIND].casefold()
        if kind in set(RowKind):
            rows.append(SheetRow(row.line, RowKind(kind), cells, path.parent))
        else:
            faults.append(Fault(row.line, f"“{cells[Column.KIND]}” is none of: {', '.join(RowKind)}"))
    return in_order(rows), faults


def in_order(rows: Sequence[SheetRow]) -> list[SheetRow]:
    order = list(RowKind)
    return sorted(rows, key=lambda row: order.index(row.kind))


def day_in(text: str) -> date | None:
    """2025-09-22, 22/09/2025 or 22-9-2025; with a time behind it, as spreadsheets save days."""
    first = text.partition(" ")[0]
    parts = first.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if len(parts[0]) != 4:
        numbers.reverse()
    try:
        return date(*numbers)
    except ValueError:
        return None

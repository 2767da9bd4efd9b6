"""Which column of a recap says what, as its first row names them; and its rows as pieces once an officer decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pimpasa.imports.contents import Piece, Table
from pimpasa.imports.days import day_in
from pimpasa.imports.kinds import Column

# In this order: what a header says first of all is what it is about.
_NAMES: dict[Column, re.Pattern[str]] = {
    Column.DAY: re.compile(r"tanggal|\btgl\b|hari|waktu|\bdate\b|\bday\b"),
    Column.RW: re.compile(r"\brw\b|\brt\b"),
    Column.PLACE: re.compile(r"kelurahan|desa|lokasi|tempat|alamat|wilayah|\bplace\b|location"),
    Column.WHO: re.compile(r"pelapor|sumber|narasumber|petugas|pelaksana|nama|\bwho\b|\bname\b"),
    Column.WORDS: re.compile(r"uraian|kegiatan|isi|keterangan|informasi|laporan|kejadian|kronologi|hasil|catatan"),
}
LONGEST_WORDS = 10_000


def proposed(table: Table) -> dict[Column, list[int]]:
    """The places of the columns that seem to say each; words may stand in several."""
    places: dict[Column, list[int]] = {column: [] for column in Column}
    for place, name in enumerate(table.header):
        column = next((column for column, pattern in _NAMES.items() if pattern.search(name.casefold())), None)
        if column is not None and (column is Column.WORDS or not places[column]):
            places[column].append(place)
    return places


def pieces_of(table: Table, places: Mapping[Column, list[int]]) -> Iterator[Piece]:
    """The rows that say something, as pieces; words from several columns follow one another, each on a line."""
    for row in table.rows:
        parts = {column: list(_cells(row, places.get(column, []))) for column in Column}
        words = "\n".join(parts[Column.WORDS])[:LONGEST_WORDS]
        if words.strip():
            day = day_in(" ".join(parts[Column.DAY]))
            yield Piece(
                words=words,
                at=day.isoformat() if day else "",
                who=" ".join(parts[Column.WHO]),
                place=" ".join(parts[Column.PLACE]),
                rw=" ".join(parts[Column.RW]),
            )


def _cells(row: list[str], places: list[int]) -> Iterator[str]:
    return (row[place] for place in places if place < len(row) and row[place])

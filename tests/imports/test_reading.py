"""Chats and recaps as phones and offices write them, read in the sandbox; and files made to do harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.imports.columns import pieces_of, proposed
from pimpasa.imports.contents import Piece
from pimpasa.imports.kinds import Column
from pimpasa.imports.reading import LARGEST, read
from pimpasa.imports.rules import MOST_ENTRIES
from tests.factories import recaps

SAID = [
    Piece(f"{recaps.OFFER}\n{recaps.MORE}", "2025-09-23T14:06", "Bu Karangan"),
    Piece(recaps.HELD, "2025-09-23T14:09", "Pak Contoh"),
    Piece(recaps.CROWDED, "2025-09-24T08:10", "Bu Karangan"),
    Piece(recaps.GREETING, "2025-09-25T09:00", "Pak Contoh"),
]
CELLS = [
    Piece(recaps.OFFER, "2026-01-05", "Bu Karangan", "Cengkareng Timur", "17"),
    Piece(recaps.HELD, "2026-01-06", "Pak Contoh", "Cengkareng Timur", "5"),
]


def code_of(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(content)
    assert str(refused.value.reason)
    return refused.value.code


def rows_in(content: bytes) -> list[Piece]:
    """The rows of its only sheet, by what its first row says."""
    (table,) = read(content).tables
    return list(pieces_of(table, proposed(table)))


@pytest.mark.parametrize("text", [recaps.ANDROID, recaps.IPHONE, recaps.ENGLISH], ids=["android", "iphone", "english"])
def test_a_chat_is_read_whatever_phone_exported_it(text: str) -> None:
    assert read(text.encode()).pieces == SAID
    assert read(text.replace("\n", "\r\n").encode("utf-8-sig")).pieces == SAID
    assert read(recaps.zipped(text, foto=b"\xff\xd8" * 100)).pieces == SAID


def test_of_a_chat_only_the_days_that_are_asked_for_are_read() -> None:
    pieces = read(recaps.ANDROID.encode(), since=date(2025, 9, 24), until=date(2025, 9, 24)).pieces
    assert pieces == [SAID[2]]


def test_words_beside_a_picture_are_read_with_its_name() -> None:
    text = "23/09/25 14.05 - Bu Karangan: IMG-20250923-WA0001.jpg (file terlampir)\nKarangan: foto rumahnya\n"
    assert read(text.encode()).pieces == [
        Piece("Karangan: foto rumahnya", "2025-09-23T14:05", "Bu Karangan", attached="IMG-20250923-WA0001.jpg")
    ]


@pytest.mark.parametrize("divider", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_recap_as_text_is_read_whatever_divides_and_encodes_it(divider: str, encoding: str) -> None:
    assert rows_in(recaps.table(divider).encode(encoding)) == CELLS


def test_excel_s_own_word_on_what_divides_is_believed() -> None:
    assert rows_in(f"sep=;\n{recaps.table()}".encode()) == CELLS


def test_a_workbook_is_read_below_its_title_with_days_and_numbers_as_cells_have_them() -> None:
    dated = datetime(2026, 1, 5)  # noqa: DTZ001 - a cell has no zone
    rows = [["REKAP 2026"], recaps.HEADER, [1, dated, "Cengkareng Timur", 17.0, recaps.OFFER, "Bu Karangan"]]
    assert rows_in(recaps.workbook(Januari=[*rows, recaps.ROWS[1]])) == CELLS


def test_sheets_are_told_apart_and_formulas_counted() -> None:
    reading = read(recaps.workbook(Januari=[recaps.HEADER, *recaps.ROWS], Februari=[["A", "B"], ["=1+1", "kata"]]))
    assert [(table.name, len(table.rows)) for table in reading.tables] == [("Januari", 2), ("Februari", 1)]
    assert reading.formulas == 1
    assert read(b"Uraian;Jumlah\nKarangan;=1+1\n").formulas == 1


def test_cells_far_away_cost_nothing() -> None:
    far = [["Uraian", "RW"], ["Karangan", "17"]]
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(recaps.workbook(Rekap=far)))
    book["Rekap"]["A1048576"] = "Karangan: paling bawah"
    book["Rekap"]["XFD2"] = "Karangan: paling kanan"
    out = io.BytesIO()
    book.save(out)
    assert rows_in(out.getvalue()) == [Piece("Karangan", rw="17")]


def bomb() -> bytes:
    """Half a megabyte that is half a gigabyte."""
    out = io.BytesIO(recaps.workbook(Rekap=[["Uraian"], ["Karangan"]]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bom.xml", "w") as member:
        for _piece in range(512):
            member.write(b" " * 1024**2)
    return out.getvalue()


HARMFUL = {
    "empty": (b"", "empty_file"),
    "large": (b"x" * (LARGEST + 1), "large_file"),
    "old workbook": (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "old_workbook"),
    "bomb": (bomb(), "large_file"),
    "cut archive": (recaps.zipped(recaps.ANDROID)[:300], "unreadable"),
    "archive without a chat": (recaps.zipped("", foto=b"\xff\xd8" * 100), "nothing_in_it"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "unreadable"),
    "header alone": (recaps.table(rows=[]).encode(), "nothing_in_it"),
    "too many rows": (("Uraian;RW\n" + "Karangan;17\n" * (MOST_ENTRIES + 1)).encode(), "too_much_in_it"),
    "too many messages": (
        "".join(f"23/09/25 14.05 - Bu Karangan: pesan {number}\n" for number in range(MOST_ENTRIES + 1)).encode(),
        "too_much_in_it",
    ),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str) -> None:
    content, code = HARMFUL[name]
    assert code_of(content) == code


def test_columns_are_proposed_by_their_names() -> None:
    (table,) = read(recaps.table().encode()).tables
    assert proposed(table) == {
        Column.WORDS: [4],
        Column.DAY: [1],
        Column.PLACE: [2],
        Column.RW: [3],
        Column.WHO: [5],
    }

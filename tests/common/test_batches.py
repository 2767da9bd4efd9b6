"""Rows are read in pages, and nothing of a reading lives on the server between two statements."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pimpasa.common.batches import each, pages
from pimpasa.ledger.models import Entry, Tile
from tests.factories.acts import acts

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3, 6, 7, 100])
def test_each_row_comes_once_and_in_order(size: int) -> None:
    acts(6)
    rows = Entry.objects.all()
    assert [row.pk for row in each(rows, size)] == sorted(rows.values_list("pk", flat=True))
    assert max(len(page) for page in pages(rows, size)) == min(size, 6)


@pytest.mark.django_db
def test_a_key_of_two_columns_and_rows_that_are_no_models() -> None:
    places = [(0, 0), (0, 1), (1, 0), (2, 5)]
    Tile.objects.bulk_create(Tile(level=level, number=number, hashes=b"") for level, number in places)
    assert [(tile.level, tile.number) for tile in each(Tile.objects.all(), 2)] == places
    rows = Tile.objects.values("level", "number")
    assert [tuple(row.values()) for row in each(rows, 3, key=lambda row: (row["level"], row["number"]))] == places


def test_no_cursor_is_left_on_a_server() -> None:
    """Behind a pool of connections the next statement may go to another server (docs/runbook.md).

    A migration is one transaction, and keeps its server as long.
    """
    programs = [path for path in (ROOT / "pimpasa").rglob("*.py") if path.parent.name != "migrations"]
    assert [str(path) for path in programs if ".iterator(" in _code(path)] == []


def _code(path: Path) -> str:
    return ast.unparse(ast.parse(path.read_text()))

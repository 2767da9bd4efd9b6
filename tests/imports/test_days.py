from __future__ import annotations

from datetime import date

import pytest

from pimpasa.imports.days import day_in

FIFTH = date(2026, 1, 5)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-01-05", "2026-01-05T09:00", "05/01/2026", "5-1-26", "05.01.2026", "5 Januari 2026", "Senin, 5 Jan 26"),
        *("5 January 2026", "January 5, 2026", "05-Jan-2026", "tgl 5/1/2026 jam 09.00"),
    ],
)
def test_a_day_as_recaps_write_it(text: str) -> None:
    assert day_in(text) == FIFTH


@pytest.mark.parametrize("text", ["", "kemarin", "31/02/2026", "99/99/2026", "5 Karangan 2026", "2026"])
def test_what_names_no_day(text: str) -> None:
    assert day_in(text) is None

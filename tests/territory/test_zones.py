"""Indonesia's three times."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation

from pimpasa.territory import zones

AT = datetime(2026, 12, 3, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("31.73.01.1006", "3 Desember 2026, 12.00 WIB"),
        ("62.71.01.1001", "3 Desember 2026, 12.00 WIB"),
        ("51.71.01.1001", "3 Desember 2026, 13.00 WITA"),
        ("64.71.01.1001", "3 Desember 2026, 13.00 WITA"),
        ("71.71.01.1001", "3 Desember 2026, 13.00 WITA"),
        ("82.71.01.1001", "3 Desember 2026, 14.00 WIT"),
        ("91.71.01.1001", "3 Desember 2026, 14.00 WIT"),
        ("96.71.01.1001", "3 Desember 2026, 14.00 WIT"),
        ("", "3 Desember 2026, 12.00 WIB"),
    ],
)
def test_a_moment_in_the_time_of_its_place(code: str, written: str) -> None:
    with translation.override("id"):
        assert zones.moment(AT, code) == written
        with zones.in_time_of(code):
            assert zones.moment(AT) == written


def test_a_moment_that_has_a_place_keeps_its_time() -> None:
    in_jayapura = zones.local(AT, "91.71.01.1001")
    with zones.in_time_of("31"), translation.override("id"):
        assert zones.moment(in_jayapura) == "3 Desember 2026, 14.00 WIT"


def test_hours_of_one_day_and_of_two() -> None:
    later = AT.replace(hour=14)
    with translation.override("id"):
        assert zones.hours(AT, later, "31") == "12.00–21.00 WIB"
        assert (
            zones.hours(AT, later.replace(hour=16), "91") == "3 Desember 2026, 14.00 WIT – 4 Desember 2026, 01.00 WIT"
        )


def test_a_day_begins_earlier_in_the_east() -> None:
    late = AT.replace(hour=16)
    assert [zones.day_of(late, code).day for code in ("31", "51", "91")] == [3, 4, 4]

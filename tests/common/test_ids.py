"""Ids sort as they were made, and as if they had been made at another time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pimpasa.common.ids import shifted, uuid7

NOON = datetime(2025, 9, 23, 12, tzinfo=UTC)


def test_it_works() -> None:
    """Version 7 and variant 10 of RFC 9562, with the moment in front."""
    made = uuid7(NOON)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(NOON.timestamp() * 1000)
    assert uuid7(NOON) != made


def test_they_sort_by_when_they_were_made() -> None:
    moments = [NOON, NOON + timedelta(milliseconds=1), NOON + timedelta(days=400)]
    made = [uuid7(moment) for moment in moments]
    assert made == sorted(made)
    assert uuid7() > made[0]


def test_shifted_lies_where_another_moment_s_would() -> None:
    made, week = uuid7(NOON), timedelta(days=7)
    early, late = timedelta(milliseconds=-1), timedelta(milliseconds=1)
    assert uuid7(NOON + week + early) < shifted(made, week) < uuid7(NOON + week + late)
    assert shifted(shifted(made, week), -week) == made
    assert shifted(made, -week).version == 7

"""Which law an act fell under on its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pimpasa.cases.contents import EventContents
from pimpasa.cases.days import first_day, last_day
from pimpasa.cases.kinds import EventKind
from pimpasa.cases.law import NEW_CODE, PROVISIONS, Offence, law_between, law_on
from pimpasa.cases.models import Event
from pimpasa.cases.opening import OpenEvent

OLD = ["UU 21/2007 pasal 2", "UU 6/2011 pasal 120"]
NEW = [f"KUHP (UU 1/2023) pasal {article}" for article in (455, 457, 292, 361)]


def articles(first: date, last: date | None = None) -> list[str]:
    return [one.article for one in law_between(first, last or first)]


def happened(day: str) -> OpenEvent:
    return OpenEvent(Event(), EventContents(EventKind.OTHER, "Karangan", day=day))


def test_it_works() -> None:
    assert [one.article for one in law_on(date(2025, 9, 23))] == OLD
    assert articles(NEW_CODE - timedelta(days=1)) == OLD
    assert articles(NEW_CODE) == NEW


def test_before_the_laws_there_were_none() -> None:
    assert articles(date(2006, 1, 1)) == []
    assert articles(date(2007, 4, 19)) == OLD[:1]


def test_every_offence_has_a_law_today() -> None:
    assert {one.offence for one in law_on(date(2026, 11, 24))} == set(Offence)


def test_no_two_laws_hold_for_one_offence_on_one_day() -> None:
    days = {one.since for one in PROVISIONS} | {one.until for one in PROVISIONS if one.until}
    for day in days:
        offences = [one.offence for one in law_on(day)]
        assert len(offences) == len(set(offences))


def test_what_was_not_read_in_a_source_says_so() -> None:
    assert {one.article for one in PROVISIONS if one.is_read} == {NEW[1], NEW[2], NEW[3]}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        (" 2025-09-23 ", date(2025, 9, 23), date(2025, 9, 23)),
        ("", None, None),
        ("0000", None, None),
        ("2025-02-30", None, None),
        ("2025-9-1", None, None),
        ("٢٠٢٥", None, None),
    ],
)
def test_days_as_far_as_they_are_known(text: str, first: date | None, last: date | None) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    ("day", "law", "is_between"),
    [
        ("2025", OLD, False),
        ("2026-01", [OLD[0], NEW[0], OLD[1], NEW[1], *NEW[2:]], True),
        ("2026", [OLD[0], NEW[0], OLD[1], NEW[1], *NEW[2:]], True),
        ("2026-01-02", NEW, False),
        ("2026-02", NEW, False),
        ("", [], False),
    ],
)
def test_a_day_only_half_known_may_fall_under_two_laws(day: str, law: list[str], is_between: bool) -> None:
    event = happened(day)
    assert ([one.article for one in event.law], event.is_between_laws) == (law, is_between)

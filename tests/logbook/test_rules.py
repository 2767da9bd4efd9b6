"""What an entry has to be, in whatever log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.logbook import rules
from pimpasa.logbook.contents import Written
from pimpasa.logbook.rules import AHEAD, LATE, MOST_POINTS

KINDS = ("checklist", "note", "photo", "arrived")
ITEMS = ("letter", "shown")
TYPED = "Karangan: pintu terkunci."


def check(kind: str = "note", *, has_photo: bool = False, text: str = TYPED, **more: list[str] | list[float]) -> None:
    contents = Written(at=clock.now().isoformat(), text=text, **more)  # type: ignore[arg-type]  # of the field's own kind
    rules.check_written(kind, contents, of=KINDS, items=ITEMS, has_photo=has_photo)


def test_it_works() -> None:
    check()
    check("checklist", text="", items=["shown", "letter"])
    check("photo", text="", has_photo=True, place=[-6.1438, 106.7394, 12.0])
    check("arrived", text="")


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        ("sulap", {}, "entry_unreadable"),
        ("note", {"text": "x" * 20_001}, "entry_unreadable"),
        ("note", {"text": " \n"}, "nothing_written"),
        ("photo", {}, "no_photo"),
        ("checklist", {"items": ["letter", "bohong"]}, "entry_unreadable"),
        ("arrived", {"place": [-90.1, 0.0]}, "entry_unreadable"),
        ("arrived", {"place": [0.0, 180.1]}, "entry_unreadable"),
        ("arrived", {"place": [float("nan"), 0.0]}, "entry_unreadable"),
        ("arrived", {"place": [5.0]}, "entry_unreadable"),
    ],
)
def test_what_it_cannot_be(kind: str, more: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        check(kind, **more)  # type: ignore[arg-type]  # whatever a phone may send
    assert refused.value.code == code


def test_a_moment_has_an_offset_and_is_kept_in_utc() -> None:
    assert rules.moment_of("2025-09-23T10:00:00+07:00") == datetime(2025, 9, 23, 3, tzinfo=UTC)
    assert rules.moment_of("2025-09-23T10:00:00+07:00").isoformat() == "2025-09-23T03:00:00+00:00"
    for text in ("kemarin", "2025-09-23T10:00:00", ""):
        with pytest.raises(Refused) as refused:
            rules.moment_of(text)
        assert refused.value.code == "time_unreadable"


def test_a_moment_is_neither_to_come_nor_long_ago_nor_before_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    planned_at = now - timedelta(days=1)
    second = timedelta(seconds=1)
    for at in (now, now + AHEAD, now - LATE):
        rules.check_time(at)
    rules.check_time(planned_at - AHEAD, since=planned_at)
    wrong = [(now + AHEAD + second, None), (now - LATE - second, None), (planned_at - AHEAD - second, planned_at)]
    wrong.append((now - LATE - second, now - 2 * LATE))
    for at, since in wrong:
        with pytest.raises(Refused) as refused:
            rules.check_time(at, since=since)
        assert refused.value.code == "time_implausible"


def test_a_full_log_says_so_of_no_particular_log() -> None:
    rules.check_room(2, most=3)
    with pytest.raises(Refused) as refused:
        rules.check_room(3, most=3)
    assert (refused.value.code, str(refused.value.reason)) == (
        "log_full",
        "Buku catatan ini penuh: paling banyak 3 catatan.",
    )


class TestSignature:
    def test_drawn_or_typed(self) -> None:
        rules.check_signature([[[0, 0], [1000, 400]], [[5, 5]]], "")
        rules.check_signature([], "Sari")
        rules.check_signature([[]], "Sari")

    @pytest.mark.parametrize(
        ("strokes", "code"),
        [
            ([[[1001, 1]]], "signature_unreadable"),
            ([[[1, 401]]], "signature_unreadable"),
            ([[[-1, 1]]], "signature_unreadable"),
            ([[[1, 1]] * (MOST_POINTS + 1)], "signature_unreadable"),
            ([], "not_signed"),
            ([[]], "not_signed"),
        ],
    )
    def test_what_is_none(self, strokes: list[list[list[int]]], code: str) -> None:
        with pytest.raises(Refused) as refused:
            rules.check_signature(strokes, " S ")
        assert refused.value.code == code


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "", "kemarin", "2026-11-26"]
)
def test_a_moment_that_is_none_in_utc_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.moment_of(text)
    assert refused.value.code == "time_unreadable"


@pytest.mark.parametrize("place", [[1.0, 2.0, float("inf")], [float("nan"), 0.0], [0.0, float("-inf")], [91.0, 0.0]])
def test_a_place_without_an_end_is_on_no_map(place: list[float]) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_place(place)
    assert refused.value.code == "entry_unreadable"

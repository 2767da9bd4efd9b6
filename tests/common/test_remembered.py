from __future__ import annotations

import pytest

from pimpasa.common import remembered
from pimpasa.common.remembered import Remembered


def test_it_asks_once_for_each_key_until_the_seconds_are_over(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    offices = Remembered(lambda district: asked.append(district) or f"office of {district}")
    now = 1000.0
    monkeypatch.setattr(remembered.time, "monotonic", lambda: now)
    assert [offices.get(district) for district in ("A", "B", "A")] == ["office of A", "office of B", "office of A"]
    assert asked == ["A", "B"]
    now += remembered.SECONDS
    assert offices.get("A") == "office of A"
    assert asked == ["A", "B", "A"]


def test_what_is_forgotten_is_asked_for_again() -> None:
    answers = iter(["before", "after"])
    board = Remembered(lambda _office: next(answers))
    assert board.get(1) == "before"
    board.forget()
    assert board.get(1) == "after"


def test_strangers_keys_fill_no_memory() -> None:
    doubles = Remembered[int, int](lambda number: 2 * number, most=3)
    assert [doubles.get(number) for number in range(10)] == list(range(0, 20, 2))
    assert len(doubles._answers) <= 3

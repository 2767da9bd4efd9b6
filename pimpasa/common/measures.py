"""What happened, told to whoever counts it. Nobody does unless the process was told to (PIMPASA_METRICS)."""

from __future__ import annotations

from typing import Protocol


class Counting(Protocol):
    """Takes note; holds nothing of who it was."""

    def answered(self, *, route: str, status: int, seconds: float) -> None:
        """A page was answered; `route` is its name in the code."""

    def ran(self, *, outcome: str) -> None:
        """A decoder, the typesetter or the reader of pictures ended, or found no place."""

    def refused(self) -> None:
        """A report that was sent was not taken."""


class _Nobody:
    def answered(self, *, route: str, status: int, seconds: float) -> None:
        pass

    def ran(self, *, outcome: str) -> None:
        pass

    def refused(self) -> None:
        pass


_counting: Counting = _Nobody()


def count_by(counting: Counting) -> None:
    """From now on in this process."""
    global _counting
    _counting = counting


def now_counting() -> Counting:
    return _counting

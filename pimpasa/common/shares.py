"""Places for work that costs much, given out by shares: nobody holds them all, and officers never wait for strangers.

Who asks is known of the whole request (`asking`), so that no place can be taken by nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from threading import Condition


class Full(Exception):
    """No place came free in time, or too many wait already."""


@dataclass(frozen=True)
class Asker:
    """Who asks, by a name that all of one network share; `is_first` are officers,
    browsers that they signed in with, and our own tasks."""

    name: str = ""
    is_first: bool = False


_OURSELVES = Asker(is_first=True)
_asker: ContextVar[Asker] = ContextVar("asker", default=_OURSELVES)


@contextmanager
def asking(asker: Asker) -> Iterator[None]:
    token = _asker.set(asker)
    try:
        yield
    finally:
        _asker.reset(token)


def is_first() -> bool:
    """Whether who asks goes before strangers."""
    return _asker.get().is_first


def ask_first() -> None:
    """From here on, the request is an officer's."""
    _asker.set(replace(_asker.get(), is_first=True))


class Shares:
    """`at_once` places in this process. Strangers never hold the last one, and none of them more than half.

    Whoever waits holds a thread, so of one asker `waiting` wait at most, and of strangers twice as many.
    """

    def __init__(self, at_once: int, *, wait: float, waiting: int = 2) -> None:
        self._at_once = at_once
        self._for_strangers = max(1, at_once - 1)
        self._for_one = max(1, self._for_strangers // 2)
        self._wait = wait
        self._waiting = waiting
        self._held: Counter[Asker] = Counter()
        self._queue: list[_Turn] = []
        self._changed = Condition()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises Full."""
        asker = _asker.get()
        self._take(asker)
        try:
            yield
        finally:
            with self._changed:
                self._held[asker] -= 1
                self._held += Counter()
                self._changed.notify_all()

    def _take(self, asker: Asker) -> None:
        turn = _Turn(asker)
        with self._changed:
            self._check_queue(asker)
            self._queue.append(turn)
            try:
                if not self._changed.wait_for(lambda: self._next() is turn, self._wait):
                    raise Full
                self._held[asker] += 1
            finally:
                self._queue.remove(turn)
                self._changed.notify_all()

    def _check_queue(self, asker: Asker) -> None:
        if self._fits(asker):
            return
        own = sum(turn.asker == asker for turn in self._queue)
        strangers = sum(not turn.asker.is_first for turn in self._queue)
        if not asker.is_first and (own >= self._waiting or strangers >= 2 * self._waiting):
            raise Full

    def _next(self) -> _Turn | None:
        """Officers before strangers, then who holds least, then who came first."""
        fitting = [turn for turn in self._queue if self._fits(turn.asker)]
        return min(fitting, key=lambda turn: (not turn.asker.is_first, self._held[turn.asker]), default=None)

    def _fits(self, asker: Asker) -> bool:
        if self._held.total() >= self._at_once:
            return False
        strangers = sum(count for holder, count in self._held.items() if not holder.is_first)
        return asker.is_first or (strangers < self._for_strangers and self._held[asker] < self._for_one)


@dataclass(eq=False)
class _Turn:
    asker: Asker

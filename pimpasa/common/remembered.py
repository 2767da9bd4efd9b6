"""What all visitors of some seconds are answered alike: asked for once in each process, however many of them come.

What another process changes is seen SECONDS later at the latest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import ClassVar, Generic, TypeVar

SECONDS = 5.0
MOST = 10_000

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Answers by what was asked for. The key says everything that an answer depends on, or one is given for another.

    `changes` counts how often this process forgot any: what is made of several answers is old where it has grown.
    """

    changes: ClassVar[int] = 0

    def __init__(self, ask: Callable[[K], V], *, most: int = MOST) -> None:
        self._ask = ask
        self._most = most
        self._answers: dict[K, tuple[float, V]] = {}

    def get(self, key: K) -> V:
        """Of the last SECONDS, else asked for now. Two threads may ask at once, and are answered the same."""
        answer = self._answers.get(key)
        if answer is None or time.monotonic() >= answer[0]:
            answer = time.monotonic() + SECONDS, self._ask(key)
            if len(self._answers) >= self._most:
                self._answers.clear()
            self._answers[key] = answer
        return answer[1]

    def forget(self) -> None:
        """Ask anew at the next question: this process changed something."""
        self._answers.clear()
        Remembered.changes += 1

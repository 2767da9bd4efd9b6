"""Threads for the program, given out by shares: who asks much waits behind who asks little, without holding one."""

from __future__ import annotations

import asyncio
import os
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import get_native_id
from typing import TypeVar

R = TypeVar("R")


class TooMany(Exception):
    """So many of this caller wait already that no more may."""


def _stand_behind(steps: int) -> None:
    """On Linux a thread has a priority of its own (setpriority(2), notes)."""
    if steps:
        os.setpriority(os.PRIO_PROCESS, get_native_id(), steps)


class Threads:
    """`count` threads of one event loop. One caller holds three quarters of them at most, and callers take turns."""

    def __init__(self, count: int, name: str, *, waiting: int, behind: int = 0) -> None:
        """`behind` is by how much they stand behind other threads where the processor is short (nice)."""
        self._executor = ThreadPoolExecutor(
            count, thread_name_prefix=name, initializer=_stand_behind, initargs=(behind,)
        )
        self._free = count
        self._for_one = max(1, count * 3 // 4)
        self._most_waiting = waiting
        self._held: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    async def run(self, caller: str, work: Callable[[], R], *, is_begun: bool = False) -> R:
        """What `work` returns, from a thread. Raises TooMany where nothing has begun yet, and what `work` raises."""
        await self._enter(caller, is_begun=is_begun)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, work)
        finally:
            self._leave(caller)

    async def _enter(self, caller: str, *, is_begun: bool) -> None:
        if self._free and self._held[caller] < self._for_one and caller not in self._waiting:
            self._take(caller)
            return
        line = self._waiting.setdefault(caller, deque())
        if not is_begun and len(line) >= self._most_waiting:
            raise TooMany
        turn = asyncio.get_running_loop().create_future()
        line.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            self._give_up(caller, turn)
            raise

    def _give_up(self, caller: str, turn: asyncio.Future[None]) -> None:
        """Who was called and goes at that moment gives the place on."""
        if turn.done() and not turn.cancelled():
            self._leave(caller)
        elif (line := self._waiting.get(caller)) is not None and turn in line:
            line.remove(turn)
            if not line:
                del self._waiting[caller]

    def _take(self, caller: str) -> None:
        self._free -= 1
        self._held[caller] += 1

    def _leave(self, caller: str) -> None:
        self._free += 1
        self._held[caller] -= 1
        self._held += Counter()
        self._call_next()

    def _call_next(self) -> None:
        """Of the callers who wait, the one whose turn was longest ago and who does not hold their share."""
        for caller in list(self._waiting):
            if not self._free:
                return
            if self._held[caller] >= self._for_one:
                continue
            line = self._waiting.pop(caller)
            turn = line.popleft()
            if line:
                self._waiting[caller] = line
            if not turn.cancelled():
                self._take(caller)
                turn.set_result(None)

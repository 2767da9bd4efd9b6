"""A request's body as it arrives: without a thread, sealed where it waits, cut where it does not come on.

A limit by length would cut off a film over a bad line; one by progress cuts off who sends a byte now and then, so that
a connection stays open, and nobody else.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from threading import Lock
from typing import Any

from pimpasa.sealing.spools import BLOCK, Spool

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

# A phone at the edge of a cell brings 64 kbit/s, or 240 KB in half a minute, and is silent for seconds. 8 KiB in half a
# minute are 2 kbit/s: GPRS brought more. A byte every two seconds makes 15 bytes.
WINDOW = 30.0
LEAST_IN_WINDOW = 8 * 1024


class End(Enum):
    """Why no more came: it was whole, the sender is gone or too slow, or as much as was asked for has come."""

    WHOLE = "whole"
    GONE = "gone"
    SLOW = "slow"
    ENOUGH = "enough"
    NO_ROOM = "no room"


@dataclass
class Pace:
    """Whether a body comes on: so many bytes in each window, or its end."""

    began: float
    received: int = 0

    def patience(self, now: float) -> float:
        """Seconds until the window is over."""
        return max(0.0, self.began + WINDOW - now)

    def take(self, size: int, now: float) -> bool:
        """Note `size` bytes; False where the window is over without enough."""
        self.received += size
        if now - self.began < WINDOW:
            return True
        has_enough = self.received >= LEAST_IN_WINDOW
        self.began = now
        self.received = 0
        return has_enough


class Waiting:
    """What lies on the disk until it is whole; of one caller a quarter, at most, of what is still free."""

    def __init__(self, most: int, free: Callable[[], int]) -> None:
        self._most = most
        self._free = free
        self._of_each: Counter[str] = Counter()
        self._lock = Lock()

    @contextmanager
    def of(self, caller: str) -> Iterator[Lying]:
        lying = Lying(self, caller)
        try:
            yield lying
        finally:
            self.give_back(lying)

    def give_back(self, lying: Lying) -> None:
        with self._lock:
            self._of_each[lying.caller] -= lying.size
            self._of_each += Counter()
            lying.size = 0

    def take(self, lying: Lying, size: int) -> bool:
        with self._lock:
            share = self._of_each[lying.caller] + size
            if lying.size + size > self._most or share > self._free() // 4:
                return False
            self._of_each[lying.caller] = share
            lying.size += size
            return True


@dataclass
class Lying:
    """One body's part of that; False where there is no room for more."""

    waiting: Waiting
    caller: str
    size: int = 0

    def take(self, size: int) -> bool:
        return self.waiting.take(self, size)

    def let_go(self) -> None:
        """Its bytes are somewhere else now."""
        self.waiting.give_back(self)


class Receiving:
    """One body, taken in pieces of at most so many bytes."""

    def __init__(self, receive: Receive, folder: Path, disk: ThreadPoolExecutor, lying: Lying) -> None:
        self._receive = receive
        self._folder = folder
        self._disk = disk
        self._lying = lying
        self._pace = Pace(time.monotonic())
        self._next: asyncio.Task[Message] | None = None

    async def piece(self, most: int | None = None) -> tuple[Spool, End]:
        """The next bytes, `most` of them or a little more, and why no more came."""
        self._lying.let_go()
        spool = Spool(self._folder)
        while True:
            message = await self._message()
            if message is None:
                return spool, End.SLOW
            if message["type"] == "http.disconnect":
                return spool, End.GONE
            body = message.get("body", b"")
            if spool.take(body) and not await self._written(spool):
                return spool, End.NO_ROOM
            if not message.get("more_body"):
                return spool, End.WHOLE
            if not self._pace.take(len(body), time.monotonic()):
                return spool, End.SLOW
            if most is not None and spool.size >= most:
                return spool, End.ENOUGH

    async def _message(self) -> Message | None:
        """None where nothing came within the window, or too little had come in it."""
        if self._next is None:
            self._next = asyncio.ensure_future(self._receive())
        while True:
            await asyncio.wait({self._next}, timeout=self._pace.patience(time.monotonic()))
            if self._next.done():
                message = self._next.result()
                self._next = None
                return message
            if not self._pace.take(0, time.monotonic()):
                self._next.cancel()
                return None

    async def _written(self, spool: Spool) -> bool:
        """Put it on the disk in a thread: a full or slow one must not stop everybody."""
        return await asyncio.get_running_loop().run_in_executor(self._disk, self._write, spool)

    def _write(self, spool: Spool) -> bool:
        if not self._lying.take(BLOCK):
            return False
        try:
            spool.write()
        except OSError:
            return False
        return True

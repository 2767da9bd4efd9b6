"""Allowances counted in memory, per process, under a keyed hash whose key dies with the process.

No address is stored anywhere, and no allowance is shared by everybody: a flood slows the flooder alone.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

_KEY = secrets.token_bytes(32)
MOST_KEPT = 100_000


@dataclass
class Allowance:
    """A bucket per caller: `most` at once, refilled by `per_minute`."""

    most: int
    per_minute: float
    _buckets: dict[bytes, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, caller: str) -> bool:
        """Use one up; False where none is left."""
        return self.wait(caller, use=True) == 0

    def wait(self, caller: str, *, use: bool = False) -> float:
        """Seconds until the caller has one again; 0 where they have one now, which `use` takes."""
        now, name = time.monotonic(), hidden(caller)
        with self._lock:
            left, then = self._buckets.get(name, (float(self.most), now))
            left = min(self.most, left + (now - then) * self.per_minute / 60)
            granted = left >= 1
            self._buckets[name] = (left - 1 if granted and use else left, now)
            if len(self._buckets) > MOST_KEPT:
                self._forget_full(now)
        return 0 if granted else (1 - left) * 60 / self.per_minute

    def _forget_full(self, now: float) -> None:
        """Drop callers who have their whole allowance back, and the oldest beyond that."""
        refill = self.per_minute / 60
        kept = {
            n: (left, then) for n, (left, then) in self._buckets.items() if left + (now - then) * refill < self.most
        }
        oldest = sorted(kept, key=lambda name: kept[name][1])[: max(0, len(kept) - MOST_KEPT // 2)]
        for name in oldest:
            del kept[name]
        self._buckets = kept


def hidden(caller: str) -> bytes:
    """A caller's name as no one can read it, even in memory, without this process's key."""
    return hashlib.blake2b(caller.encode(), key=_KEY, digest_size=16).digest()


def address(request: HttpRequest) -> str:
    """The caller's address: the connection's, or the one our own proxies (PIMPASA_TRUSTED_PROXIES) report."""
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted and hops[-trusted].strip():
        return hops[-trusted].strip()
    return str(request.META.get("REMOTE_ADDR", ""))

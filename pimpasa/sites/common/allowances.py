"""How much one caller may do: counted in memory, per process, under a keyed hash whose key dies with the process.

No address is stored anywhere, and no allowance is shared by everybody: a flood slows the flooder alone. What callers
cannot guess needs little; what a hall or an office does together behind one address needs much.
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
    """A bucket per caller: `most` at once, refilled by `per_minute`; `why` so many and no more."""

    most: float
    per_minute: float
    why: str
    _buckets: dict[bytes, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, caller: str) -> bool:
        """Use one up; False where none is left."""
        return self.wait(caller, use=True) == 0

    def wait(self, caller: str, *, use: bool = False) -> float:
        """Seconds until the caller has one again; 0 where they have one now, which `use` takes."""
        now = time.monotonic()
        name = hidden(caller)
        with self._lock:
            amount, filled_at = self._buckets.get(name, (self.most, now))
            amount = min(self.most, amount + (now - filled_at) * self.per_minute / 60)
            granted = amount >= 1
            self._buckets[name] = (amount - 1 if granted and use else amount, now)
            if len(self._buckets) > MOST_KEPT:
                self._forget_full(now)
        return 0 if granted else (1 - amount) * 60 / self.per_minute

    def forget(self) -> None:
        """Let everybody begin anew."""
        with self._lock:
            self._buckets.clear()

    def _forget_full(self, now: float) -> None:
        """Drop callers who have their whole allowance back, and the oldest beyond that."""
        refill = self.per_minute / 60
        waiting = {
            name: (amount, filled_at)
            for name, (amount, filled_at) in self._buckets.items()
            if amount + (now - filled_at) * refill < self.most
        }
        oldest = sorted(waiting, key=lambda name: waiting[name][1])[: max(0, len(waiting) - MOST_KEPT // 2)]
        for name in oldest:
            del waiting[name]
        self._buckets = waiting


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


# By officer, or by address and e-mail.
UNLOCKING = Allowance(5, 1, why="a password can be guessed, and who mistypes one needs a few tries")
SECOND_HALVES = Allowance(5, 1, why="twelve digits beside a link; who mistypes them needs a few tries")
RECOVERING = Allowance(5, 1, why="as with a password; the code itself has 160 bits")

# By address, wrong ones alone: right ones are never counted.
WRONG_RECEIPTS = Allowance(60, 30, why="a receipt has 100 bits; a hall may mistype theirs at the same time")
WRONG_CHECK_CODES = Allowance(60, 30, why="there are 2^99 check codes; a whole office may look papers up")
WRONG_ROOM_CODES = Allowance(60, 30, why="a room's code is short; a hall mistypes it at the same time")

# By address.
REPORTS = Allowance(
    settings.REPORTS_PER_ADDRESS,
    settings.REPORTS_REFILL_PER_MINUTE,
    why="two hundred at a dialogue report from one address; beyond it a report waits its turn, none is refused",
)
UPLOADS = Allowance(600, 60, why="three files each of two hundred at a dialogue")
PLACE_SEARCHES = Allowance(3000, 1200, why="each letter typed is a search, in a hall behind one address")
DATA_REQUESTS = Allowance(20, 2, why="each is read by an officer; a hall hardly asks at once")
COMPLAINTS = Allowance(10, 1, why="each is read by an officer, and one needs a receipt to write it")
SEATS = Allowance(1000, 200, why="a hall of two hundred sits down within a minute, and passes phones round after")
OFFER_TEXTS = Allowance(900, 120, why="two hundred phones at a dialogue check several offers each")
OFFER_PICTURES = Allowance(240, 24, why="the same hall, but a picture costs a second of the machine")
DOOR_CODES = Allowance(30, 10, why="a door closes for good after ten wrong codes; a partner's office has one address")
COSIGNATURES = Allowance(60, 60, why="a witness signs each checkpoint, and checking one costs a signature")
CALENDAR_READS = Allowance(120, 30, why="calendars of a whole office may ask from one address; a link has 256 bits")

# By report, so that nobody else waits.
MESSAGES = Allowance(20, 4, why="who writes without end with one code; each is read by an officer")

"""A flood slows the flooder: beyond an address's allowance a report waits its turn, and none is refused for good.

The turn is a signed ticket bound to the draft, so that no worker has to remember it and nobody can pass it on.
"""

from __future__ import annotations

import time
from threading import Lock

from django.core import signing

from pimpasa.sites.common.allowances import MOST_KEPT, REPORTS, hidden

SECONDS_APART = 2.0
LONGEST_WAIT = 600.0
_SALT = "turn"

_next_turn: dict[bytes, float] = {}
_lock = Lock()


def may_send(caller: str, draft: bytes, ticket: str) -> bool:
    """Whether this draft may become a report now: within the allowance, or its turn has come."""
    return REPORTS.take(caller) or _turn_has_come(draft, ticket)


def take_ticket(caller: str, draft: bytes) -> tuple[str, int]:
    """A turn for this draft after those its address took before, and the seconds until then."""
    now, name = time.time(), hidden(caller)
    with _lock:
        turn = min(max(now, _next_turn.get(name, 0)) + SECONDS_APART, now + LONGEST_WAIT)
        _next_turn[name] = turn
        if len(_next_turn) > MOST_KEPT:
            _forget_past(now)
    ticket = signing.dumps({"draft": draft.hex(), "turn": turn}, salt=_SALT)
    return ticket, max(1, round(turn - now))


def _turn_has_come(draft: bytes, ticket: str) -> bool:
    try:
        turn = signing.loads(ticket, salt=_SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return False
    return bool(turn["draft"] == draft.hex() and turn["turn"] <= time.time())


def _forget_past(now: float) -> None:
    for name in [name for name, turn in _next_turn.items() if turn < now]:
        del _next_turn[name]

"""Pages of an office or a witness, as any visitor gets them; a redirect is followed nowhere.

The whole of an answer has ten seconds: an office that hands out a byte now and then would else keep its watcher waiting
for ever, and nobody would be told of anything.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from pimpasa.ledger.doors import Door, Reply, Unanswered, get

OK = 200

# A list of every desk's key, in a country of eighty thousand villages.
LONGEST = 16 << 20  # bytes

Fetch = Callable[[str], bytes]
See = Callable[[str], Reply]


class Unreachable(Exception):
    """Nothing came, or not what was asked for."""


def fetch(address: str) -> bytes:
    """What is at an address; beyond this machine only over TLS. Raises Unreachable."""
    return see(address).body


def see(address: str) -> Reply:
    """As `fetch`, with how it came."""
    parts = urlsplit(address)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        reply = get(Door.parse(f"{parts.scheme}://{parts.netloc}"), path, longest=LONGEST)
    except (Unanswered, ValueError) as fault:
        raise Unreachable(f"{address}: {fault}") from fault
    if reply.status != OK:
        raise Unreachable(f"{address}: {reply.status}")
    return reply

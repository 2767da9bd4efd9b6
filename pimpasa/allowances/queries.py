from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings
from django.db import connection

from pimpasa.allowances.addresses import Caller
from pimpasa.allowances.kinds import Allowance
from pimpasa.allowances.models import DayKey
from pimpasa.common import clock

# The half of the key that lies in the database is asked for again after so long: a crash empties its table.
SECONDS_REMEMBERED = 60

_WAIT = """
    SELECT max(extract(epoch FROM greatest(tally.full_at, statement_timestamp()) - statement_timestamp())
        + asked.step - asked.room)
    FROM unnest(%s::bytea[], %s::float8[], %s::float8[]) AS asked (name, step, room)
    LEFT JOIN allowances_tally AS tally USING (name)
"""


@dataclass(frozen=True)
class Uses:
    """Tallies by their names, how many seconds this use costs each, and how many each has in all."""

    names: list[bytes]
    steps: list[float]
    rooms: list[float]


def wait(allowance: Allowance, caller: Caller | str, cost: float = 1) -> float:
    """Seconds until the caller may use `cost` more; 0 where they may now. Uses nothing up."""
    uses = uses_of(allowance, caller, cost)
    with connection.cursor() as cursor:
        cursor.execute(_WAIT, [uses.names, uses.steps, uses.rooms])
        (seconds,) = cursor.fetchone()
    return max(0.0, float(seconds))


def uses_of(allowance: Allowance, caller: Caller | str, cost: float) -> Uses:
    networks = (caller,) if isinstance(caller, str) else caller.networks
    each = [allowance.seconds_each / times for times in (1, *allowance.wider)[: len(networks)]]
    names = [hidden(f"{allowance.name} {network}") for network in networks]
    return Uses(names, [cost * seconds for seconds in each], [allowance.most * allowance.seconds_each] * len(each))


def hidden(name: str) -> bytes:
    """A caller's name as nobody reads it without the day's key, and nobody at all when the day is over."""
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), key=_key(), digest_size=16).digest()


def _key() -> bytes:
    return _key_of(clock.today(), int(time.monotonic() // SECONDS_REMEMBERED))


@cache
def _key_of(day: date, _while: int) -> bytes:
    if not DayKey.objects.filter(day=day).exists():
        DayKey.objects.bulk_create([DayKey(day=day, secret=secrets.token_bytes(32))], ignore_conflicts=True)
    secret = bytes(DayKey.objects.get(day=day).secret)
    return hashlib.blake2b(secret, key=settings.SECRET_KEY.encode()[:64], person=b"allowances").digest()

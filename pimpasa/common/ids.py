import secrets
import time
from datetime import datetime, timedelta
from uuid import UUID


def uuid7(at: datetime | None = None) -> UUID:
    """A UUIDv7 (RFC 9562, 5.7) of now or of `at`: 48 bits of Unix time in ms, then 74 random bits.

    Later ones sort after.
    """
    milliseconds = int(at.timestamp() * 1000) if at else time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    value = milliseconds << 80 | 7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & ((1 << 62) - 1)
    return UUID(int=value)


def shifted(ident: UUID, by: timedelta) -> UUID:
    """A UUIDv7 as it would be, had it been made that much later: for asking for what was made around it."""
    return UUID(int=ident.int + (by // timedelta(milliseconds=1) << 80))

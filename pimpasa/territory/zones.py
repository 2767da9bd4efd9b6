"""Which clock hangs on the wall of a kelurahan: Indonesia has three, by province (Keppres 41/1987)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")
WITA = ZoneInfo("Asia/Makassar")
WIT = ZoneInfo("Asia/Jayapura")
# The first two digits of a kelurahan's code. What is neither central nor eastern is western.
_CENTRAL = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
_EASTERN = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})


def zone_of(code: str) -> ZoneInfo:
    """The zone of an area by its code: `zone_of("31.73.01.1006")` is WIB."""
    province = code[:2]
    if province in _EASTERN:
        return WIT
    return WITA if province in _CENTRAL else WIB

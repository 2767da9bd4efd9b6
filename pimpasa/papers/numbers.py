"""An office's way of writing numbers: `W.10.IMI.IMI.2-{kode}.{nomor}/{bulan_romawi}/{tahun}`."""

from __future__ import annotations

import re
from datetime import date

DEFAULT = "{kode}-{nomor}/{bulan_romawi}/{tahun}"
NEEDED = ("kode", "nomor", "tahun")
OPTIONAL = ("nomor3", "bulan", "bulan_romawi")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_PLACEHOLDER = re.compile(r"\{([a-z0-9_]*)\}")
_PLAIN = re.compile(r"[A-Za-z0-9 ./_-]*")


def fault(pattern: str) -> str:
    """What is wrong with a pattern: `letters`, `unknown`, `missing`, or nothing.

    Code, number and year have to be in it, so that no two papers of an office have the same.
    """
    names = _PLACEHOLDER.findall(pattern)
    if not _PLAIN.fullmatch(_PLACEHOLDER.sub("", pattern)):
        return "letters"
    if not set(names) <= {*NEEDED, *OPTIONAL}:
        return "unknown"
    counted = {"nomor" if name == "nomor3" else name for name in names}
    return "" if set(NEEDED) <= counted else "missing"


def number(pattern: str, *, code: str, count: int, day: date) -> str:
    """The number that a pattern without fault gives."""
    values = {
        "kode": code,
        "nomor": str(count),
        "nomor3": f"{count:03}",
        "bulan": f"{day.month:02}",
        "bulan_romawi": ROMAN[day.month - 1],
        "tahun": str(day.year),
    }
    return _PLACEHOLDER.sub(lambda placeholder: values[placeholder[1]], pattern)

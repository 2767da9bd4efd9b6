"""What an officer is in the civil service, as letters name them."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Day of birth, month of appointment, sex, running number (BKN).
_NIP = re.compile(r"(\d{8})(\d{6})(\d)(\d{3})", re.ASCII)


@dataclass(frozen=True)
class Service:
    """NIP, jabatan and pangkat; each empty where it is not known."""

    nip: str = ""
    position: str = ""
    rank: str = ""


def nip_in(text: str) -> str:
    """A NIP as letters write it, 19900101 201501 2 001, however it was typed; empty for what is none."""
    match = _NIP.fullmatch(re.sub(r"[\s.-]", "", text))
    return " ".join(match.groups()) if match else ""

"""What is sealed of outreach."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """Somebody of an RW who agreed to be written to."""

    name: str
    email: str
    phone: str = ""

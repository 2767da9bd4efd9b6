"""What a check of the installation found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """The state of something as a check saw it; `remedy` says what to do, and is empty when all is well."""

    state: str
    remedy: str = ""

    @property
    def is_fault(self) -> bool:
        return bool(self.remedy)

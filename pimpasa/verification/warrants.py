"""A surat perintah: the signed order that a field check needs (Permenimipas 2/2025 art. 30)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused


@dataclass(frozen=True)
class Warrant:
    """Its number, who signed it, and the days it is valid (both included)."""

    number: str
    signer: str
    valid_from: date
    valid_until: date

    def covers(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_until

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"valid_from": str(self.valid_from), "valid_until": str(self.valid_until)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Warrant:
        days = {name: date.fromisoformat(data[name]) for name in ("valid_from", "valid_until")}
        return cls(**{**data, **days})


def check_warrant(warrant: Warrant, *, day: date) -> None:
    """Raise Refused unless it is signed and covers the day (Permenimipas 2/2025 art. 30 (1))."""
    if not warrant.number.strip() or not warrant.signer.strip():
        raise Refused(
            _("A field check needs a signed surat perintah: its number and signer (Permenimipas 2/2025 art. 30).")
        )
    if warrant.valid_until < warrant.valid_from:
        raise Refused(_("The surat perintah ends before it begins."))
    if not warrant.covers(day):
        raise Refused(_("The surat perintah does not cover that day."))

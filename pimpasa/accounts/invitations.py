"""An officer's first sign-in: by a link that reached them alone, or by two halves that no one person holds.

A link that was mailed to them, or printed at the server, opens their account by itself. A link on a sheet went through
an administrator's hands: it opens nothing without the second half, twelve digits that colleagues see and the
administrator does not. Both die with their use; a link also after PASSWORD_RESET_TIMEOUT.
"""

from __future__ import annotations

import secrets
from enum import StrEnum

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.crypto import salted_hmac

from pimpasa.accounts.models import Officer

_DIGITS = 12


class Way(StrEnum):
    """How a link was handed over."""

    ALONE = "alone"
    SHEET = "sheet"


class _Links(PasswordResetTokenGenerator):
    def __init__(self, way: Way) -> None:
        super().__init__()
        self.key_salt = f"pimpasa.accounts.invitations.{way}"


_LINKS = {way: _Links(way) for way in Way}


def token_of(officer: Officer, way: Way) -> str:
    """What the link says of the officer, besides their number."""
    return _LINKS[way].make_token(officer)


def way_of(officer: Officer, token: str) -> Way | None:
    """How a link was handed over; None for one that is over, or was never made."""
    if not officer.is_active:
        return None
    return next((way for way, links in _LINKS.items() if links.check_token(officer, token)), None)


def second_half(officer: Officer) -> str:
    """What belongs to a sheet, as it is read aloud: `1234 5678 9012`. Another after each password."""
    bound = f"{officer.pk} {officer.email} {officer.password}"
    digest = salted_hmac("pimpasa.accounts.invitations.second-half", bound, algorithm="sha256").digest()
    digits = f"{int.from_bytes(digest[:16]) % 10**_DIGITS:0{_DIGITS}}"
    return " ".join(digits[start : start + 4] for start in range(0, _DIGITS, 4))


def is_second_half(typed: str, officer: Officer) -> bool:
    """Spaces, dots and dashes between the digits do not matter."""
    digits = "".join(sign for sign in typed if sign in "0123456789")
    return secrets.compare_digest(digits, second_half(officer).replace(" ", ""))

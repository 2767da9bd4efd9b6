"""The short code by which a member recognises the key of somebody they let in (docs/adr/0036).

The newcomer's screen shows it, they read it aloud, and the member types it. It is bound to the key and to what the key
is let in to, so that no other key has it and it serves nowhere else.
"""

from __future__ import annotations

import hashlib
import secrets

DIGITS = 12
_GROUP = 4
# Somebody who wants a key with another's code tries 10^12 keys on average; scrypt (RFC 7914) with 16 MiB makes each try
# cost some 40 ms of a core, 1,300 core-years in all, while who opens the page waits for one.
_COST = {"n": 2**14, "r": 8, "p": 1}


def code_of(public: bytes, *, circle: str) -> str:
    """The code of a public key for a circle such as `desk:5`, as it is read aloud: `1234 5678 9012`."""
    bound = hashlib.sha256(b"pimpasa/v1/letting in/" + circle.encode()).digest()
    number = int.from_bytes(hashlib.scrypt(hashlib.sha256(public).digest(), salt=bound, dklen=16, **_COST))
    digits = f"{number % 10**DIGITS:0{DIGITS}}"
    return " ".join(digits[start : start + _GROUP] for start in range(0, DIGITS, _GROUP))


def is_code(typed: str, *, public: bytes, circle: str) -> bool:
    """Whether what somebody typed is the key's code; spaces, dots and dashes between the digits do not matter."""
    digits = "".join(sign for sign in typed if sign in "0123456789")
    return secrets.compare_digest(digits, code_of(public, circle=circle).replace(" ", ""))

"""A blind index: who has the link key can say whether two reports name the same thing, and nobody what it is."""

from __future__ import annotations

import hashlib
import hmac

from pimpasa.linking.identifiers.kinds import Identifier

SIZE = 16


def blind(identifier: Identifier, *, key: bytes) -> bytes:
    """HMAC-SHA256 of the kind and the normal form, cut to SIZE bytes: no two of a country's meet by chance."""
    name = f"{identifier.kind.value}\x00{identifier.value}".encode()
    return hmac.new(key, name, hashlib.sha256).digest()[:SIZE]


def blind_sound(sound: str, *, office: int, key: bytes) -> bytes:
    """The same of how a name sounds (linking.names), for one office: the same name of two shows no likeness."""
    return hmac.new(key, f"sound\x00{office}\x00{sound}".encode(), hashlib.sha256).digest()[:SIZE]

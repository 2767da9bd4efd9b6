from __future__ import annotations

from pimpasa.keys.unlocking import Keyring
from pimpasa.sealing import envelopes
from pimpasa.sealing.errors import SealingError
from pimpasa.unsent.contents import Words
from pimpasa.unsent.models import Writing


def phone_key(keyring: Keyring) -> bytes:
    """What an officer's phone seals their words under until the office has them; theirs alone, on every phone."""
    return keyring.derived("written on a phone")


def words_of(writing: Writing, keyring: Keyring) -> Words | None:
    """What its officer typed; None where it was sealed to a key that they lost."""
    try:
        key = keyring.open_own(bytes(writing.grant), context=writing.context)
        return Words.from_json(envelopes.open_(bytes(writing.envelope), key=key, context=writing.context))
    except SealingError:
        return None

"""A secret locked under words that somebody remembers: Argon2id (RFC 9106), second recommended option by default.

version 1 | iterations 2 | lanes 1 | memory in KiB 4 | salt 16 | envelope
"""

import os
import secrets
import struct

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from pimpasa.common.shares import Shares
from pimpasa.sealing import envelopes
from pimpasa.sealing.errors import Damaged

# Each takes 64 MiB and all that a core gives for a tenth of a second.
AT_ONCE = Shares(max(2, os.cpu_count() or 1), wait=10, waiting=3)
_HEAD = struct.Struct(">BHBI16s")
_MOST_ITERATIONS = 16
_MOST_LANES = 16
_MOST_KIB = 1024 * 1024
_CONTEXT = "passphrase"


def lock(secret: bytes, *, passphrase: str, iterations: int = 3, lanes: int = 4, memory_kib: int = 65536) -> bytes:
    """Lock a secret under a passphrase; the cost travels in the head."""
    head = _HEAD.pack(1, iterations, lanes, memory_kib, secrets.token_bytes(16))
    return head + envelopes.seal(secret, key=_key(head, passphrase), context=_CONTEXT)


def unlock(locked: bytes, *, passphrase: str) -> bytes:
    """The secret. Raises WrongKey for another passphrase, Damaged for changed bytes or a cost out of bounds."""
    head = locked[: _HEAD.size]
    return envelopes.open_(locked[_HEAD.size :], key=_key(head, passphrase), context=_CONTEXT)


def _key(head: bytes, passphrase: str) -> bytes:
    if len(head) != _HEAD.size:
        raise Damaged
    version, iterations, lanes, memory, salt = _HEAD.unpack(head)
    bounded = iterations <= _MOST_ITERATIONS and lanes <= _MOST_LANES and memory <= _MOST_KIB
    if version != 1 or not bounded or iterations < 1 or lanes < 1 or memory < 8 * lanes:
        raise Damaged
    kdf = Argon2id(salt=salt, length=32, iterations=iterations, lanes=lanes, memory_cost=memory)
    with AT_ONCE.taken():
        return kdf.derive(passphrase.encode("utf-8", "surrogatepass"))

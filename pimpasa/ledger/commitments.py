"""What an act is as bytes, and how a commitment hides it. Plain Python, so that an offline verifier can use it."""

import hashlib
import json
from datetime import datetime

EMPTY = hashlib.sha256(b"").digest()


def canonical(*, act: str, subject: str, actor: str, at: datetime, digest: bytes) -> bytes:
    """The act as bytes that never vary: JSON with sorted keys and no spaces (RFC 8785's subset for strings)."""
    fields = {"act": str(act), "actor": actor, "at": at.isoformat(), "digest": digest.hex(), "subject": subject, "v": 1}
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def commit(content: bytes, nonce: bytes) -> bytes:
    """A hiding commitment: SHA-256 of the 32-byte nonce and the act's SHA-256."""
    return hashlib.sha256(nonce + hashlib.sha256(content).digest()).digest()


def digest_of(*sealed: bytes | memoryview) -> bytes:
    """SHA-256 over sealed bytes, as an act's digest."""
    state = hashlib.sha256()
    for part in sealed:
        state.update(part)
    return state.digest()

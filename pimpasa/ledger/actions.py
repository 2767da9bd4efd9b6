import hashlib
import json
import secrets
from datetime import datetime

from django.db import transaction

from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.errors import OutsideTransaction
from pimpasa.ledger.models import Entry

EMPTY = hashlib.sha256(b"").digest()
SYSTEM = "system"
REPORTER = "reporter"


def append(*, act: Act, subject: str, actor: str, digest: bytes = EMPTY) -> Entry:
    """Write one act's commitment in the caller's transaction.

    `subject` and `actor` are `kind:id`; `digest` is the SHA-256 of the sealed bytes the act is about.
    Raises OutsideTransaction where no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(f"{act} of {subject}")
    at, nonce = clock.now(), secrets.token_bytes(32)
    content = canonical(act=act, subject=subject, actor=actor, at=at, digest=digest)
    return Entry.objects.create(
        act=act, subject=subject, actor=actor, at=at, digest=digest, nonce=nonce, commitment=commit(content, nonce)
    )


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

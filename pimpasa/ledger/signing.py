"""The log's own key. Its name grows from the key, so that two logs never share a name."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from pimpasa.ledger import notes
from pimpasa.sealing.derivation import derive


def log_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(settings.LEDGER_SEED)


def origin() -> str:
    """The log's name, as the first line of its checkpoints."""
    return f"pimpasa/{hashlib.sha256(log_key().public_key().public_bytes_raw()).hexdigest()[:16]}"


def public_origin() -> str:
    """The name of the log as strangers see it: the inner one's checkpoints are never taken for its."""
    return f"{origin()}/public"


def office_key(office_id: int) -> Ed25519PrivateKey:
    """The key that signs an office's exports; it derives from the log's seed, so it is backed up with it."""
    return Ed25519PrivateKey.from_private_bytes(derive(settings.LEDGER_SEED, f"office signing key {office_id}", 32))


def backup_key() -> Ed25519PrivateKey:
    """The key that signs backups: whoever has a dump of the database lacks the seed it derives from."""
    return Ed25519PrivateKey.from_private_bytes(derive(settings.LEDGER_SEED, "backup signing key", 32))


def office_name(office_id: int) -> str:
    return f"{origin()}/kantor/{office_id}"


def office_verifier(office_id: int) -> notes.Verifier:
    return notes.log_verifier(office_name(office_id), office_key(office_id))


def verifier() -> notes.Verifier:
    """For the inner log's signatures."""
    return notes.log_verifier(origin(), log_key())


def public_verifier() -> notes.Verifier:
    """What anyone needs to check the public log's signatures; print it as a vkey."""
    return notes.log_verifier(public_origin(), log_key())


def open_public(note: str) -> notes.Checkpoint:
    """The checkpoint of a note of the public log; one of before there were batches bears the inner one's name.

    Raises Unproved.
    """
    is_of_before = note.startswith(f"{origin()}\n")
    return notes.open_note(note, verifier() if is_of_before else public_verifier())


def padding_key() -> bytes:
    """Under it the public log's padding is made: who has it tells padding from acts, and nobody else does."""
    return derive(settings.LEDGER_SEED, "padding", 32)


def mac(commitment: bytes) -> bytes:
    """What shows that this program wrote an act: who only writes to the database lacks the log's seed."""
    return hmac.digest(derive(settings.LEDGER_SEED, "acts", 32), commitment, "sha256")

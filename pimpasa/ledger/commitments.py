"""What an act is as bytes, and how a commitment hides it. Plain Python, so that an offline verifier can use it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from typing import TypeAlias
from uuid import UUID

EMPTY = hashlib.sha256(b"").digest()

Sealed = bytes | memoryview
# No float: its text differs between languages, and an auditor's program must come to the same digest.
Fact: TypeAlias = (
    "str | int | bool | date | UUID | Sealed | Sequence[Fact] | AbstractSet[str] | Mapping[str, Fact] | None"
)


def canonical(*, act: str, subject: str, actor: str, at: datetime, digest: bytes, rows: bytes | None = None) -> bytes:
    """The act as bytes that never vary: JSON with sorted keys and no spaces (RFC 8785's subset for strings).

    `rows` is the digest of what the act left in the database (`digest_of_rows`); acts of before it have none.
    """
    fields = {"act": str(act), "actor": actor, "at": at.isoformat(), "digest": digest.hex(), "subject": subject, "v": 1}
    if rows is not None:
        fields |= {"rows": rows.hex(), "v": 2}
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def commit(content: bytes, nonce: bytes) -> bytes:
    """A hiding commitment: SHA-256 of the 32-byte nonce and the act's SHA-256."""
    return hashlib.sha256(nonce + hashlib.sha256(content).digest()).digest()


def digest_of(*sealed: Sealed) -> bytes:
    """SHA-256 over sealed bytes, as an act's digest."""
    state = hashlib.sha256()
    for part in sealed:
        state.update(part)
    return state.digest()


def digest_of_facts(facts: Mapping[str, Fact]) -> bytes:
    """SHA-256 over facts in their one form: sorted keys, no spaces, UTF-8, sealed bytes by their own SHA-256.

    Sets are sorted, moments are ISO 8601 in UTC, ids are text. Raises TypeError for what has no one form, such as a
    float or a moment without a zone.
    """
    text = json.dumps(_plain(facts), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def digest_of_rows(rows: Iterable[tuple[str, str, bytes]]) -> bytes:
    """SHA-256 over what an act left of rows, in any order: model, row, and the row's digest, empty where it ended."""
    lines = sorted((model, row, digest.hex()) for model, row, digest in rows)
    return hashlib.sha256(json.dumps(lines, separators=(",", ":")).encode()).digest()


def _plain(fact: Fact) -> object:
    match fact:
        case None | bool() | int():
            return fact
        case str():
            return str(fact)  # a member of an enumeration is its value
        case bytes() | memoryview():
            return digest_of(fact).hex()
        case datetime():
            return _in_utc(fact).isoformat()
        case date():
            return fact.isoformat()
        case UUID():
            return str(fact)
        case Mapping():
            return {str(name): _plain(value) for name, value in fact.items()}
        case AbstractSet():
            return sorted(str(member) for member in fact)
        case Sequence():
            return [_plain(member) for member in fact]
    raise TypeError(f"no canonical form for {type(fact).__name__}")


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise TypeError("no canonical form for a moment without a zone")
    return moment.astimezone(UTC)

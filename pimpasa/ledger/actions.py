import secrets

from django.db import transaction

from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import EMPTY, canonical, commit, digest_of
from pimpasa.ledger.errors import OutsideTransaction
from pimpasa.ledger.models import Entry

__all__ = ["EMPTY", "REPORTER", "SYSTEM", "append", "digest_of", "entry"]

SYSTEM = "system"
REPORTER = "reporter"


def append(*, act: Act, subject: str, actor: str, digest: bytes = EMPTY) -> Entry:
    """Write one act's commitment in the caller's transaction.

    `subject` and `actor` are `kind:id`; `digest` is the SHA-256 of the sealed bytes the act is about.
    Raises OutsideTransaction where no transaction is open.
    """
    made = entry(act=act, subject=subject, actor=actor, digest=digest)
    made.save(force_insert=True)
    return made


def entry(*, act: Act, subject: str, actor: str, digest: bytes = EMPTY) -> Entry:
    """As `append`, not yet written: for who inserts it together with the rows it is about."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(f"{act} of {subject}")
    at, nonce = clock.now(), secrets.token_bytes(32)
    content = canonical(act=act, subject=subject, actor=actor, at=at, digest=digest)
    return Entry(
        act=act, subject=subject, actor=actor, at=at, digest=digest, nonce=nonce, commitment=commit(content, nonce)
    )

"""What the next statement says: keys, as the capability that has them lists them, and code of the last releases.

The ledger stands below the keys, so they hand their list up: `lists_keys` takes the function that makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from pimpasa.ledger import queries, signing
from pimpasa.ledger.acts import Act
from pimpasa.ledger.models import Batch, Entry, Told
from pimpasa.ledger.statements import Listed, Statement, digest_of_text

# While one machine after another gets a new release, two are served; and one may be taken back.
RELEASES = 3
Lines = Callable[[], Sequence[str]]
_listing: list[Lines] = []


def lists_keys(lines: Lines) -> Lines:
    """Declare what lists every key that something is sealed to, a line each."""
    _listing[:] = [lines]
    return lines


def next_statement(last: Batch | None, *, at: datetime) -> str:
    """What is said with a batch of an aware moment; the lists that it names are kept."""
    text = "".join(f"{line}\n" for lines in _listing for line in lines())
    keys = keep(text)
    statement = Statement(
        log=signing.public_origin(),
        before=queries.said_last(last),
        at=int(at.timestamp()),
        keys=keys,
        keys_root=Listed(text).root.hex(),
        code=tuple(served_code()),
    )
    return str(statement)


def keep(text: str) -> str:
    """Keep a list that a statement will name; returns its digest in hex."""
    digest = digest_of_text(text).hex()
    Told.objects.get_or_create(digest=digest, defaults={"text": text})
    return digest


def served_code() -> list[str]:
    """The digests of the newest lists of code that were served, newest first."""
    acts = Entry.objects.filter(subject__startswith="code:", act=Act.CODE_SERVED).order_by("-id")
    digests = [bytes(digest).hex() for digest in acts.values_list("digest", flat=True)[: 4 * RELEASES]]
    return list(dict.fromkeys(digests))[:RELEASES]

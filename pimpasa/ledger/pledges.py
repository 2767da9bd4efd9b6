"""The log's signed word that an act will stand in it as published: what its reporter has until the next batch.

Like the signed timestamp of a log of certificates (RFC 6962, 3.2), as one text file:

    pimpasa/pledge@v1
    extra <nonce and canonical act, in base64>

    <log>/pledge
    <the leaf's hash, in base64>
    <the Unix time by which it is published>

    — <log>/pledge <signature>

It says nothing of any other act. Plain Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pimpasa.ledger import notes, tree
from pimpasa.ledger.commitments import commit
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.proofs import ShownAct, after, read_act

HEADER = "pimpasa/pledge@v1"
# A batch comes every ten minutes; a worker may be down for a night.
WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Pledge:
    note: str
    nonce: bytes
    content: bytes

    def __str__(self) -> str:
        return f"{HEADER}\nextra {notes.encode(self.nonce + self.content)}\n\n{self.note}"

    @property
    def log(self) -> str:
        """The name of the log that gave it, as it says."""
        return self.note.partition("\n")[0].removesuffix("/pledge")

    @classmethod
    def parse(cls, text: str) -> Pledge:
        """Raises Unproved for what is no pledge."""
        head, between, note = text.partition("\n\n")
        lines = head.split("\n")
        if not between or len(lines) != 2 or lines[0] != HEADER:
            raise Unproved("this is no log's pledge")
        try:
            extra = notes.decode(after(lines[1], "extra "))
        except ValueError as wrong:
            raise Unproved("this pledge is damaged") from wrong
        return cls(note, extra[:32], extra[32:])

    def check(self, log: notes.Verifier) -> tuple[ShownAct, datetime]:
        """The act, and by when it is published. Raises Unproved where a part does not fit."""
        text, lines = notes.split_note(self.note)
        notes.check_signed(text, lines, _verifier(log))
        name, _, rest = text.partition("\n")
        leaf, _, due = rest.partition("\n")
        if name != _verifier(log).name or leaf != notes.encode(tree.leaf_hash(commit(self.content, self.nonce))):
            raise Unproved("this pledge is of another act")
        try:
            return read_act(self.content), datetime.fromtimestamp(int(due), UTC)
        except (ValueError, OverflowError, OSError) as wrong:
            raise Unproved("this pledge is damaged") from wrong


def give(*, content: bytes, nonce: bytes, at: datetime, log: notes.Verifier, key: Ed25519PrivateKey) -> Pledge:
    """For an act of an aware moment `at`; the same act has the same one, whenever it is asked for."""
    verifier = _verifier(log)
    leaf = notes.encode(tree.leaf_hash(commit(content, nonce)))
    due = int((at + WITHIN).timestamp())
    return Pledge(notes.signed(f"{verifier.name}\n{leaf}\n{due}\n", verifier, key), nonce, content)


def _verifier(log: notes.Verifier) -> notes.Verifier:
    """The log's key under a name of its own: what it signs here is never taken for a checkpoint."""
    return notes.Verifier(f"{log.name}/pledge", log.kind, log.public)

"""A proof that an act is in the log, as one text file (c2sp.org/tlog-proof). Plain Python.

Its extra data are the commitment's nonce (32 bytes) and the canonical act: who holds the file can show what was
logged; the log alone says nothing about it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from pimpasa.ledger import notes, tree
from pimpasa.ledger.commitments import commit
from pimpasa.ledger.errors import Unproved

HEADER = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True)
class ShownAct:
    """What an act commits to."""

    act: str
    subject: str
    actor: str
    at: datetime
    digest: bytes


@dataclass(frozen=True)
class LoggedAct(ShownAct):
    """What a proof shows: the act, its number in the log, and the log's size when that was shown."""

    index: int
    size: int


@dataclass(frozen=True)
class Proof:
    index: int
    path: list[bytes]
    note: str
    nonce: bytes
    content: bytes

    def __str__(self) -> str:
        hashes = "".join(f"{notes.encode(step)}\n" for step in self.path)
        return f"{HEADER}\nextra {notes.encode(self.nonce + self.content)}\nindex {self.index}\n{hashes}\n{self.note}"

    @classmethod
    def parse(cls, text: str) -> Proof:
        """Raises Unproved for what is no proof of an act."""
        head, between, note = text.partition("\n\n")
        lines = head.split("\n")
        if not between or len(lines) < 3 or lines[0] != HEADER:
            raise Unproved("this is no proof of an act in a log")
        try:
            extra, index = notes.decode(after(lines[1], "extra ")), int(after(lines[2], "index "))
            path = [notes.decode(line) for line in lines[3:]]
        except ValueError as wrong:
            raise Unproved("this proof is damaged") from wrong
        return cls(index, path, note, extra[:32], extra[32:])

    def check(self, log: notes.Verifier) -> LoggedAct:
        """What the proof shows. Raises Unproved where a part does not fit."""
        checkpoint = notes.open_note(self.note, log)
        leaf = tree.leaf_hash(commit(self.content, self.nonce))
        tree.check_inclusion(leaf, self.index, checkpoint.size, self.path, checkpoint.root)
        return LoggedAct(**vars(read_act(self.content)), index=self.index, size=checkpoint.size)


def read_act(content: bytes) -> ShownAct:
    """The act of its canonical bytes. Raises Unproved for what is none."""
    try:
        fields = json.loads(content)
        return ShownAct(
            act=fields["act"],
            subject=fields["subject"],
            actor=fields["actor"],
            at=datetime.fromisoformat(fields["at"]),
            digest=bytes.fromhex(fields["digest"]),
        )
    except (ValueError, KeyError, TypeError) as wrong:
        raise Unproved("the act in this proof cannot be read") from wrong


def after(line: str, word: str) -> str:
    """What stands behind a line's first word. Raises ValueError for another word."""
    if not line.startswith(word):
        raise ValueError(word)
    return line.removeprefix(word)

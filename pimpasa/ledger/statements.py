"""What the office says to everybody at once, with each batch: its desks' keys, the code that it serves. Plain Python.

    pimpasa/statement@v1
    log <the public log's name>
    before <size of the public log when it was said last; 0 where it never was>
    at <Unix time>
    keys <SHA-256 of the list of keys> <the root of a tree over its lines>
    code <SHA-256 of a list of code>

It is no hidden commitment: its SHA-256 is the last leaf under each checkpoint, so whoever checks a checkpoint knows
where to look, and there is one statement for everybody who sees that checkpoint.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from pimpasa.ledger import tree
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.proofs import after

HEADER = "pimpasa/statement@v1"
_ORDER = ("log ", "before ", "at ", "keys ")
_HEX = 64


@dataclass(frozen=True)
class Statement:
    log: str
    before: int
    at: int
    keys: str
    keys_root: str
    code: tuple[str, ...] = ()

    def __str__(self) -> str:
        code = "".join(f"code {digest}\n" for digest in self.code)
        facts = f"log {self.log}\nbefore {self.before}\nat {self.at}\nkeys {self.keys} {self.keys_root}\n"
        return f"{HEADER}\n{facts}{code}"

    @classmethod
    def parse(cls, text: str) -> Statement:
        """Raises Unproved for anything else, or for another spelling of it."""
        header, *lines = text.split("\n")
        try:
            values = [after(line, word) for line, word in zip(lines, _ORDER, strict=False)]
            code = tuple(after(line, "code ") for line in lines[len(_ORDER) : -1])
            log, before, at, listed = values
            keys, root = listed.split(" ")
            statement = cls(log, int(before), int(at), keys, root, code)
        except ValueError as wrong:
            raise Unproved("this is no statement of an office") from wrong
        if header != HEADER or str(statement) != text or not all(len(digest) == _HEX for digest in (keys, root, *code)):
            raise Unproved("this is no statement of an office")
        return statement


def leaf_of(text: str) -> bytes:
    """What of a statement stands in the public log."""
    return digest_of_text(text)


def digest_of_text(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


class Listed:
    """A list of lines as a tree (RFC 6962), so that one line is proved without the others."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()

    @property
    def root(self) -> bytes:
        return tree.root(len(self.lines), self._node)

    def path(self, index: int) -> list[bytes]:
        """From a line upwards."""
        return tree.inclusion(index, len(self.lines), self._node)

    @cached_property
    def _levels(self) -> list[list[bytes]]:
        levels = [[tree.leaf_hash(line.encode()) for line in self.lines]]
        while len(levels[-1]) > 1:
            below = levels[-1]
            levels.append([tree.node_hash(*below[at : at + 2]) for at in range(0, len(below) - 1, 2)])
        return levels

    def _node(self, level: int, index: int) -> bytes:
        return self._levels[level][index]

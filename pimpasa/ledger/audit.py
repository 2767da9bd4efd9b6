"""Everything of the log computed anew from the stored acts, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator

from pimpasa.ledger import notes, signing, tree
from pimpasa.ledger.commitments import canonical, commit
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.models import Checkpoint, Entry, Tile
from pimpasa.ledger.tiles import FULL, HASH, TileNodes, grow, split

CHUNK = 10_000


class Recomputed:
    """The tree over the acts as they are stored, tile by tile."""

    def __init__(self) -> None:
        self.size = 0
        self.tiles: dict[tuple[int, int], bytes] = {}

    def add(self, leaves: list[bytes]) -> None:
        self.tiles.update(grow(self.size, leaves, self.read))
        self.size += len(leaves)

    def read(self, level: int, number: int) -> bytes:
        return self.tiles.get((level, number), b"")


def faults() -> Iterator[str]:
    """What is wrong with the stored log, one sentence each; nothing where all is well.

    Holds the whole tree's hashes in memory: about 32 bytes an act.
    """
    again = Recomputed()
    yield from _acts(again)
    yield from _tiles(again)
    yield from _checkpoints(again)
    yield from _unplaced()


def _acts(again: Recomputed) -> Iterator[str]:
    rows = Entry.objects.filter(position__isnull=False).order_by("position")
    leaves: list[bytes] = []
    expected = 0
    for row in rows.iterator(CHUNK):
        if row.position != expected:
            yield f"act number {expected} is missing: its row was removed"
            expected = row.position or 0
        if not _fits(row):
            yield f"act number {row.position} was changed: {row.act} of {row.subject} is not what was committed to"
        leaves.append(tree.leaf_hash(bytes(row.commitment)))
        expected += 1
        if len(leaves) == CHUNK:
            again.add(leaves)
            leaves = []
    again.add(leaves)


def _fits(row: Entry) -> bool:
    content = canonical(act=row.act, subject=row.subject, actor=row.actor, at=row.at, digest=bytes(row.digest))
    return commit(content, bytes(row.nonce)) == bytes(row.commitment)


def _tiles(again: Recomputed) -> Iterator[str]:
    stored = {(tile.level, tile.number): bytes(tile.hashes) for tile in Tile.objects.all().iterator(CHUNK)}
    for place in sorted(stored.keys() | again.tiles.keys()):
        before, now = split(stored.get(place, b"")), split(again.tiles.get(place, b""))
        wrong = [n for n in range(max(len(before), len(now))) if before[n : n + 1] != now[n : n + 1]]
        if wrong and place[0] == 0:
            yield f"act number {place[1] * (FULL // HASH) + wrong[0]} is not the one that was logged there"
        elif wrong:
            yield f"tile {place[0]}/{place[1]} does not follow from the acts"


def _checkpoints(again: Recomputed) -> Iterator[str]:
    node, verifier, largest = TileNodes(again.read), signing.verifier(), 0
    for row in Checkpoint.objects.order_by("size").iterator(CHUNK):
        largest = row.size
        try:
            signed = notes.open_note(row.note, verifier)
        except Unproved as wrong:
            yield f"the checkpoint of size {row.size} does not hold: {wrong}"
            continue
        if row.size > again.size:
            yield f"the checkpoint of size {row.size} has more acts than are stored: {again.size}"
        elif tree.root(row.size, node) != signed.root or signed.size != row.size:
            yield f"the acts do not lead to the checkpoint of size {row.size}: some were changed, moved or put in"
    if again.size > largest:
        yield f"{again.size - largest} acts have numbers that no checkpoint signed: they were put in by hand"


def _unplaced() -> Iterator[str]:
    for row in Entry.objects.filter(position=None).order_by("id").iterator(CHUNK):
        if not _fits(row):
            yield f"an act that waits for its number was changed: {row.act} of {row.subject}"

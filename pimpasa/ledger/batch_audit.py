"""The public log computed anew from the acts and the log's seed: each batch, each tile, each signature.

Only the tiles that still grow are held in memory, however long the log is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pimpasa.common.batches import pages
from pimpasa.ledger import batches, queries, signing, tree
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.models import Batch, PublicTile
from pimpasa.ledger.tiles import FULL, TileNodes, grow

CHUNK = 200
Place = tuple[int, int]


class _Growing:
    """The public tree so far, as its unfinished tiles: nothing else is needed to go on, or for its root."""

    def __init__(self) -> None:
        self.size = 0
        self.tiles: dict[Place, bytes] = {}

    def read(self, level: int, number: int) -> bytes:
        return self.tiles.get((level, number), b"")

    def add(self, leaves: list[bytes]) -> None:
        self.tiles |= grow(self.size, leaves, self.read)
        self.size += len(leaves)

    def root(self) -> bytes:
        return tree.root(self.size, TileNodes(self.read))

    def take_full(self) -> dict[Place, bytes]:
        """The tiles that will not change any more, which it forgets."""
        full = {place: tile for place, tile in self.tiles.items() if len(tile) == FULL}
        self.tiles = {place: tile for place, tile in self.tiles.items() if place not in full}
        return full


def faults() -> Iterator[str]:
    """What is wrong with the public log, one sentence each; nothing where all is well."""
    again = _Growing()
    acts, number = 0, 0
    for rows in pages(Batch.objects.all(), CHUNK):
        commitments = queries.commitments(rows[0].acts_start, rows[-1].acts)
        for batch in rows:
            if batch.start != again.size or batch.acts_start != acts:
                yield f"a batch is missing before the one of size {batch.size}"
                return
            first = batch.acts_start - rows[0].acts_start
            yield from _grown(again, batch, commitments[first : first + batch.acts - batch.acts_start])
            acts = batch.acts
            full = again.take_full()
            number += len(full)
            yield from _tiles(full)
    yield from _tiles(again.tiles)
    if PublicTile.objects.count() != number + len(again.tiles):
        yield "the public log has tiles that no batch made: they were put in by hand"


def _grown(again: _Growing, batch: Batch, commitments: Sequence[bytes]) -> Iterator[str]:
    leaves = batches.leaves(
        commitments, key=signing.padding_key(), start=batch.start, number=batch.padding, said=batch.said
    )
    again.add([tree.leaf_hash(leaf) for leaf in leaves])
    try:
        signed = signing.open_public(batch.note)
    except Unproved as wrong:
        yield f"the public log's size of {batch.size} does not hold: {wrong}"
        return
    if again.size != batch.size:
        yield f"acts of the public log's batch of size {batch.size} are missing: their rows were removed"
    elif (signed.size, signed.root) != (batch.size, again.root()):
        yield f"the acts do not lead to the public log's size of {batch.size}: some were changed, moved or put in"


def _tiles(expected: dict[Place, bytes]) -> Iterator[str]:
    if not expected:
        return
    rows = PublicTile.objects.filter(pk__in=list(expected))
    stored = {(row.level, row.number): bytes(row.hashes) for row in rows}
    for level, number in sorted(expected):
        if stored.get((level, number)) != expected[level, number]:
            yield f"tile {level}/{number} of the public log does not follow from the acts"

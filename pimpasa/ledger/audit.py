"""Everything of the log computed anew from the stored acts, and what does not fit."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from pimpasa.common.batches import each, pages
from pimpasa.ledger import batch_audit, imprints, notes, queries, signing, tree
from pimpasa.ledger.acts import Act
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.integration import LATEST, is_placed
from pimpasa.ledger.models import Checkpoint, Entry, Imprint, Tile
from pimpasa.ledger.tiles import FULL, HASH, TileNodes, grow, split

CHUNK = 10_000
TILES = 500  # of 8 KiB


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
    with _one_moment():
        again = Recomputed()
        yield from _acts(again)
        yield from _tiles(again)
        yield from _checkpoints(again)
        yield from _unplaced()
        yield from batch_audit.faults()


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything is looked at as it was at one moment: acts are signed and published meanwhile."""
    if connection.in_atomic_block:  # whoever began the transaction chose how it sees what others do
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _acts(again: Recomputed) -> Iterator[str]:
    expected, since = 0, _bound_since()
    for rows in pages(Entry.objects.filter(position__isnull=False), CHUNK, by="position"):
        for row, is_whole in zip(rows, _are_whole(rows), strict=True):
            position = row.position or 0
            if position != expected:
                yield f"act number {expected} is missing: its row was removed"
            if not is_whole:
                yield f"act number {position} was changed: {row.act} of {row.subject} is not what was committed to"
            elif position >= since and not imprints.is_ours(row):
                yield f"act number {position} was not written by this program: {row.act} of {row.subject}"
            expected = position + 1
        again.add([tree.leaf_hash(bytes(row.commitment)) for row in rows])


def _are_whole(rows: Sequence[Entry]) -> list[bool]:
    """Whether each act is what it committed to, with what it left of the rows that it changed."""
    imprints_of: dict[int, list[Imprint]] = defaultdict(list)
    for imprint in each(Imprint.objects.filter(entry__in=[row.pk for row in rows]), CHUNK):
        imprints_of[imprint.entry_id].append(imprint)
    return [imprints.commits(row) and imprints.fit(row, imprints_of[row.pk]) for row in rows]


def _bound_since() -> float:
    """From which act on the program marks its own: from its first one, or the one that took older rows over."""
    first = Entry.objects.filter(act=Act.ROWS_TAKEN_OVER).order_by("id").first()
    if first is None:
        return 0
    return math.inf if first.position is None else first.position


def _tiles(again: Recomputed) -> Iterator[str]:
    stored = {(tile.level, tile.number): bytes(tile.hashes) for tile in each(Tile.objects.all(), TILES)}
    for place in sorted(stored.keys() | again.tiles.keys()):
        before, now = split(stored.get(place, b"")), split(again.tiles.get(place, b""))
        wrong = [n for n in range(max(len(before), len(now))) if before[n : n + 1] != now[n : n + 1]]
        if wrong and place[0] == 0:
            yield f"act number {place[1] * (FULL // HASH) + wrong[0]} is not the one that was logged there"
        elif wrong:
            yield f"tile {place[0]}/{place[1]} does not follow from the acts"


def _checkpoints(again: Recomputed) -> Iterator[str]:
    node, verifier, largest = TileNodes(again.read), signing.verifier(), 0
    for row in each(Checkpoint.objects.all(), CHUNK):
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
    """Acts that wait are the program's own, and came after what was signed: nobody takes signed ones back."""
    last = queries.newest_checkpoint()
    commitments: set[bytes] = set()
    for rows in pages(Entry.objects.filter(position=None), CHUNK):
        for row, is_whole in zip(rows, _are_whole(rows), strict=True):
            what = f"{row.act} of {row.subject}"
            if not is_whole:
                yield f"an act that waits for its number was changed: {what}"
            elif not imprints.is_ours(row):
                yield f"an act that waits for its number was not written by this program: {what}"
            elif last is not None and row.at < last.signed_at - LATEST:
                yield f"an act that waits for its number is older than the log's newest checkpoint: {what}"
            elif bytes(row.commitment) in commitments or is_placed(row):
                yield f"an act that waits for its number was copied from another: {what}"
            commitments.add(bytes(row.commitment))

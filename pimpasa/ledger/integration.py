"""The integrator: gives acts their numbers, grows the inner tree, signs the log as it is then.

One at a time holds the database's lock, any number may run; what one leaves half done is rolled back as a whole. What
strangers see of it comes out in batches (`ledger/publishing.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.db import connection, transaction

from pimpasa.common import clock
from pimpasa.common.batches import each
from pimpasa.ledger import imprints, notes, queries, signing, tree
from pimpasa.ledger.errors import LogBroken, Unproved
from pimpasa.ledger.models import AnyTile, Checkpoint, Entry, Tile
from pimpasa.ledger.tiles import TileNodes, grow

MOST = 20_000
CHUNK = 1_000
# An act may be committed this long after its moment, when later ones are signed already: it took long, or the clock
# of its machine is behind.
LATEST = timedelta(hours=1)
_LOCK = 0x50696D706173  # "Pimpas"
_PLACE = """
UPDATE ledger_entry AS entry SET position = placed.position
FROM unnest(%s::bigint[], %s::bigint[]) AS placed(id, position) WHERE entry.id = placed.id
"""


@transaction.atomic
def integrate(*, most: int = MOST, late: bool = False) -> int:
    """Take up to `most` acts into the tree and sign a checkpoint; returns how many, 0 also where another is at it.

    An act that this program did not write is left where it is, and so is one older than the newest checkpoint, unless
    `late`. Raises LogBroken, with nothing changed, where the new tree would not continue what was signed last.
    """
    if not _is_our_turn():
        return 0
    last = queries.newest_checkpoint()
    old = last.size if last else 0
    _check_numbers(old)
    entries = list(islice(_acceptable(last if not late else None), most))
    if not entries:
        return 0
    _place([entry.pk for entry in entries], old)
    extend(old, [tree.leaf_hash(bytes(entry.commitment)) for entry in entries])
    _sign(last, old + len(entries))
    return len(entries)


def is_placed(entry: Entry) -> bool:
    """Whether an act that waits is the copy of one that has its number."""
    copies = Entry.objects.filter(at=entry.at, position__isnull=False)
    return any(bytes(copy.commitment) == bytes(entry.commitment) for copy in copies)


def _check_numbers(size: int) -> None:
    """Every act that was signed has its number, and no other has one."""
    if Entry.objects.filter(position__gte=size).exists():
        raise LogBroken(f"acts have numbers from {size} on, which no checkpoint signed")
    if size and not Entry.objects.filter(position=size - 1).exists():
        raise LogBroken(f"act number {size - 1} was signed and is not there, or waits for a number again")


def _acceptable(last: Checkpoint | None) -> Iterator[Entry]:
    """Acts of this program's that wait, each once, none older than what was signed last."""
    commitments: set[bytes] = set()
    for entry in each(Entry.objects.filter(position=None).prefetch_related("imprints"), CHUNK):
        is_late = last is not None and entry.at < last.signed_at - LATEST
        is_ours = imprints.is_ours(entry) and imprints.fit(entry, entry.imprints.all())
        if is_ours and not is_late and bytes(entry.commitment) not in commitments and not is_placed(entry):
            commitments.add(bytes(entry.commitment))
            yield entry


def _is_our_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _place(ids: list[int], first: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [ids, list(range(first, first + len(ids)))])


def extend(size: int, leaves: list[bytes], tiles: type[AnyTile] = Tile) -> None:
    """Store the tiles that change when leaf hashes join a tree of `size`."""
    changed = grow(size, leaves, queries.reader_of(tiles))
    tiles._default_manager.bulk_create(  # noqa: SLF001 - Django documents it
        [tiles(level=level, number=number, hashes=hashes) for (level, number), hashes in changed.items()],
        update_conflicts=True,
        unique_fields=["level", "number"],
        update_fields=["hashes"],
    )


def _sign(last: Checkpoint | None, size: int) -> None:
    node = TileNodes(queries.read_tile)
    root = tree.root(size, node)
    if last is not None:
        _check_continues(last, size, root, node)
    checkpoint = notes.Checkpoint(signing.origin(), size, root)
    Checkpoint.objects.create(
        size=size, root=root, note=notes.sign(checkpoint, signing.log_key()), signed_at=clock.now()
    )


def _check_continues(last: Checkpoint, size: int, root: bytes, node: TileNodes) -> None:
    try:
        notes.open_note(last.note, signing.verifier())
        check_grown(last.size, bytes(last.root), size, root, node)
    except (Unproved, KeyError) as wrong:
        raise LogBroken(f"the log does not continue its checkpoint of size {last.size}: {wrong}") from wrong


def check_grown(old: int, old_root: bytes, new: int, new_root: bytes, node: TileNodes) -> None:
    """Raise Unproved, or KeyError for a tile that lacks something, unless the tree only adds to the older one."""
    tree.check_consistency(old, new, old_root, new_root, tree.consistency(old, new, node))

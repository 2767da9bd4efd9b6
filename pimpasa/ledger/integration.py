"""The integrator: gives acts their numbers, grows the tree, signs the log as it is then.

One at a time holds the database's lock, any number may run; what one leaves half done is rolled back as a whole.
"""

from __future__ import annotations

from django.db import connection, transaction

from pimpasa.common import clock
from pimpasa.ledger import notes, queries, signing, tree
from pimpasa.ledger.errors import LogBroken, Unproved
from pimpasa.ledger.models import Checkpoint, Entry, Tile
from pimpasa.ledger.tiles import TileNodes, grow

MOST = 20_000
_LOCK = 0x50696D706173  # "Pimpas"
_PLACE = """
UPDATE ledger_entry AS entry SET position = placed.position
FROM unnest(%s::bigint[], %s::bigint[]) AS placed(id, position) WHERE entry.id = placed.id
"""


@transaction.atomic
def integrate(*, most: int = MOST) -> int:
    """Take up to `most` acts into the tree and sign a checkpoint; returns how many, 0 also where another is at it.

    Raises LogBroken, with nothing changed, where the new tree would not continue what was signed last.
    """
    if not _is_our_turn():
        return 0
    waiting = list(Entry.objects.filter(position=None).order_by("id").values_list("id", "commitment")[:most])
    if not waiting:
        return 0
    last = queries.newest_checkpoint()
    old = last.size if last else 0
    _place([pk for pk, _ in waiting], old)
    extend(old, [tree.leaf_hash(bytes(commitment)) for _, commitment in waiting])
    _sign(last, old + len(waiting))
    return len(waiting)


def _is_our_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _place(ids: list[int], first: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [ids, list(range(first, first + len(ids)))])


def extend(size: int, leaves: list[bytes]) -> None:
    """Store the tiles that change when leaf hashes join a tree of `size`."""
    changed = grow(size, leaves, queries.read_tile)
    Tile.objects.bulk_create(
        [Tile(level=level, number=number, hashes=hashes) for (level, number), hashes in changed.items()],
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
        path = tree.consistency(last.size, size, node)
        tree.check_consistency(last.size, size, bytes(last.root), root, path)
    except (Unproved, KeyError) as wrong:
        raise LogBroken(f"the log does not continue its checkpoint of size {last.size}: {wrong}") from wrong

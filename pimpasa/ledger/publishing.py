"""The publisher: lets the public log grow by a batch, every ten minutes by the database's clock.

One at a time holds the database's lock, any number may run. What came since the last batch is in the inner log, signed
and kept; a machine that stops between two batches loses nothing, and the next one takes it up.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import connection, transaction

from pimpasa.common import clock
from pimpasa.ledger import batches, notes, queries, signing, telling, tree
from pimpasa.ledger.errors import LogBroken, Unproved
from pimpasa.ledger.integration import check_grown, extend
from pimpasa.ledger.models import Batch, PublicTile
from pimpasa.ledger.tiles import TileNodes

STATEMENT = 1  # leaf
_LOCK = 0x4261746368  # "Batch"
_PRECISION = 1 << 32


@transaction.atomic
def publish(*, at_once: bool = False) -> int:
    """Let out what was signed, where a batch is due or `at_once`; returns by how many leaves the public log grew.

    That is 0 where none is due, nothing was signed yet, or another is at it. Raises LogBroken, with nothing changed,
    where the new log would not continue what came out last.
    """
    if not at_once and not _is_due(clock.now()):
        return 0
    at = _our_turn()
    newest = queries.newest_checkpoint()
    if at is None or newest is None or not (at_once or _is_due(at)):
        return 0
    last = queries.newest_batch()
    batch = _next(last, acts=newest.size, at=at)
    batch.statement = telling.next_statement(last, at=at)
    hashes = [tree.leaf_hash(leaf) for leaf in queries.leaves_of(batch)]
    if len(hashes) != batch.growth:
        raise LogBroken(f"acts from number {batch.acts_start} to {batch.acts} were signed and are not all there")
    _check_acts(batch)
    extend(batch.start, hashes, PublicTile)
    _sign(batch, last)
    return batch.growth


def _is_due(at: datetime) -> bool:
    last = queries.newest_batch()
    return batches.is_due(at, last.signed_at if last else None)


def _our_turn() -> datetime | None:
    """What the database's clock says; None where another holds the lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s), clock_timestamp()", [_LOCK])
        is_ours, at = cursor.fetchone()
    return at if is_ours else None


def _next(last: Batch | None, *, acts: int, at: datetime) -> Batch:
    start = last.size if last else 0
    acts_start = last.acts if last else 0
    growth = batches.growth(
        acts - acts_start + STATEMENT,
        last=last.growth if last and last.padding else 0,
        is_new_day=last is not None and clock.day_of(last.signed_at) != clock.day_of(at),
        noise=secrets.randbelow(_PRECISION) / _PRECISION,
    )
    return Batch(size=start + growth, start=start, acts_start=acts_start, acts=acts, signed_at=at)


def _check_acts(batch: Batch) -> None:
    """What is let out is what was signed."""
    node = TileNodes(queries.read_tile)
    for number, commitment in enumerate(queries.commitments(batch.acts_start, batch.acts), batch.acts_start):
        if node(0, number) != tree.leaf_hash(commitment):
            raise LogBroken(f"act number {number} is not the one that was signed")


def _sign(batch: Batch, last: Batch | None) -> None:
    node = TileNodes(queries.read_public_tile)
    batch.root = tree.root(batch.size, node)
    if last is not None:
        try:
            signing.open_public(last.note)
            check_grown(last.size, bytes(last.root), batch.size, batch.root, node)
        except (Unproved, KeyError) as wrong:
            raise LogBroken(f"the public log does not continue its size of {last.size}: {wrong}") from wrong
    checkpoint = notes.Checkpoint(signing.public_origin(), batch.size, batch.root)
    batch.note = notes.sign(checkpoint, signing.log_key())
    batch.save(force_insert=True)

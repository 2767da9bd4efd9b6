"""Whether this database continues what the log signed, as it was kept where no database reaches."""

from __future__ import annotations

from pimpasa.ledger import queries, signing, tree
from pimpasa.ledger.errors import AnotherLog, Forked, RolledBack, Unproved
from pimpasa.ledger.tiles import TileNodes

# A part of the audit beside those of every night: who would sign finds it, and it is shown as theirs are.
CONTINUITY = "continuity"


def check_continues(note: str) -> None:
    """Raise RolledBack where the database has less than the signed note says, Forked where it has something else.

    The note is of the inner log or of the public one. Raises AnotherLog for one that this log's key did not sign.
    """
    try:
        signed = signing.open_public(note)
    except Unproved as wrong:
        raise AnotherLog(str(wrong)) from wrong
    is_inner = signed.origin == signing.origin()
    newest = queries.newest_checkpoint() if is_inner else queries.newest_batch()
    size = newest.size if newest else 0
    if size < signed.size:
        raise RolledBack(size, signed.size)
    read = queries.read_tile if is_inner else queries.read_public_tile
    if tree.root(signed.size, TileNodes(read)) != signed.root:
        raise Forked(size, signed.size)

"""Whether this database continues what the log signed, as it was kept where no database reaches."""

from __future__ import annotations

from pimpasa.ledger import notes, queries, signing, tree
from pimpasa.ledger.errors import AnotherLog, Forked, RolledBack, Unproved
from pimpasa.ledger.tiles import TileNodes

# A part of the audit beside those of every night: who would sign finds it, and it is shown as theirs are.
CONTINUITY = "continuity"


def check_continues(note: str) -> None:
    """Raise RolledBack where the database has less than the signed note says, Forked where it has something else.

    Raises AnotherLog for a note that this log's key did not sign.
    """
    try:
        signed = notes.open_note(note, signing.verifier())
    except Unproved as wrong:
        raise AnotherLog(str(wrong)) from wrong
    newest = queries.newest_checkpoint()
    size = newest.size if newest else 0
    if size < signed.size:
        raise RolledBack(size, signed.size)
    if tree.root(signed.size, TileNodes(queries.read_tile)) != signed.root:
        raise Forked(size, signed.size)

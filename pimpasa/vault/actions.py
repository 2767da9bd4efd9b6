"""The end of a sealed thing: nobody's key opens it any more, and nothing is there to open."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.vault.models import Shreddable


def shred(thing: Shreddable, **last: object) -> None:
    """Destroy a thing's grants, write what its columns hold from now on, and when that was.

    `last` names every column that was sealed under its key: GONE, or None where it may be missing. Part of an act of
    the caller's, who holds the row's lock.
    """
    thing.grants.all().delete()
    columns = {"shredded_at": clock.now(), **last}
    for name, value in columns.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(columns))

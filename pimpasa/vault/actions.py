"""The end of a sealed thing: first its key is used no more, and when the grace is over nothing is there to open."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.unsent.actions import forget_about
from pimpasa.vault import queries, rules
from pimpasa.vault.models import Shreddable


@act(Act.SET_ASIDE, idle="it is set aside or erased already")
def set_aside(*, thing: Shreddable) -> None:
    """Use a thing's key no more, since its time is over. When the grace is over it is erased."""
    thing = queries.locked(thing)
    if thing.is_in_use:
        thing.set_aside_at = clock.now()
        thing.save(update_fields=["set_aside_at"])
        record(thing, by=SYSTEM, facts={"set_aside_at": thing.set_aside_at})


@act(Act.TAKEN_BACK)
def take_back(*, thing: Shreddable, by: Officer) -> None:
    """Let a thing that is set aside be opened again, for another month at least. Raises Refused by the rules."""
    thing = queries.locked(thing)
    rules.check_take_back(by, thing)
    thing.set_aside_at = None
    thing.taken_back_at = clock.now()
    thing.save(update_fields=["set_aside_at", "taken_back_at"])
    record(thing, by=by, facts={"set_aside_at": None, "taken_back_at": thing.taken_back_at})


def shred(thing: Shreddable, **last: object) -> None:
    """Destroy a thing's grants, write what its columns hold from now on, and when that was.

    `last` names every column that was sealed under its key: GONE, or None where it may be missing. Part of an act of
    the caller's, who holds the row's lock.
    """
    thing.grants.all().delete()
    forget_about(thing=thing.pk)
    columns = {"shredded_at": clock.now(), **last}
    for name, value in columns.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(columns))

"""Asks witnesses elsewhere to sign the public log as it stands now (c2sp.org/tlog-witness).

A witness that knows another size says so and is asked once more, with the proof from there. What it answers proves
itself by its key, or is thrown away; a witness that is silent holds up nobody.
"""

from __future__ import annotations

import logging

from pimpasa.ledger import queries
from pimpasa.ledger.actions import cosign
from pimpasa.ledger.doors import Door, Reply, Unanswered, post
from pimpasa.ledger.errors import UnknownWitness, Unproved
from pimpasa.ledger.models import Batch, Witness

PATH = "/add-checkpoint"
OK, CONFLICT = 200, 409
SIZE = "text/x.tlog.size"
_LONGEST_SIZE = 18  # digits
log = logging.getLogger(__name__)


def ask_witnesses() -> int:
    """How many lines are new under the newest public checkpoint."""
    batch = queries.newest_batch()
    if batch is None:
        return 0
    return sum(_ask(witness, batch, size) for witness, size in queries.silent_witnesses(batch))


def _ask(witness: Witness, batch: Batch, known: int) -> int:
    door = Door.parse(witness.address)
    try:
        reply = _asked(door, batch, known)
        if reply.status == CONFLICT and (theirs := _size_in(reply, batch)) is not None:
            reply = _asked(door, batch, theirs)
        if reply.status != OK:
            raise Unproved(f"it answered {reply.status}")
        return cosign(note=batch.note + reply.text)
    except UnknownWitness:
        log.warning("the witness %s did not sign: the line is not by its key", witness)
    except (Unanswered, Unproved) as trouble:
        log.warning("the witness %s did not sign: %s", witness, trouble)
    return 0


def _asked(door: Door, batch: Batch, known: int) -> Reply:
    request = queries.add_checkpoint_request(known, batch)
    if request is None:
        raise Unproved("it signed a longer log than there is")
    return post(door, PATH, request.encode())


def _size_in(reply: Reply, batch: Batch) -> int | None:
    """The size that a witness says it knows; None where it is none of ours, which is told as a refusal."""
    text = reply.text.strip()
    is_size = reply.kind == SIZE and text.isdecimal() and text.isascii() and len(text) <= _LONGEST_SIZE
    return int(text) if is_size and int(text) <= batch.size else None

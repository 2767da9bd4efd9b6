"""Runs the ledger's integrator and publisher beside the background jobs.

So an act is in the signed log within seconds, and the public log grows every ten minutes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, connections

from pimpasa.config import anchors
from pimpasa.ledger.actions import forget_faults, keep_faults
from pimpasa.ledger.continuity import CONTINUITY
from pimpasa.ledger.errors import LogBroken
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.publishing import publish

PAUSE = 1.0  # seconds between looks; a checkpoint is due within five
AFTER_TROUBLE = 10.0
log = logging.getLogger(__name__)


@contextmanager
def integrating() -> Iterator[None]:
    """Integrate in a thread until we leave."""
    stop = Event()
    thread = Thread(target=_work, args=(stop,), name="integrator")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _work(stop: Event) -> None:
    pause = 0.0
    while not stop.wait(pause):
        pause = _turn()
    connections.close_all()


def _turn() -> float:
    """Sign what waits, and publish where it is time; returns for how long to rest."""
    try:
        return _sign()
    except DatabaseError as trouble:
        log.warning("the integrator waits for the database: %s", trouble)
        connections.close_all()
    return AFTER_TROUBLE


def _sign() -> float:
    try:
        anchors.check(machine_only=True)
        acts = integrate()
        if acts:
            anchors.keep()
        if publish():
            anchors.keep()
    except LogBroken as broken:
        log.error("%s. Nothing is signed until this is understood: pimpasa ledger audit", broken)
        # Who oversees reads a page, and not the worker's last lines.
        keep_faults(part=CONTINUITY, faults=[str(broken)])
        return AFTER_TROUBLE
    if not acts:
        return PAUSE
    forget_faults(part=CONTINUITY)
    return 0.0

"""Looks each minute whether everything works, beside the web server, and tells the administrator of what lasts.

Beside the web server, since a worker that is dead tells nobody; and what waits for the mail server must hold no page.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread

from django.db import Error, connection, connections
from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.evidence import room, store
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.installation import actions, queries
from pimpasa.installation.kinds import Stalled
from pimpasa.ledger import queries as ledger
from pimpasa.ledger.batches import EVERY
from pimpasa.notices.actions import mail_officers
from pimpasa.notices.errors import NotSent
from pimpasa.notices.rules import can_send
from pimpasa.territory.queries.offices import steward

PAUSE = 60.0  # seconds
PAGE = "/petugas/gangguan/"
BEAT = timedelta(minutes=2)
# Of each line; what comes every night has its hours.
LONGEST_WAIT = timedelta(minutes=15)
LONGEST_UNSIGNED = timedelta(minutes=2)
_WAITING = """
SELECT EXISTS (
    SELECT FROM procrastinate_jobs job WHERE status = 'todo' AND coalesce(
        scheduled_at, (SELECT max(at) FROM procrastinate_events WHERE job_id = job.id AND type = 'deferred')
    ) < %s
)
"""
log = logging.getLogger(__name__)


class Watchman:
    """Remembers between two looks whom to tell when the database itself is away."""

    def __init__(self) -> None:
        self._administrators: Sequence[Officer] = []
        self._away_since: datetime | None = None
        self._is_told = False

    def look(self) -> None:
        """Once; a fault of the database is one of what it looks for."""
        try:
            self._look(clock.now())
        except Error:
            self._away(clock.machine_now())

    def _look(self, at: datetime) -> None:
        kinds = stalled(at)
        self._administrators = administrators()
        if self._is_told:
            self._tell_quietly(Stalled.DATABASE, is_over=True)
        self._away_since, self._is_told = None, False
        actions.note_troubles(kinds=kinds, at=at)
        for kind in queries.noted_troubles():
            try:
                actions.tell_trouble(kind=kind, at=at, is_over=kind not in kinds, tell=self._tell)
            except NotSent as fault:
                log.warning("nobody was told of what does not work: %s", fault)

    def _away(self, at: datetime) -> None:
        self._away_since = self._away_since or at
        if not self._is_told and at - self._away_since >= queries.LASTING:
            self._is_told = True
            log.error("the database has not answered for five minutes")
            self._tell_quietly(Stalled.DATABASE, is_over=False)

    def _tell_quietly(self, kind: Stalled, *, is_over: bool) -> None:
        try:
            self._tell(kind, is_over)
        except NotSent as fault:
            log.warning("nobody was told that the database is away: %s", fault)

    def _tell(self, kind: Stalled, is_over: bool) -> None:
        if can_send() and self._administrators:
            mail_officers(officers=self._administrators, sentence=partial(_sentence, kind, is_over), page=PAGE)


def _sentence(kind: Stalled, is_over: bool) -> str:
    words = _("Works again: %(what)s") if is_over else _("Not working for five minutes: %(what)s")
    return words % {"what": kind.label}


def administrators() -> list[Officer]:
    """Of the office that answers for what all share."""
    office = steward()
    return list(Officer.objects.filter(office=office, role=Role.ADMINISTRATOR, is_active=True)) if office else []


def stalled(at: datetime) -> set[Stalled]:
    """What does not work at this moment."""
    checks = {
        Stalled.WORKER: not _worker_beats(at),
        Stalled.JOBS: _jobs_wait(at),
        Stalled.SIGNING: ledger.waiting().filter(at__lt=at - LONGEST_UNSIGNED).exists(),
        Stalled.PUBLISHING: _public_log_stands(at),
        Stalled.FILES: not _store_answers(),
        Stalled.DISK: room.is_tight(),
    }
    return {kind for kind, is_stalled in checks.items() if is_stalled}


def _worker_beats(at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > %s)", [at - BEAT])
        return bool(cursor.fetchone()[0])


def _jobs_wait(at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [at - LONGEST_WAIT])
        return bool(cursor.fetchone()[0])


def _public_log_stands(at: datetime) -> bool:
    batch = ledger.newest_batch()
    return batch is not None and batch.signed_at < at - 3 * EVERY


def _store_answers() -> bool:
    try:
        store.answer()
    except StoreUnavailable:
        return False
    return True


@contextmanager
def watching() -> Iterator[None]:
    """Look each minute in a thread, until we leave."""
    stop = Event()
    thread = Thread(target=_watch, args=(stop,), name="watchman", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()


def _watch(stop: Event) -> None:
    watchman = Watchman()
    while not stop.wait(PAUSE):
        try:
            watchman.look()
        except Exception as trouble:  # noqa: BLE001 - whatever it is, the next look comes
            log.warning("a look at what works failed: %s", type(trouble).__name__)
        finally:
            connections.close_all()

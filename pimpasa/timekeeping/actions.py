"""Look at the clocks, and confirm what time it is."""

from __future__ import annotations

import logging
import socket
from datetime import date, datetime

from pimpasa.accounts.models import Officer
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record, unlogged
from pimpasa.timekeeping import queries, rules
from pimpasa.timekeeping.errors import InDoubt
from pimpasa.timekeeping.models import Doubt, LastSight

log = logging.getLogger(__name__)


@unlogged("the time is no act; that it is doubted is, by `doubt_clocks`", whole=False)
def decisive_moment() -> datetime:
    """The moment by which something may be erased, expire or be taken away. Raises InDoubt while clocks disagree."""
    if doubt_clocks():
        raise InDoubt
    return _believe()


@act(Act.CLOCKS_DOUBTED, idle="the clocks agree, or it was found out before that they do not")
def doubt_clocks() -> bool:
    """Compare the clocks; True from the moment they disagree by more than a day until a person confirms."""
    LastSight.objects.select_for_update().first()  # two at once find one doubt
    if queries.open_doubt() is not None:
        return True
    sight = queries.sight()
    if sight.is_certain:
        return False
    doubt = Doubt.objects.create(
        found_at=sight.database,
        machine=socket.gethostname()[:255],
        machine_at=sight.machine,
        seen_at=sight.seen,
        logged_at=sight.logged,
        log_size=queries.log_size(),
    )
    record(doubt, by=SYSTEM, facts=doubt.facts)
    log.error(
        "the clocks disagree by more than a day: nothing is erased or taken away until somebody confirms the time"
    )
    return True


@act(Act.CLOCKS_CONFIRMED)
def confirm_time(*, doubt: Doubt, today: date, by: Officer | None) -> None:
    """Say what day it is, so that erasing and taking away go on. `by` None is who runs the server, by a command.

    Raises Refused by the rules.
    """
    doubt = queries.locked_doubt(doubt)
    sight = queries.sight()
    rules.check_confirm(by, doubt, sight, today=today)
    doubt.confirmed_at = sight.database
    doubt.confirmed_by = by
    doubt.log_size = queries.log_size()
    doubt.save(update_fields=["confirmed_at", "confirmed_by", "log_size"])
    LastSight.objects.update_or_create(defaults={"at": sight.database})
    record(doubt, by=by, facts=doubt.facts)


def _believe() -> datetime:
    decisive = queries.sight().decisive
    LastSight.objects.update_or_create(defaults={"at": decisive})
    return decisive

"""The end of a desk: closed, or merged into another that reads its kelurahan from then on."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.keys.actions.leaving import empty_desk
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.reports.models import Report
from pimpasa.reports.rules import check_close_desk
from pimpasa.territory.models import Desk


@act(Act.DESK_CLOSED, Act.ASSIGNMENT_ENDED, Act.DESK_REVOKED)
def close_desk(*, desk: Desk, into: Desk | None, by: Officer) -> None:
    """Close a kelurahan's desk today; the unit reads what comes from there, with `into` where it is merged.

    Its finished reports become the unit's, which holds their keys and hears what their reporters still write. Its
    members leave with their keys. A desk that was merged into this one follows. Raises Refused by the rules.
    """
    desk = Desk.objects.select_for_update().get(pk=desk.pk)
    check_close_desk(by, desk, into)
    _close(desk, into, by)


@act(Act.DESK_CLOSED, Act.ASSIGNMENT_ENDED, Act.DESK_REVOKED)
def close_with_area(*, desk: Desk, by: Officer | None) -> None:
    """Close a kelurahan's desk whose area went to another office, or whose office ends.

    What is open there becomes the unit's, which reads it already and hands it on.
    """
    _close(Desk.objects.select_for_update().get(pk=desk.pk), None, by)


def _close(desk: Desk, into: Desk | None, by: Officer | None) -> None:
    empty_desk(desk=desk, by=by)
    desk.closed_on = clock.today()
    desk.merged_into = into
    desk.save(update_fields=["closed_on", "merged_into"])
    Desk.objects.filter(merged_into=desk).update(merged_into=into)
    Report.objects.filter(desk=desk).update(desk=None)
    record(desk, by=by, act=Act.DESK_CLOSED, facts=desk.facts)


@act(Act.DESK_CLOSED, idle="no report lies at a closed desk")
def leave_to_units() -> int:
    """Give units what came to a desk in the moment in which it closed; returns how many desks that were.

    Who receives a report finds its readers before it is written, and a desk can close between the two.
    """
    desks = list(Desk.objects.filter(closed_on__lte=clock.today(), pk__in=Report.objects.values("desk")))
    for desk in desks:
        Report.objects.filter(desk=desk).update(desk=None)
        record(desk, by=SYSTEM, facts=desk.facts)
    return len(desks)

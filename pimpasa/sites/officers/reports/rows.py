"""Reports as rows of a list: with what the officer's keys open of them, and how many others name the same."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.connections.queries.counts import MOST_NEAR, number_near
from pimpasa.handling.opening import Glimpse, glance
from pimpasa.keys.unlocking import Keyring
from pimpasa.reports.excerpts import Sought
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Report
from pimpasa.sites.officers.http import OfficerRequest

FUSE = 40


@dataclass(frozen=True)
class Row:
    """A report with its glimpse (none while a key is awaited), and how many others name the same."""

    report: Report
    glimpse: Glimpse | None
    number_near: int

    @property
    def is_emergency(self) -> bool:
        return self.report.urgency == Urgency.EMERGENCY and self.report.is_open

    @property
    def near(self) -> str:
        """How many name the same; nothing for none."""
        if self.number_near >= MOST_NEAR:
            return f"{MOST_NEAR}+"
        return str(self.number_near or "")

    @property
    def burned(self) -> int | None:
        """What part of its time has burned, of FUSE parts; none without a deadline."""
        since, until = self.report.waits_since, self.report.due_at
        if until is None or until <= since:
            return None
        return round(FUSE * min(max((clock.now() - since) / (until - since), 0.0), 1.0))


def rows_of(reports: Sequence[Report], request: OfficerRequest, *, sought: Sought | None = None) -> list[Row]:
    """The rows of a page, in the order of its reports. Their words are opened as one act; of a search, what matches."""
    near = number_near(reports, request.user, seats=request.seats)
    glimpses = _glimpses([report for report in reports if report.is_in_use], request, sought)
    return [Row(report, glimpses.get(report.pk), near.get(report.pk, 0)) for report in reports]


def _glimpses(reports: Sequence[Report], request: OfficerRequest, sought: Sought | None) -> dict[UUID, Glimpse]:
    keyring = cast(Keyring | None, request.keyring)
    if not keyring or not reports:  # a lazy one, which is never None itself
        return {}
    with suppress(Refused):  # one of them went to another desk while the page was made
        return glance(reports=reports, keyring=keyring, seats=request.seats, sought=sought)
    return {}

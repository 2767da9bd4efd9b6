"""When a report went from hand to hand, by the log: for its reporter, who sees stations and no officer's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.models import Report


@dataclass(frozen=True)
class Mark:
    """An act in the log: when it was, and its place once it has one."""

    at: datetime
    position: int | None


@dataclass(frozen=True)
class Milestones:
    """The first time that it was received, read, taken up and concluded; None for what was not yet."""

    received: Mark | None
    read: Mark | None
    taken: Mark | None
    concluded: Mark | None


def milestones_of(report: Report) -> Milestones:
    acts = (Act.REPORT_RECEIVED, Act.REPORT_OPENED, Act.REPORT_TAKEN, Act.REPORT_CONCLUDED)
    first: dict[str, Mark] = {}
    for entry in entries_of([report.subject]).filter(act__in=acts):
        first.setdefault(entry.act, Mark(entry.at, entry.position))
    return Milestones(*(first.get(act) for act in acts))

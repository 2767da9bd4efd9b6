"""How a report stands, in a few facts: words written without a network go only to the report that they meant."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from pimpasa.reports.models import Report
from pimpasa.reports.queries.opened import messages_in
from pimpasa.verification.kinds import ReviewState
from pimpasa.verification.models import Finding
from pimpasa.verification.queries import newest_check, newest_finding

VERSION = "version"
NOTHING = "–"
LABELS = {
    "state": _("State"),
    "officer": _("Who verifies"),
    "desk": _("Desk"),
    "urgency": _("Urgency"),
    "finding": _("Finding"),
    "check": _("Field check"),
    "messages": _("Messages in the dialogue"),
}


@dataclass(frozen=True)
class Change:
    """A fact that was `before` when somebody wrote, and is `now`."""

    label: str
    before: str
    now: str


def version_of(report: Report) -> dict[str, str]:
    """Each fact in words, and `version`, a digest of them that is the same in every language."""
    finding = newest_finding(report)
    check = newest_check(report)
    messages = messages_in(report)
    codes: list[object] = [report.state, report.officer_id, report.desk_id, report.unit_id, report.urgency, messages]
    codes += [str(finding), finding and finding.review, str(check), check and check.state]
    return {
        VERSION: hashlib.sha256(json.dumps(codes).encode()).hexdigest(),
        "state": report.get_state_display(),
        "officer": str(report.officer or NOTHING),
        "desk": ", ".join(str(desk) for desk in (report.desk, report.unit) if desk),
        "urgency": report.get_urgency_display(),
        "finding": _said_of(finding) if finding else NOTHING,
        "check": f"{check.get_state_display()}, {_moment(check.planned_at)}" if check else NOTHING,
        "messages": str(messages),
    }


def is_same(base: Mapping[str, str], now: Mapping[str, str]) -> bool:
    return base.get(VERSION) == now[VERSION]


def changes(base: Mapping[str, str], now: Mapping[str, str]) -> list[Change]:
    """What is otherwise than it was; nothing where both are one version."""
    if is_same(base, now):
        return []
    rows = [Change(str(label), base.get(name, NOTHING), now[name]) for name, label in LABELS.items()]
    return [row for row in rows if row.before != row.now]


def _said_of(finding: Finding) -> str:
    words = f"{finding.officer}, {_moment(finding.recorded_at)}"
    return words if finding.review == ReviewState.NONE else f"{words}, {finding.get_review_display()}"


def _moment(at: datetime) -> str:
    return localtime(at).strftime("%d-%m-%Y %H.%M")

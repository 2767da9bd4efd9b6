"""How urgent a report is, as an officer sees it, and when somebody in it departs."""

from __future__ import annotations

from datetime import datetime

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling import rules
from pimpasa.handling.contexts import grading_context
from pimpasa.handling.models import Grading
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.actions.alarming import silence
from pimpasa.reports.actions.moving import hasten
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import locked
from pimpasa.reports.queries.opened import OpenReport, as_it_is_now
from pimpasa.reports.queries.terms import deadline_of
from pimpasa.sealing import envelopes


@act(Act.REPORT_GRADED)
def grade(*, opened: OpenReport, urgency: Urgency, reason: str, by: Officer) -> Grading:
    """Say that a report is more urgent, or less, and why. Raises Refused by the rules."""
    report = locked(opened.report)
    rules.check_grade(by, report, urgency, reason)
    opened = as_it_is_now(opened, report)
    sealed = envelopes.seal_json({"reason": reason.strip()}, key=opened.key, context=grading_context(report.subject))
    grading = Grading.objects.create(
        report=report, officer=by, at=clock.now(), before=report.urgency, after=urgency, reason=sealed
    )
    if urgency < report.urgency:
        hasten(report=report, urgency=urgency)
    else:
        _calm(report, urgency)
    record(report, by=by, sealed=sealed)
    return grading


@act(Act.REPORT_DEPARTURE)
def note_departure(*, report: Report, leaves_at: datetime | None, by: Officer) -> None:
    """Note when somebody in a report departs, which is then its deadline; None takes that back.

    Raises Refused by the rules.
    """
    report = locked(report)
    rules.check_departure(by, report, leaves_at)
    report.leaves_at = leaves_at
    report.due_at = deadline_of(report)
    report.save(update_fields=["leaves_at", "due_at"])
    record(report, by=by, facts={"leaves_at": leaves_at})


def _calm(report: Report, urgency: Urgency) -> None:
    report.urgency = urgency
    report.due_at = deadline_of(report)
    report.save(update_fields=["urgency", "due_at"])
    silence(report=report)

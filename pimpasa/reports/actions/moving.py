"""A report goes from state to state, and up where its reporter says that it got worse."""

from __future__ import annotations

from datetime import datetime

from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import REPORTER, record
from pimpasa.reports.deadlines import due_at, read_by
from pimpasa.reports.indicators import urgency_after
from pimpasa.reports.kinds import News, Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.states import State


def move(*, report: Report, state: State) -> None:
    """Let a locked report enter a state, and its next deadline begin; where it stays, its deadline does, too."""
    if state != report.state:
        report.state = state
        report.due_at = due_at(state, urgency=Urgency(report.urgency), since=clock.now(), village=report.village_id)
    report.save(update_fields=["state", "due_at", "officer", "duplicate_of", "keep_until"])


def heed(*, report: Report, news: News) -> None:
    """Move a locked report up where its reporter says that it got worse; still going on changes nothing.

    It is due as if it had just come in, or when it was due before, whichever is sooner. What is known as a duplicate
    moves up the report that it is of. Part of a verb that declares its act.
    """
    if news is News.GOING_ON:
        return
    now = clock.now()
    _raise(report, news, now)
    if report.duplicate_of_id is not None:
        original = Report.objects.select_for_update(of=("self",)).get(pk=report.duplicate_of_id)
        if original.is_in_use:
            _raise(original, news, now)


def hasten(*, report: Report, urgency: Urgency) -> None:
    """Move a locked report up, where what became known is more urgent than what was; nothing moves it down.

    It is due as if it had just come in, or when it was due before, whichever is sooner. Part of a verb that declares
    its act.
    """
    if urgency >= report.urgency:
        return
    report.urgency = urgency
    _due_sooner(report, urgency, clock.now())
    report.save(update_fields=["urgency", "due_at"])


def _due_sooner(report: Report, urgency: Urgency, now: datetime) -> None:
    if report.is_open or report.due_at is not None:
        soon = read_by(urgency, since=now)
        report.due_at = soon if report.due_at is None else min(soon, report.due_at)


def _raise(report: Report, news: News, now: datetime) -> None:
    urgency = urgency_after(Urgency(report.urgency), news)
    report.urgency = urgency
    report.worse_at = now
    _due_sooner(report, urgency, now)
    report.save(update_fields=["urgency", "worse_at", "due_at"])
    record(report, by=REPORTER, act=Act.REPORT_WORSE, facts={"urgency": urgency.value})

"""A report goes from state to state, and up where its reporter says that it got worse."""

from __future__ import annotations

from datetime import datetime

from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import REPORTER, SYSTEM, act, record
from pimpasa.reports.actions.alarming import silence, sound
from pimpasa.reports.deadlines import read_by
from pimpasa.reports.indicators import urgency_after
from pimpasa.reports.kinds import News, Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import locked
from pimpasa.reports.queries.terms import amounts_of, deadline_of, sooner, without_deadline
from pimpasa.reports.states import State

# An emergency's clock goes on between them, whoever owes what.
UNDER_WAY = frozenset({State.VERIFYING, State.NEEDS_INFORMATION})
MOST_AT_ONCE = 500


def move(*, report: Report, state: State) -> None:
    """Let a locked report enter a state, and its next deadline begin; where it stays, its deadline does, too."""
    if state != report.state:
        goes_on = report.urgency == Urgency.EMERGENCY and {report.state, state} <= UNDER_WAY
        report.state = state
        report.state_since = clock.now()
        if not (goes_on and report.due_at):
            report.due_at = deadline_of(report)
    if not report.is_open:
        silence(report=report)
    report.save(update_fields=["state", "state_since", "due_at", "officer", "duplicate_of", "keep_until"])


def begin_anew(*, report: Report, state: State) -> None:
    """Let a locked report lie where nobody verifies it yet, as if it had just come in there; not saved."""
    report.state = state
    report.state_since = clock.now()
    report.officer = None
    report.due_at = deadline_of(report)
    if report.urgency == Urgency.EMERGENCY:
        sound(report=report)


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
    _move_up(report, urgency, clock.now())
    report.save(update_fields=["urgency", "due_at"])


@act(Act.REPORT_CLOCK_SET, idle="every open report has a deadline")
def set_missing_deadlines() -> int:
    """Give open reports a deadline that have none; returns how many, MOST_AT_ONCE at most."""
    reports = [locked(report) for report in without_deadline()[:MOST_AT_ONCE]]
    for report in reports:
        report.state_since = clock.now()
        report.due_at = deadline_of(report)
        report.save(update_fields=["state_since", "due_at"])
        record(report, by=SYSTEM, facts={"due_at": report.due_at})
    return len(reports)


def _move_up(report: Report, urgency: Urgency, now: datetime) -> None:
    report.urgency = urgency
    if report.is_open or report.due_at is not None:
        soon = read_by(urgency, since=now, amounts=amounts_of(report.office_id))
        report.due_at = sooner(soon if report.due_at is None else min(soon, report.due_at), report, since=now)
    if urgency == Urgency.EMERGENCY:
        sound(report=report)


def _raise(report: Report, news: News, now: datetime) -> None:
    urgency = urgency_after(Urgency(report.urgency), news)
    report.worse_at = now
    _move_up(report, urgency, now)
    report.save(update_fields=["urgency", "worse_at", "due_at"])
    record(report, by=REPORTER, act=Act.REPORT_WORSE, facts={"urgency": urgency.value})

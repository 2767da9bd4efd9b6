"""An officer takes a report, asks its reporter, goes on in a colleague's place, sees that it got worse."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.handling import rules
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.actions.answering import write_message
from pimpasa.reports.actions.moving import move
from pimpasa.reports.deadlines import read_by
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Message, Report
from pimpasa.reports.queries.locks import locked
from pimpasa.reports.queries.opened import OpenReport, as_it_is_now
from pimpasa.reports.queries.terms import amounts_of, deadline_of
from pimpasa.reports.rules import next_state
from pimpasa.reports.states import Step


@act(Act.REPORT_TAKEN)
def take(*, report: Report, by: Officer) -> Report:
    """Start verifying. Raises Refused by the rules, or where a colleague was faster."""
    report = locked(report)
    rules.check_act(by, report, Step.TAKE)
    report.officer = by
    move(report=report, state=next_state(report, Step.TAKE))
    record(report, by=by, facts={"officer": by.pk})
    return report


@act(Act.REPORT_ASKED)
def ask(*, opened: OpenReport, text: str, by: Officer) -> Message:
    """Ask the reporter, who has a deadline of their own for it; an emergency's own goes on."""
    report = locked(opened.report)
    rules.check_act(by, report, Step.ASK)
    opened = as_it_is_now(opened, report)
    message = write_message(report=report, key=opened.key, text=text, officer=by)
    move(report=report, state=next_state(report, Step.ASK))
    return message


@act(Act.REPORT_TAKEN_OVER)
def take_over(*, report: Report, by: Officer) -> Report:
    """Go on in the place of a colleague who is away. Raises Refused by the rules."""
    report = locked(report)
    rules.check_act(by, report, Step.TAKE_OVER)
    holder = report.officer_id
    report.officer = by
    report.save(update_fields=["officer"])
    record(report, by=by, facts={"from": holder, "officer": by.pk})
    return report


@act(Act.REPORT_WORSE_SEEN)
def see_worse(*, report: Report, by: Officer) -> None:
    """Say that one has read what the reporter wrote; it is then due as its state asks. Raises Refused by the rules."""
    report = locked(report)
    rules.check_see_worse(by, report)
    worse_at = report.worse_at
    urgency = Urgency(report.urgency)
    if worse_at is not None and report.due_at == read_by(urgency, since=worse_at, amounts=amounts_of(report.office_id)):
        report.due_at = deadline_of(report, since=worse_at)
    report.worse_at = None
    report.save(update_fields=["worse_at", "due_at"])
    record(report, by=by)

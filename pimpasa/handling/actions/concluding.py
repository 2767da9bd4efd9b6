"""A report gets its outcome, or is taken up again."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.handling import rules
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.actions.keeping import count_from_today
from pimpasa.reports.actions.moving import move
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import lock, locked
from pimpasa.reports.rules import next_state
from pimpasa.reports.states import State, Step


@act(Act.REPORT_CONCLUDED)
def conclude(
    *, report: Report, outcome: State, digest: bytes, by: Officer, duplicate_of: Report | None = None
) -> Report:
    """Give a report its outcome; the finding itself is kept by verification, whose sealed bytes `digest` is of.

    A duplicate names the report it is of. Raises Refused by the rules.
    """
    lock(report.pk, duplicate_of.pk if duplicate_of else None)
    report = locked(report)
    rules.check_act(by, report, Step.CONCLUDE)
    state = next_state(report, Step.CONCLUDE, to=outcome)
    if state == State.DUPLICATE:
        original = locked(duplicate_of) if duplicate_of else None
        rules.check_duplicate(report, original)
        report.duplicate_of = original
    move(report=report, state=state)
    count_from_today(reports=[report])
    record(report, by=by, digest=digest)
    return report


@act(Act.REPORT_REOPENED)
def reopen(*, report: Report, digest: bytes, by: Officer) -> Report:
    """Take verification up again: the outcome was a mistake, or a reporter said more.

    Why is kept with the finding that counted, as sealed bytes which `digest` is of. Raises Refused by the rules.
    """
    report = locked(report)
    rules.check_act(by, report, Step.REOPEN)
    report.officer = by
    report.duplicate_of = None
    report.keep_until = None
    move(report=report, state=next_state(report, Step.REOPEN))
    record(report, by=by, digest=digest)
    return report

"""A report that its sender's browser sealed to nothing, which nobody can ever open."""

from __future__ import annotations

from pimpasa.handling.opening import opens_for_nobody
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.actions.alarming import hear
from pimpasa.reports.actions.keeping import count_from_today
from pimpasa.reports.actions.moving import move
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import locked
from pimpasa.reports.rules import check_own
from pimpasa.reports.states import State


@act(Act.REPORT_CONCLUDED, idle="it opens for somebody, is not as it came, or has its outcome already")
def give_up(*, report: Report, keyring: Keyring) -> Report:
    """End a report that opens for nobody, so that it rings and waits no more.

    It is kept as long as any that was not substantiated. Raises Refused for who only reads it, else as
    `opens_for_nobody`.
    """
    officer = keyring.officer
    report = locked(report, "desk", "unit")
    check_own(officer, report)
    if report.is_open and opens_for_nobody(report, keyring):
        hear(report=report, by=officer)
        move(report=report, state=State.NOT_SUBSTANTIATED)
        count_from_today(reports=[report])
        record(report, by=officer, facts={"state": report.state})
    return report

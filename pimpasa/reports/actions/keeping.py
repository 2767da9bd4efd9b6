"""From when and for how long a report is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record, unlogged
from pimpasa.reports import rules
from pimpasa.reports.models import Report, RetentionPeriod
from pimpasa.reports.queries import retention
from pimpasa.reports.states import State
from pimpasa.territory.models import Office


@unlogged("a part of taking a report into a case, which is recorded")
def settle(*, report: Report) -> None:
    """Let a substantiated report's deadline and period rest: a case has taken it over and keeps its own."""
    Report.objects.filter(pk=report.pk).update(due_at=None, keep_until=None)


@unlogged("follows from an outcome, which is recorded")
def count_from_today(*, reports: Iterable[Report]) -> None:
    """Let the period begin after which these reports are erased."""
    for report in reports:
        report.keep_until = retention.keep_until(report, since=clock.today())
        report.save(update_fields=["keep_until"])


@act(Act.OFFICE_CHANGED)
def set_periods(*, office: Office, days: Mapping[State, int], by: Officer) -> None:
    """How long this office keeps reports of each outcome; counts for what gets its outcome from now on.

    Raises Refused by the rules.
    """
    rules.check_periods(by, office, days)
    for outcome, number in days.items():
        RetentionPeriod.objects.update_or_create(office=office, outcome=outcome, defaults={"days": number})
    record(office, by=by, facts={"periods": {outcome.value: number for outcome, number in days.items()}})

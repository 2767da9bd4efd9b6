"""A reporter says that it got worse: the report moves up, and an officer says that they saw it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports import rules
from pimpasa.reports.deadlines import due_at, read_by
from pimpasa.reports.indicators import urgency_after
from pimpasa.reports.kinds import News, Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.states import State


@transaction.atomic
def heed(*, report: Report, news: News) -> None:
    """Move a locked report up where its reporter says that it got worse; still going on changes nothing.

    It is due as if it had just come in, or when it was due before, whichever is sooner. What is known as a duplicate
    moves up the report that it is of.
    """
    if news is News.GOING_ON:
        return
    now = clock.now()
    _raise(report, news, now)
    if report.duplicate_of_id is not None:
        first = Report.objects.select_for_update(of=("self",)).get(pk=report.duplicate_of_id)
        if first.shredded_at is None:
            _raise(first, news, now)


def _raise(report: Report, news: News, now: datetime) -> None:
    urgency = urgency_after(Urgency(report.urgency), news)
    report.urgency, report.worse_at = urgency, now
    if report.is_open or report.due_at is not None:
        new = read_by(urgency, since=now)
        report.due_at = new if report.due_at is None else min(new, report.due_at)
    report.save(update_fields=["urgency", "worse_at", "due_at"])
    ledger.append(act=Act.REPORT_WORSE, subject=report.subject, actor=ledger.REPORTER)


@transaction.atomic
def see_worse(*, report: Report, by: Officer) -> None:
    """Say that one has read what the reporter wrote; it is then due as its state asks. Raises Refused by the rules."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    rules.check_see_worse(by, report)
    worse_at, urgency = report.worse_at, Urgency(report.urgency)
    if worse_at is not None and report.due_at == read_by(urgency, since=worse_at):
        report.due_at = due_at(State(report.state), urgency=urgency, since=worse_at)
    report.worse_at = None
    report.save(update_fields=["worse_at", "due_at"])
    ledger.append(act=Act.REPORT_WORSE_SEEN, subject=report.subject, actor=by.actor)

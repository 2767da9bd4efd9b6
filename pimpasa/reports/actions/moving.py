"""A report goes from state to state, and up where its reporter says that it got worse."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pimpasa.common import clock
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.deadlines import due_at, read_by
from pimpasa.reports.indicators import urgency_after
from pimpasa.reports.kinds import News, Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.states import State


def move(report: Report, to: State) -> None:
    if to != report.state:
        report.state = to
        report.due_at = due_at(to, urgency=Urgency(report.urgency), since=clock.now())
    report.save(update_fields=["state", "due_at", "officer", "duplicate_of", "keep_until"])


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

"""An emergency is told to its desk, its unit and the heads of its office until one of them opens it."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import ngettext

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.notices.actions import mail_officers, push_officers, send_each
from pimpasa.notices.letters import Sentence
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Alarm, Report, Via
from pimpasa.reports.queries.alarms import desks_ringing, listeners, ringing_at
from pimpasa.reports.rules import can_own
from pimpasa.territory.models import Desk

# After it began; from then on by the hour.
AGAIN = (timedelta(minutes=15), timedelta(minutes=30), timedelta(hours=1))
BY_THE_HOUR = timedelta(hours=1)


def sound(*, report: Report) -> None:
    """Let an emergency's alarm begin, anew where it rang before. Part of a verb that declares its act."""
    now = clock.now()
    Alarm.objects.bulk_create(
        [Alarm(report=report, via=via, began_at=now, next_at=now) for via in Via],
        update_conflicts=True,
        unique_fields=["report", "via"],
        update_fields=["began_at", "next_at", "rings", "opened_by", "opened_at"],
    )


def silence(*, report: Report) -> None:
    """End an alarm: the report is none any more. Part of a verb that declares its act."""
    Alarm.objects.filter(report=report, next_at__isnull=False).update(next_at=None)


def hear(*, report: Report, by: Officer) -> None:
    """An officer whose own it is opened a report: an emergency is told no more, and what its reporter wrote is read.

    Part of a look that is logged.
    """
    is_ringing = report.urgency == Urgency.EMERGENCY and report.alarms.filter(next_at__isnull=False).exists()
    if not (is_ringing or report.answered_at) or not can_own(by, report):
        return
    if is_ringing:
        report.alarms.filter(next_at__isnull=False).update(next_at=None, opened_by=by, opened_at=clock.now())
    if report.answered_at:
        Report.objects.filter(pk=report.pk, answered_at=report.answered_at).update(answered_at=None)


def mail_emergencies() -> int:
    """Mail each officer once what rings now, however much does; returns how many messages.

    What the server does not take rings again within a minute.
    """
    return send_each(desks_ringing(Via.MAIL), _mail, what="an emergency")


def push_emergencies() -> int:
    """The same to browsers, one message an officer; returns how many push services took it."""
    sentences: dict[Officer, list[Sentence]] = defaultdict(list)
    for desk in desks_ringing(Via.PUSH):
        for officer, number in _ring(desk, Via.PUSH).items():
            sentences[officer].append(partial(_sentence, desk, number))
    return push_officers(sentences=sentences)


@transaction.atomic
def _mail(desk: Desk) -> int:
    return sum(
        mail_officers(officers=[officer], sentence=partial(_sentence, desk, number))
        for officer, number in _ring(desk, Via.MAIL).items()
    )


@transaction.atomic
def _ring(desk: Desk, via: Via) -> Counter[Officer]:
    """How many emergencies at a desk each officer is told of, with when they ring again.

    Locked, so that two workers do not tell the same.
    """
    now = clock.now()
    numbers: Counter[Officer] = Counter()
    for alarm in ringing_at(desk, via):
        alarm.rings += 1
        alarm.next_at = _next(alarm.began_at, now)
        alarm.save(update_fields=["rings", "next_at"])
        numbers.update(listeners(alarm.report))
    return numbers


def _next(began_at: datetime, now: datetime) -> datetime:
    return next((began_at + gap for gap in AGAIN if began_at + gap > now), now + BY_THE_HOUR)


def _sentence(desk: Desk, number: int) -> str:
    return ngettext(
        "EMERGENCY: a report at %(desk)s waits to be opened",
        "EMERGENCY: %(n)d reports at %(desk)s wait to be opened",
        number,
    ) % {"desk": desk.name, "n": number}

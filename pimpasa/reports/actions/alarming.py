"""An emergency is told to its desk, its unit and the heads of its office until one of them opens it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.notices.actions import mail_officers, push_officers, send_each
from pimpasa.notices.letters import Sentence
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Alarm, Report, Via
from pimpasa.reports.queries.alarms import listeners, ringing
from pimpasa.reports.rules import can_own

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
    """Mail what rings now; returns how many messages. What the server does not take rings again within a minute."""
    return send_each(ringing(Via.MAIL), _mail, what="an emergency")


def push_emergencies() -> int:
    """The same to browsers, one message an officer; returns how many push services took it."""
    sentences: dict[Officer, list[Sentence]] = defaultdict(list)
    for alarm in ringing(Via.PUSH):
        report = _ring(alarm)
        if report is None:
            continue
        for officer in listeners(report):
            sentences[officer].append(partial(_sentence, report))
    return push_officers(sentences=sentences)


@transaction.atomic
def _mail(alarm: Alarm) -> int:
    report = _ring(alarm)
    if report is None:
        return 0
    return mail_officers(officers=listeners(report), sentence=partial(_sentence, report))


@transaction.atomic
def _ring(alarm: Alarm) -> Report | None:
    """Its report, where it still rings, with when it rings again; locked, so that two workers do not tell the same."""
    now = clock.now()
    alarms = Alarm.objects.select_for_update(skip_locked=True, of=("self",))
    ringing_still = alarms.filter(pk=alarm.pk, next_at__lte=now).select_related("report__desk", "report__unit").first()
    if ringing_still is None:
        return None
    ringing_still.rings += 1
    ringing_still.next_at = _next(ringing_still.began_at, now)
    ringing_still.save(update_fields=["rings", "next_at"])
    return ringing_still.report


def _next(began_at: datetime, now: datetime) -> datetime:
    return next((began_at + gap for gap in AGAIN if began_at + gap > now), now + BY_THE_HOUR)


def _sentence(report: Report) -> str:
    desk = report.desk or report.unit
    return _("EMERGENCY: a report at %(desk)s waits to be opened") % {"desk": desk.name}

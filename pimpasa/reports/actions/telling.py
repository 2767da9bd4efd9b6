"""Telling officers that something waits for them: where and how many, never what. Late reports go to the unit, too."""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import members_of
from pimpasa.common import clock
from pimpasa.push import actions as push
from pimpasa.reports.models import Notice
from pimpasa.reports.queries.waiting import LOOK_BACK, waiting_at, where_something_waits
from pimpasa.territory.models import Desk

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Waiting:
    """How many reports a desk is to be told of."""

    desk: Desk
    about: str
    number: int


def tell_desks() -> int:
    """Mail what is to be told since the last time; returns how many messages. One desk's fault stops no other's."""
    sent = 0
    for desk, about in where_something_waits():
        try:
            sent += _mail(desk, about)
        except (OSError, SMTPException) as fault:
            logger.warning("desk %s was not told that something waits: %s", desk.pk, fault)
    return sent


def push_to_desks() -> int:
    """The same to their members' browsers; returns how many push services took it.

    An officer gets one message, what presses most first. It is tried once: what does not arrive was mailed, too.
    """
    lines: dict[Officer, list[str]] = defaultdict(list)
    for desk, about in reversed(where_something_waits()):
        waiting = _take(desk, about, Notice.Via.PUSH)
        if waiting is None:
            continue
        with override("id"):
            subject, _body = _words(waiting)
        for officer in members_of(desk, on=clock.today()):
            lines[officer].append(subject)
    return push.tell({officer: "\n".join(subjects) for officer, subjects in lines.items()})


def send(desk: Desk, subject: str, body: str) -> int:
    """Send each member of a desk a message of their own, so that nobody sees who else sits there; returns how many."""
    members = members_of(desk, on=clock.today())
    messages = [EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [officer.email]) for officer in members]
    get_connection().send_messages(messages)
    return len(messages)


def nothing_else() -> str:
    """The body of every message: where to sign in, and that nothing else stands in it."""
    where = settings.ADDRESS or _("the address you know")
    return _("Please sign in at %(where)s. For safety nothing else stands in this message.") % {"where": where}


@transaction.atomic
def _mail(desk: Desk, about: Notice.About) -> int:
    """Tell one desk's members; what the mail server does not take is told the next time."""
    waiting = _take(desk, about, Notice.Via.MAIL)
    if waiting is None:
        return 0
    with override("id"):
        subject, body = _words(waiting)
    return send(desk, subject, body)


@transaction.atomic
def _take(desk: Desk, about: Notice.About, via: Notice.Via) -> Waiting | None:
    """What is to be told now, and no second time; the row is locked, so that two workers do not tell the same."""
    now = clock.now()
    notice, _is_new = Notice.objects.select_for_update().get_or_create(
        desk=desk, about=about, via=via, defaults={"told_until": now - LOOK_BACK}
    )
    number = waiting_at(about, desk, since=notice.told_until, until=now).count()
    if not number:
        return None
    Notice.objects.filter(pk=notice.pk).update(told_until=now)
    return Waiting(desk, about, number)


def _words(waiting: Waiting) -> tuple[str, str]:
    subject = _subject(waiting.about, waiting.number)
    known = {"n": waiting.number, "desk": waiting.desk.name}
    return subject % known, nothing_else()


def _subject(about: str, number: int) -> str:
    match about:
        case Notice.About.NEW:
            return ngettext("%(n)d report is waiting at %(desk)s", "%(n)d reports are waiting at %(desk)s", number)
        case Notice.About.SOON:
            return ngettext("%(n)d report is due soon at %(desk)s", "%(n)d reports are due soon at %(desk)s", number)
        case Notice.About.LATE:
            return ngettext("%(n)d report is late at %(desk)s", "%(n)d reports are late at %(desk)s", number)
        case Notice.About.WORSE:
            return ngettext("%(n)d report got worse at %(desk)s", "%(n)d reports got worse at %(desk)s", number)
        case _:
            return ngettext("A reporter wrote to %(desk)s", "%(n)d reporters wrote to %(desk)s", number)

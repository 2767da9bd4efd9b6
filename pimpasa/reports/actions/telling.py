"""Telling officers that something waits for them: where and how many, never what. Late reports go to the unit, too."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils.translation import ngettext

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import members_of
from pimpasa.common import clock
from pimpasa.notices.actions import mail_officers, push_officers, send_each
from pimpasa.notices.letters import Sentence
from pimpasa.reports.models import Notice, Via
from pimpasa.reports.queries.waiting import LOOK_BACK, desks_with, waiting_at
from pimpasa.territory.models import Desk


@dataclass(frozen=True)
class Waiting:
    """How many reports a desk is to be told of."""

    desk: Desk
    about: Notice.About
    number: int


def tell_desks() -> int:
    """Mail what is to be told since the last time, what presses most last; returns how many messages."""
    return sum(send_each(desks_with(about), partial(_mail, about), what=about) for about in Notice.About)


def push_to_desks() -> int:
    """The same to their members' browsers; returns how many push services took it.

    An officer gets one message, what presses most first. What does not arrive was mailed, too.
    """
    sentences: dict[Officer, list[Sentence]] = defaultdict(list)
    for about in reversed(list(Notice.About)):
        for desk in desks_with(about):
            waiting = _take(desk, about, Via.PUSH)
            if waiting is None:
                continue
            for officer in members_of(desk, on=clock.today()):
                sentences[officer].append(partial(_sentence, waiting))
    return push_officers(sentences=sentences)


@transaction.atomic
def _mail(about: Notice.About, desk: Desk) -> int:
    """Tell one desk's members; what the mail server does not take is told the next time."""
    waiting = _take(desk, about, Via.MAIL)
    if waiting is None:
        return 0
    return mail_officers(officers=members_of(desk, on=clock.today()), sentence=partial(_sentence, waiting))


@transaction.atomic
def _take(desk: Desk, about: Notice.About, via: Via) -> Waiting | None:
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


def _sentence(waiting: Waiting) -> str:
    return _of_so_many(waiting.about, waiting.number) % {"n": waiting.number, "desk": waiting.desk.name}


def _of_so_many(about: Notice.About, number: int) -> str:
    match about:
        case Notice.About.NEW:
            return ngettext("%(n)d report is waiting at %(desk)s", "%(n)d reports are waiting at %(desk)s", number)
        case Notice.About.SOON:
            return ngettext("%(n)d report is due soon at %(desk)s", "%(n)d reports are due soon at %(desk)s", number)
        case Notice.About.LATE:
            return ngettext("%(n)d report is late at %(desk)s", "%(n)d reports are late at %(desk)s", number)
        case Notice.About.WORSE:
            return ngettext("%(n)d report got worse at %(desk)s", "%(n)d reports got worse at %(desk)s", number)
        case Notice.About.WROTE:
            return ngettext("A reporter wrote to %(desk)s", "%(n)d reporters wrote to %(desk)s", number)

"""Telling officers what waits for them in particular: what is asked and how often, never of whom or what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import ngettext

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.notices.actions import mail_officers, push_officers, send_each
from pimpasa.notices.letters import Sentence
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.models import Notice
from pimpasa.waiting.queries.entries import Entry
from pimpasa.waiting.queries.telling import reachable, untold

# What was told so long ago is either done or has to be said again.
REMEMBERED = timedelta(days=90)
PAGE = "/petugas/"


def mail_what_waits() -> int:
    """Mail each officer what began to wait for them; returns how many messages.

    What the mail server does not take is told the next time.
    """
    return send_each(reachable(), _mail, what="what waits")


def push_what_waits() -> int:
    """The same to their browsers; returns how many push services took it. What does not arrive was mailed, too."""
    lines = {officer: _sentences(_take(officer, Notice.Via.PUSH)) for officer in reachable()}
    return push_officers(sentences={officer: sentences for officer, sentences in lines.items() if sentences})


def forget(*, at: datetime) -> int:
    """Forget what was told REMEMBERED ago; returns how many."""
    return Notice.objects.filter(at__lt=at - REMEMBERED).delete()[0]


@transaction.atomic
def _mail(officer: Officer) -> int:
    """One message for each kind."""
    sentences = _sentences(_take(officer, Notice.Via.MAIL))
    return sum(mail_officers(officers=[officer], sentence=sentence, page=PAGE) for sentence in sentences)


@transaction.atomic
def _take(officer: Officer, via: Notice.Via) -> Sequence[Entry]:
    """What is to be told now, and no second time; the officer's row is locked, so that two workers tell it once."""
    Officer.objects.select_for_update().filter(pk=officer.pk).first()
    entries = untold(officer, via)
    now = clock.now()
    Notice.objects.bulk_create(
        [Notice(officer=officer, kind=entry.kind, thing=entry.thing, via=via, at=now) for entry in entries]
    )
    return entries


def _sentences(entries: Sequence[Entry]) -> list[Sentence]:
    numbers = Counter(entry.kind for entry in entries)
    return [partial(_sentence, kind, number) for kind, number in numbers.items()]


def _sentence(kind: Kind, number: int) -> str:
    words = ngettext("Waits for you: %(what)s", "Waits for you: %(what)s (%(n)d)", number)
    return words % {"what": kind.label, "n": number}

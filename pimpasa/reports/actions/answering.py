"""One turn of the dialogue with a reporter, and what follows from theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import REPORTER, act, record
from pimpasa.linking.identifiers.finding import find
from pimpasa.reports import rules
from pimpasa.reports.actions.indexing import remember_mentions, write_word_index
from pimpasa.reports.actions.keeping import count_from_today
from pimpasa.reports.actions.moving import hasten, heed, move
from pimpasa.reports.actions.resealing import bring_under
from pimpasa.reports.actions.submitting import attach
from pimpasa.reports.alarms import alarms_in
from pimpasa.reports.kinds import News, Urgency
from pimpasa.reports.models import Message, Report
from pimpasa.reports.queries.locks import lock, locked
from pimpasa.reports.queries.opened import OpenReport, as_it_is_now, is_repeat
from pimpasa.reports.states import Step
from pimpasa.sealing import envelopes


@act(Act.REPORT_ANSWERED, Act.EXHIBIT_RECEIVED, Act.REPORT_WORSE, idle="the very same came within a minute")
def answer(
    *, opened: OpenReport, text: str, exhibits: Sequence[Exhibit] = (), news: News | None = None
) -> Message | None:
    """The reporter writes, says how it is now, or adds files kept under the report's key.

    An awaited answer takes up verification again; that it got worse makes it urgent. Returns None where the very same
    came in the last minute: a form sent twice.
    """
    lock(opened.report.pk, opened.report.duplicate_of_id)
    report = locked(opened.report)
    opened = as_it_is_now(opened, report)
    if not exhibits and is_repeat(report, opened.key, _contents(text, news)):
        return None
    message = write_message(report=report, key=opened.key, text=text, officer=None, news=news)
    remember_mentions(report=report, identifiers=find(text))
    write_word_index(report=report, answers=opened.answers, later=[*opened.later_texts, text])
    exhibit_ids = [str(exhibit.pk) for exhibit in exhibits]
    bring_under(opened=opened, exhibit_ids=exhibit_ids)
    attach(report=report, exhibit_ids=exhibit_ids, from_key=opened.key, to_key=opened.key, message=message)
    mark_answered(report=report)
    move(report=report, state=rules.next_state(report, Step.ANSWER))
    if news is not None:
        heed(report=report, news=news)
    if alarms_in(text):
        hasten(report=report, urgency=Urgency.EMERGENCY)
    if report.keep_until is not None:
        count_from_today(reports=[report])
    return message


def _contents(text: str, news: News | None) -> dict[str, Any]:
    return {"text": text.strip()} | ({"news": news.value} if news else {})


def mark_answered(*, report: Report) -> None:
    """Let the lists say that its reporter wrote, until an officer opens it. Part of a verb that declares its act."""
    report.answered_at = clock.now()
    report.save(update_fields=["answered_at"])


def write_message(
    *, report: Report, key: bytes, text: str, officer: Officer | None, news: News | None = None
) -> Message:
    """A turn of the dialogue, the reporter's where no officer is named: part of a verb that declares its act.

    Raises Refused where nothing is said.
    """
    if not text.strip() and news is None:
        raise Refused("says_nothing", _("Write something first."))
    message = Message(report=report, officer=officer, sent_at=clock.now())
    message.envelope = envelopes.seal_json(_contents(text, news), key=key, context=message.context)
    message.save(force_insert=True)
    turn = Act.REPORT_ASKED if officer else Act.REPORT_ANSWERED
    record(report, by=officer or REPORTER, act=turn, sealed=message.envelope)
    return message

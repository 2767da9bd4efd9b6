"""Writing down what a report is found by: identifiers, blind, and words, digested."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import connection

from pimpasa.linking.blind import blind
from pimpasa.linking.identifiers.kinds import Identifier
from pimpasa.reports.actions.moving import hasten
from pimpasa.reports.alarms import urgency_told
from pimpasa.reports.contents import Answers
from pimpasa.reports.mentions import identifiers_in
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import locked
from pimpasa.reports.queries.opened import unread
from pimpasa.reports.tokens import index_of, tokens_of

_REMEMBER = """
INSERT INTO reports_mention (report_id, kind, digest, status)
SELECT %s, named.kind, named.digest, 'found' FROM unnest(%s::text[], %s::bytea[]) AS named(kind, digest)
ON CONFLICT DO NOTHING
"""
# Every look at a report says this: nothing is written where nothing changed.
_INDEX = """
INSERT INTO reports_wordindex AS kept (report_id, digests) VALUES (%s, %s::bigint[])
ON CONFLICT (report_id) DO UPDATE SET digests = excluded.digests WHERE kept.digests IS DISTINCT FROM excluded.digests
"""


def remember_mentions(*, report: Report, identifiers: Iterable[Identifier]) -> None:
    """Keep what a report names, blind; what is known already stays as it is."""
    kinds = {blind(identifier, key=settings.LINK_KEY): identifier.kind.value for identifier in identifiers}
    if kinds:
        with connection.cursor() as cursor:
            cursor.execute(_REMEMBER, [report.pk, list(kinds.values()), list(kinds)])


def write_word_index(*, report: Report, answers: Answers, later: Iterable[str]) -> None:
    """Write a report's row anew: its words grew by `later` texts, its desks changed, or words are read better.

    For a report that its sender's browser sealed, the first time does what is done for others when they come in.
    """
    if report.sealed_on_phone and unread([report]):
        _read_first(report, answers)
    with connection.cursor() as cursor:
        cursor.execute(_INDEX, [report.pk, index_of(report, tokens_of(answers, later=later)).digests])


def _read_first(report: Report, answers: Answers) -> None:
    """What its words name, and how urgent they make it, which only a phone has said so far."""
    remember_mentions(report=report, identifiers=identifiers_in(answers))
    row = locked(report)
    hasten(report=row, urgency=urgency_told(answers))
    report.urgency, report.due_at = row.urgency, row.due_at

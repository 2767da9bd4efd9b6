"""What a report names, kept blind, so that two reports that name the same can meet."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from pimpasa.linking.blind import blind
from pimpasa.linking.identifiers.finding import MOST, find, of_row
from pimpasa.linking.identifiers.kinds import Identifier
from pimpasa.reports.contents import Answers
from pimpasa.reports.models import Mention, Report
from pimpasa.reports.queries.opened import OpenReport


def identifiers_in(answers: Answers) -> list[Identifier]:
    """What the words of a report name; at most MOST."""
    return _named_in(answers, MOST)


def _named_in(answers: Answers, most: int) -> list[Identifier]:
    rows = (identifier for row in answers.persons for identifier in of_row(row.what, row.value))
    identifiers = [*rows, *find(answers.narrative, most=most), *find(answers.address, most=most)]
    return list(dict.fromkeys(identifiers))[:most]


def name_more_than_kept(opened: OpenReport) -> bool:
    """Whether the words of a report, or of a later message, name more than the MOST of which others are found by."""
    later = (find(text, most=MOST + 1) for text in opened.later_texts)
    return any(len(identifiers) > MOST for identifiers in (_named_in(opened.answers, MOST + 1), *later))


def mentions_of(report: Report, identifiers: Iterable[Identifier]) -> list[Mention]:
    """Rows of a new report, not yet written: for who inserts them together with it."""
    kinds = {blind(identifier, key=settings.LINK_KEY): identifier.kind for identifier in identifiers}
    return [Mention(report=report, kind=kind.value, digest=digest) for digest, kind in kinds.items()]

"""What an opened report names, and who else names the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings

from pimpasa.accounts.models import Officer
from pimpasa.common.reading import ask_together
from pimpasa.connections.models import Inquiry
from pimpasa.connections.queries.shares import inquiries_of, read_by
from pimpasa.linking.blind import blind
from pimpasa.linking.identifiers.finding import find
from pimpasa.reports.kinds import MentionKind, MentionStatus
from pimpasa.reports.mentions import identifiers_in
from pimpasa.reports.models import Mention, Report
from pimpasa.reports.queries.lists import SEALED
from pimpasa.reports.queries.opened import OpenReport

MOST = 500


@dataclass
class Link:
    """One thing a report names, as written in its normal form, and the reports that name it, as far as one reads them.

    `inquiry` is the newest question to other desks about it.
    """

    mention: Mention
    value: str
    near: list[Report] = field(default_factory=list)
    inquiry: Inquiry | None = None

    @property
    def kind(self) -> str:
        return str(MentionKind(self.mention.kind).label)


def links_of(opened: OpenReport, officer: Officer) -> list[Link]:
    """What an opened report names, those first that other reports name too.

    Only reports that the officer reads count, those that were shared with their desk among them.
    """
    values, rows, inquiries = _values(opened), Mention.objects.filter(report=opened.report), inquiries_of(opened.report)
    ask_together(rows, inquiries)
    mentions = {bytes(row.digest): row for row in rows}
    links = {digest: Link(mention=row, value=values[digest]) for digest, row in mentions.items() if digest in values}
    identifiers = [digest for digest, link in links.items() if link.mention.status != MentionStatus.REFUSED]
    for digest, near in naming_the_same(identifiers, besides=opened.report, officer=officer).items():
        links[digest].near = near
    newest = {row.mention_id: row for row in inquiries}
    for link in links.values():
        link.inquiry = newest.get(link.mention.pk)
    return sorted(links.values(), key=lambda link: (-len(link.near), link.kind, link.value))


def _values(opened: OpenReport) -> dict[bytes, str]:
    later = [identifier for text in opened.later_texts for identifier in find(text)]
    identifiers = [*identifiers_in(opened.answers), *later]
    return {blind(identifier, key=settings.LINK_KEY): identifier.value for identifier in identifiers}


def naming_the_same(digests: list[bytes], *, besides: Report, officer: Officer) -> dict[bytes, list[Report]]:
    """The reports that the officer reads and that name the same, newest first and MOST at most, by what they name."""
    mentions = (
        Mention.objects.filter(digest__in=digests, report__in=read_by(officer).values("pk"), report__set_aside_at=None)
        .exclude(report=besides)
        .exclude(status=MentionStatus.REFUSED)
        .select_related("report__village")
        .defer(*(f"report__{name}" for name in SEALED))
        .order_by("-id")[:MOST]
    )
    by_digest: dict[bytes, list[Report]] = defaultdict(list)
    for mention in mentions:
        by_digest[bytes(mention.digest)].append(mention.report)
    return by_digest

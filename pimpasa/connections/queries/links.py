"""What an opened report names, and who else names the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.common import clock
from pimpasa.linking.blind import blind
from pimpasa.linking.identifiers import find
from pimpasa.reports.kinds import MentionKind, MentionStatus, ShareState
from pimpasa.reports.mentions import identifiers_in
from pimpasa.reports.models import Mention, Report, Share
from pimpasa.reports.queries.lists import SEALED
from pimpasa.reports.queries.opened import OpenReport

MOST_OTHERS = 500


@dataclass
class Elsewhere:
    """Reports of another desk that name the same: that they are there, where, and whether one may be read."""

    report: Report
    share: Share | None

    @property
    def is_shared(self) -> bool:
        return self.share is not None and self.share.state == ShareState.GRANTED


@dataclass
class Others:
    """Who else names a thing: reports of one's own desks, and reports of others."""

    near: list[Report] = field(default_factory=list)
    elsewhere: list[Elsewhere] = field(default_factory=list)


@dataclass
class Link(Others):
    """One thing a report names, as written in its normal form, and who else names it."""

    mention: Mention = field(kw_only=True)
    value: str = field(kw_only=True)

    @property
    def kind(self) -> str:
        return str(MentionKind(self.mention.kind).label)


def links_of(opened: OpenReport, officer: Officer) -> list[Link]:
    """What an opened report names, those first that other reports name too.

    Reports of the officer's own desks are `near`; of the others only that and where they are.
    """
    values = _values(opened)
    mentions = {bytes(row.digest): row for row in Mention.objects.filter(report=opened.report)}
    links = {digest: Link(mention=row, value=values[digest]) for digest, row in mentions.items() if digest in values}
    identifiers = [digest for digest, link in links.items() if link.mention.status != MentionStatus.REFUSED]
    for digest, others in others_naming(identifiers, besides=opened.report, officer=officer).items():
        links[digest].near = others.near
        links[digest].elsewhere = others.elsewhere
    return sorted(links.values(), key=lambda link: (-len(link.near) - len(link.elsewhere), link.kind, link.value))


def _values(opened: OpenReport) -> dict[bytes, str]:
    later = [identifier for text in opened.later_texts for identifier in find(text)]
    identifiers = [*identifiers_in(opened.answers), *later]
    return {blind(identifier, key=settings.LINK_KEY): identifier.value for identifier in identifiers}


def others_naming(digests: list[bytes], *, besides: Report, officer: Officer) -> dict[bytes, Others]:
    """The reports that name the same, newest first and MOST_OTHERS at most, by what they name."""
    mentions = list(
        # None is left of a report that was erased.
        Mention.objects.filter(digest__in=digests, report__set_aside_at=None)
        .exclude(report=besides)
        .exclude(status=MentionStatus.REFUSED)
        .select_related("report__village", "report__office", "report__desk")
        .defer(*(f"report__{name}" for name in SEALED))
        .order_by("-id")[:MOST_OTHERS]
    )
    desks = set(desks_of(officer, on=clock.today()).values_list("pk", flat=True))
    shares = _shares({mention.report_id for mention in mentions}, desks)
    by_digest: dict[bytes, Others] = defaultdict(Others)
    for mention in mentions:
        report = mention.report
        others = by_digest[bytes(mention.digest)]
        if desks & {report.desk_id, report.unit_id}:
            others.near.append(report)
        else:
            others.elsewhere.append(Elsewhere(report, shares.get(report.pk)))
    return by_digest


def _shares(reports: set[UUID], desks: set[int]) -> dict[UUID, Share]:
    """The newest share of each report with one of these desks."""
    rows = Share.objects.filter(report__in=reports, desk__in=desks).order_by("id")
    return {row.report_id: row for row in rows}

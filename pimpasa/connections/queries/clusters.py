"""Reports and the identifiers they share, cluster by cluster. Nothing is opened for it: an identifier is its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.connections.queries.shares import read_by
from pimpasa.reports.kinds import MentionKind, MentionStatus
from pimpasa.reports.models import Mention, Report
from pimpasa.reports.queries.lists import SEALED
from pimpasa.vault.models import IN_USE

NEWEST = 1_000
MOST_MENTIONS = 2_000
MOST_EDGES = 10_000
MOST_CLUSTERS = 10
MOST_ROWS = 30
MOST_LANES = 8
REACH = 2


@dataclass
class Lane:
    """An identifier: its letter in the picture, its kind, and its value where an opened report names it."""

    digest: bytes
    kind: str
    letter: str = ""
    value: str = ""


@dataclass
class Row:
    """A report and its cells: `dot` where it names the lane's identifier, `line` where the lane runs past it."""

    report: Report
    cells: list[str] = field(default_factory=list)


@dataclass
class Cluster:
    """`is_cut` where more belongs to it than is shown."""

    lanes: list[Lane]
    rows: list[Row]
    is_cut: bool


Edges = dict[bytes, set[UUID]]


def clusters_of(officer: Officer) -> list[Cluster]:
    """The clusters among the newest reports that the officer reads, the largest first."""
    readable = read_by(officer)
    newest = readable.filter(IN_USE).order_by("-id").values("pk")[:NEWEST]
    mentions = Mention.objects.filter(report__in=newest).values_list("digest", flat=True)
    edges = _edges({bytes(row) for row in mentions[:MOST_MENTIONS]}, readable)
    groups = sorted(
        _components(edges), key=lambda group: -len(_reports_in({digest: edges[digest] for digest in group}))
    )
    return _drawn([{digest: edges[digest] for digest in group} for group in groups[:MOST_CLUSTERS]], {})


def cluster_around(report: Report, officer: Officer, values: dict[bytes, str]) -> Cluster | None:
    """The cluster that a report stands in, over at most REACH reports; `values` names what the report itself names.

    Only reports that the officer reads tie anything together.
    """
    readable = read_by(officer)
    reached = {report.pk}
    digests = set(values)
    edges: Edges = {}
    for _step in range(REACH):
        edges = _edges(digests, readable)
        reached |= _reports_in(edges)
        rows = Mention.objects.filter(report__in=list(reached)[:200]).exclude(status=MentionStatus.REFUSED)
        digests |= {bytes(row) for row in rows.values_list("digest", flat=True)[:400]}
    return _drawn([edges], values)[0] if edges else None


def _edges(digests: Iterable[bytes], readable: QuerySet[Report]) -> Edges:
    """The readable reports that name each; those that only one report names tie nothing together."""
    rows = (
        Mention.objects.filter(digest__in=list(digests), report__in=readable.filter(IN_USE).values("pk"))
        .exclude(status=MentionStatus.REFUSED)
        .values_list("digest", "report_id")
    )
    edges: Edges = defaultdict(set)
    for digest, report in rows[:MOST_EDGES]:
        edges[bytes(digest)].add(report)
    return {digest: reports for digest, reports in edges.items() if len(reports) > 1}


def _components(edges: Edges) -> list[list[bytes]]:
    """The digests that hang together through reports."""
    by_report: dict[UUID, list[bytes]] = defaultdict(list)
    for digest, reports in edges.items():
        for report in reports:
            by_report[report].append(digest)
    unreached = set(edges)
    groups = []
    while unreached:
        waiting = [unreached.pop()]
        group = []
        while waiting:
            digest = waiting.pop()
            group.append(digest)
            neighbours = {neighbour for report in edges[digest] for neighbour in by_report[report]} & unreached
            unreached -= neighbours
            waiting += neighbours
        groups.append(group)
    return groups


def _drawn(groups: list[Edges], values: dict[bytes, str]) -> list[Cluster]:
    """Each group of edges as a cluster; what they show is read for all at once."""
    busiest = [{digest: edges[digest] for digest in _busiest(edges, values)} for edges in groups]
    newest = [sorted(_reports_in(edges))[-MOST_ROWS:] for edges in busiest]
    kinds = _kinds({digest: min(reports) for edges in busiest for digest, reports in edges.items()})
    reports = _reports([pk for ids in newest for pk in ids])
    clusters = []
    for group, edges, ids in zip(groups, busiest, newest, strict=True):
        letters = (chr(ord("A") + number) for number in range(MOST_LANES))
        lanes = [Lane(digest, kinds[digest], next(letters), values.get(digest, "")) for digest in edges]
        rows = [Row(reports[pk]) for pk in ids if pk in reports]
        for lane in lanes:
            _run(lane, rows, edges[lane.digest])
        is_cut = len(group) > MOST_LANES or len(_reports_in(edges)) > MOST_ROWS
        clusters.append(Cluster(lanes, rows, is_cut=is_cut))
    return clusters


def _reports_in(edges: Edges) -> set[UUID]:
    return {pk for reports in edges.values() for pk in reports}


def _busiest(edges: Edges, values: dict[bytes, str]) -> list[bytes]:
    return sorted(edges, key=lambda digest: (digest not in values, -len(edges[digest]), digest))[:MOST_LANES]


def _kinds(named: dict[bytes, UUID]) -> dict[bytes, str]:
    """By what is named and one report that names it."""
    rows = Mention.objects.filter(digest__in=list(named), report__in=set(named.values()))
    return {bytes(digest): str(MentionKind(kind).label) for digest, kind in rows.values_list("digest", "kind")}


def _reports(ids: list[UUID]) -> dict[UUID, Report]:
    return Report.objects.select_related("village").defer(*SEALED).in_bulk(ids)


def _run(lane: Lane, rows: list[Row], named: set[UUID]) -> None:
    """Let a lane run from the first report that names it to the last."""
    dots = [number for number, row in enumerate(rows) if row.report.pk in named]
    for number, row in enumerate(rows):
        runs = bool(dots) and dots[0] < number < dots[-1]
        row.cells.append("dot" if number in dots else "line" if runs else "")

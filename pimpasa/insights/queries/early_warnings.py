"""What several desks have alike: found by the digests and counts that are kept anyway, never by anything opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.insights.kinds import Grain, Pattern
from pimpasa.insights.models import Cell, EarlyWarning, WarningTerms
from pimpasa.insights.rules import COUNTING, DAYS, DESKS, KINDS_OF_PATTERNS
from pimpasa.reports.kinds import Kind, MentionKind, MentionStatus
from pimpasa.reports.models import Mention, Report
from pimpasa.reports.queries.lists import SEALED, visible_to
from pimpasa.territory.models import District

MOST_SIGHTINGS = 500
MOST_OWN = 20
BETWEEN = ":"
_HELD = Q(set_aside_at=None, shredded_at=None)
_COUNTING_MENTION = Q(report__state__in=COUNTING, report__set_aside_at=None, report__shredded_at=None)


@dataclass(frozen=True)
class Terms:
    """At how many desks, within how many days."""

    desks: int
    days: int


USUAL = Terms(DESKS.usual, DAYS.usual)


@dataclass(frozen=True)
class Alike:
    """What some desks have alike; `newest` is the last day on which each of them did, by desk, with its office."""

    pattern: Pattern
    key: bytes
    kind: str
    newest: Mapping[int, tuple[int, date]]

    def offices_to_warn(self, terms: Mapping[int, Terms], *, today: date) -> list[int]:
        """The offices that have it, too, and want to be warned of so many desks in so many days."""
        offices = {office for office, _day in self.newest.values()}
        return sorted(office for office in offices if self._warns(office, terms.get(office, USUAL), today))

    def _warns(self, office: int, terms: Terms, today: date) -> bool:
        since = today - timedelta(days=terms.days)
        recent = [desk_office for desk_office, day in self.newest.values() if day > since]
        return len(recent) >= terms.desks and office in recent


def terms_of(offices: Collection[int]) -> dict[int, Terms]:
    """Of those that set their own."""
    rows = WarningTerms.objects.filter(office__in=offices)
    return {row.office_id: Terms(row.desks, row.days) for row in rows}


def alike(reports: Collection[UUID], *, today: date) -> list[Alike]:
    """What these reports have alike with others: the identifiers that they name, and their kind in their kecamatan.

    Asked by index, for what came in within the most days that an office may set: as dear however many came before.
    """
    counting = Report.objects.filter(_HELD, pk__in=reports, state__in=COUNTING)
    return [*_identifiers(counting, today), *_places(counting, today)]


def _identifiers(reports: QuerySet[Report], today: date) -> Iterable[Alike]:
    named = Mention.objects.filter(report__in=reports.values("pk")).exclude(status=MentionStatus.REFUSED)
    kinds = {bytes(digest): kind for digest, kind in named.values_list("digest", "kind")}
    desks: dict[bytes, dict[int, tuple[int, date]]] = defaultdict(dict)
    rows = _naming(list(kinds), since=today - timedelta(days=DAYS.most))
    desk = Coalesce("report__desk", "report__unit")
    for digest, desk_id, office, newest in rows.values_list("digest", desk, "report__office").annotate(
        newest=Max("report__received_at")
    ):
        desks[bytes(digest)][desk_id] = office, clock.day_of(newest)
    return [Alike(Pattern.IDENTIFIER, digest, kinds[digest], newest) for digest, newest in desks.items()]


def _naming(digests: Sequence[bytes], *, since: date) -> QuerySet[Mention]:
    """By mention_once: the digest, and a report's number, which grows with time."""
    begin = clock.midnight(since)
    mentions = Mention.objects.filter(_COUNTING_MENTION, digest__in=digests, report__received_at__gte=begin)
    return mentions.filter(report__gte=_first_number(begin)).exclude(status=MentionStatus.REFUSED).order_by()


def _first_number(at: datetime) -> UUID:
    """No report of that moment or later has a smaller one (common.ids.uuid7)."""
    return UUID(int=int(at.timestamp() * 1000) << 80)


def _places(reports: QuerySet[Report], today: date) -> Iterable[Alike]:
    rows = reports.filter(kind__in=KINDS_OF_PATTERNS).values_list("village__district", "kind")
    places = set(rows.distinct())
    desks: dict[tuple[str, str], dict[int, tuple[int, date]]] = defaultdict(dict)
    cells = _cells([district for district, _kind in places], since=today - timedelta(days=DAYS.most))
    columns = ("village__district", "kind", "desk", "office")
    for district, kind, desk, office, newest in cells.values_list(*columns).annotate(newest=Max("day")).order_by():
        before = desks[district, kind].get(desk)
        desks[district, kind][desk] = office, newest if before is None else max(before[1], newest)
    return [Alike(Pattern.PLACE, place_key(*place), place[1], desks[place]) for place in sorted(places)]


def _cells(districts: Sequence[str], *, since: date) -> QuerySet[Cell]:
    """By cell_of_village."""
    cells = Cell.objects.filter(village__district__in=districts, grain=Grain.DAY, day__gte=since, number__gt=0)
    return cells.filter(kind__in=KINDS_OF_PATTERNS, state__in=COUNTING)


def place_key(district: str, kind: str) -> bytes:
    return f"{district}{BETWEEN}{kind}".encode()


def warnings_of(officer: Officer) -> list[EarlyWarning]:
    """Of the officer's office, unread ones first."""
    rows = EarlyWarning.objects.filter(office=officer.office_id).select_related("read_by")
    return sorted(rows.order_by("-raised_at")[:MOST_SIGHTINGS], key=lambda warning: warning.read_at is not None)


def warning_by_id(warning_id: int) -> EarlyWarning | None:
    return EarlyWarning.objects.filter(pk=warning_id).select_related("office", "read_by").first()


@dataclass(frozen=True)
class Spread:
    """Where it was: by kelurahan and office the days, without how often. `since` is the first day that is looked at."""

    since: date
    until: date
    days: Mapping[tuple[str, str], Sequence[date]]
    own: Sequence[Report]

    @property
    def offices(self) -> int:
        return len({office for _village, office in self.days})


def spread_of(warning: EarlyWarning, officer: Officer, *, today: date) -> Spread:
    """How what was warned of lies in space and time by now, and which of the reports the officer reads."""
    terms = terms_of([warning.office_id]).get(warning.office_id, USUAL)
    until = today
    since = min(clock.day_of(warning.raised_at), today) - timedelta(days=terms.days)
    is_place = warning.pattern == Pattern.PLACE
    rows, reports = _of_place(warning, since) if is_place else _of_identifier(warning, since)
    days: dict[tuple[str, str], set[date]] = defaultdict(set)
    for village, office, day in rows:
        days[village, office].add(day)
    own = reports & visible_to(officer)
    return Spread(
        since,
        until,
        {place: sorted(days[place]) for place in sorted(days)},
        list(own.defer(*SEALED).select_related("village").order_by("-pk")[:MOST_OWN]),
    )


Sightings = list[tuple[str, str, date]]


def _of_identifier(warning: EarlyWarning, since: date) -> tuple[Sightings, QuerySet[Report]]:
    mentions = _naming([bytes(warning.key)], since=since)
    columns = ("report__village__name", "report__office__name", "report__received_at")
    rows = mentions.order_by("-pk").values_list(*columns)[:MOST_SIGHTINGS]
    sightings = [(village, office, clock.day_of(at)) for village, office, at in rows]
    return sightings, Report.objects.filter(pk__in=mentions.values("report"))


def _of_place(warning: EarlyWarning, since: date) -> tuple[Sightings, QuerySet[Report]]:
    district, kind = bytes(warning.key).decode().split(BETWEEN)
    cells = _cells([district], since=since).filter(kind=kind)
    rows = cells.order_by("-day").values_list("village__name", "office__name", "day").distinct()[:MOST_SIGHTINGS]
    reports = Report.objects.filter(_HELD, village__district=district, kind=kind, state__in=COUNTING)
    return list(rows), reports.filter(received_at__gte=clock.midnight(since))


def said_of(warning: EarlyWarning) -> str:
    """In words what is alike: the kind of identifier, or the kecamatan and the kind of report. Never its value."""
    if warning.pattern == Pattern.IDENTIFIER:
        return str(MentionKind(warning.kind).label)
    code = bytes(warning.key).decode().split(BETWEEN)[0]
    district = District.objects.filter(pk=code).first()
    return f"{Kind(warning.kind).label}, Kec. {district or code}"


def without_reason(*, before: datetime) -> QuerySet[EarlyWarning]:
    """Warnings that are over, and those whose identifier no report names any more."""
    naming = Mention.objects.filter(digest=OuterRef("key"))
    is_gone = Q(pattern=Pattern.IDENTIFIER) & ~Exists(naming)
    return EarlyWarning.objects.filter(Q(raised_at__lt=before) | is_gone)

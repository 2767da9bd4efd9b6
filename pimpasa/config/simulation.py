"""Synthetic reports, as many as one likes: invented words, really sealed, to try the program at the size of a country.

The same seed tells the same stories (stories.py) in the same order over the last year; the sealing is fresh each time.
What is stored of each is what an intake stores, and for a concluded one what its officer found. A plan may tell fewer
stories than reports: each again and again at its own place, read once, and sealed anew for every report.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from multiprocessing import get_context
from random import Random
from typing import TYPE_CHECKING, Any

from pimpasa.common.ids import uuid7
from pimpasa.config.stories import story
from pimpasa.ledger.commitments import EMPTY, canonical, commit, digest_of
from pimpasa.linking.blind import blind
from pimpasa.sealing import envelopes, grants, receipts

if TYPE_CHECKING:
    from pimpasa.reports.contents import Answers
    from pimpasa.reports.models import Report

BATCH = 2_000
YEAR = timedelta(days=365)
HALF_A_SHIFT = timedelta(hours=4)
VERIFYING = timedelta(days=2)
OPEN_SHARE = 0.08
PLACE_SHARE = 0.5
READ_STORIES = 4_096  # that a process remembers

Progress = Callable[[int], None]
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Place:
    """A desk's village and who reads there: plain values that another process takes.

    `keys` are ids and public keys, `names` those of the village's places; `officer` concludes what is concluded,
    where there is one.
    """

    village: str
    office: int
    desk: int
    unit: int
    keys: tuple[tuple[int, bytes], ...]
    names: tuple[str, ...] = ()
    officer: int | None = None


@dataclass(frozen=True)
class Plan:
    """`reports` of a seed, spread evenly over the `span` before `now` and over the places, of so many `stories`."""

    reports: int
    seed: int
    places: list[Place]
    now: datetime
    span: timedelta = YEAR
    stories: int | None = None  # as many as reports

    def told(self, number: int) -> int:
        """Which story it is."""
        return number % self.stories if self.stories else number

    def place(self, number: int) -> Place:
        """Where a story is told, each at one place."""
        return Random(f"{self.seed}:{self.told(number)}:place").choice(self.places)  # noqa: S311 - stories, not secrets

    def chance(self, number: int) -> Random:
        return Random(f"{self.seed}:{number}:fate")  # noqa: S311 - stories, not secrets

    def received_at(self, number: int, chance: Random) -> datetime:
        return self.now - self.span * ((self.reports - number - chance.random()) / self.reports)

    def moments(self, received: datetime, chance: Random) -> tuple[datetime, datetime]:
        """When somebody looked at it, and found out what there is to it: hours and days, rarely many, never to come."""
        opened = received + chance.expovariate(1) * HALF_A_SHIFT
        concluded = opened + chance.expovariate(1) * VERIFYING
        return min(opened, self.now), min(concluded, self.now)


@dataclass(frozen=True)
class Told:
    """A story at its place, read: what is sealed, what it is found by, kinds of what it names by their digests."""

    answers: Answers
    contents: dict[str, Any]
    urgency: int
    tokens: list[str]
    named: dict[bytes, str]


def simulate(plan: Plan, *, progress: Progress) -> None:
    """Add the plan's reports; each batch is a transaction."""
    starts = range(0, plan.reports, BATCH)
    jobs = [(plan, start, min(BATCH, plan.reports - start)) for start in starts]
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        for number, rows in enumerate(pool.map(batch, *zip(*jobs, strict=True)), 1):
            _copy(rows)
            progress(min(number * BATCH, plan.reports))
    _take_up()
    _look_over()


def batch(plan: Plan, start: int, count: int) -> Rows:
    """What is stored of so many reports of a plan, by table."""
    prepare()
    rows: Rows = {name: [] for name in TABLES}
    for number in range(start, start + count):
        _add(rows, plan, number)
    return rows


def prepare() -> None:
    """The models' words are translated lazily, so a process of its own needs the settings."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimpasa.config.settings")
    django.setup()


def _add(rows: Rows, plan: Plan, number: int) -> None:
    chance = plan.chance(number)
    key = envelopes.new_key()
    receipt = receipts.parse(receipts.new_code())
    place = plan.place(number)
    tale = _told(plan.seed, plan.told(number), place)
    report = _report(tale, place, plan.received_at(number, chance), chance)
    envelope = envelopes.seal_json(tale.contents, key=key, context=report.context)
    wrap = envelopes.seal(key, key=receipt.key, context=f"{report.subject}:receipt")
    rows["report"].append(
        (report.pk, report.kind, report.mode, report.channel, report.urgency, report.state, report.village_id,
         report.office_id, report.desk_id, report.unit_id, report.received_at, report.due_at, envelope,
         receipt.lookup_id, wrap)
    )  # fmt: skip
    for desk_key, public in place.keys:
        sealed = grants.grant(key, to=public, context=f"{report.subject}:contents")
        rows["grant"].append((report.pk, desk_key, "contents", sealed))
    rows["mention"].extend((report.pk, kind, digest, "found") for digest, kind in tale.named.items())
    rows["words"].append((report.pk, _digests(plan, number, report)))
    rows["entry"].append(_entry(report, "report.received", "reporter", report.received_at, digest_of(envelope)))
    if place.officer and not report.is_open:
        _conclude(rows, report, place.officer, key, plan.moments(report.received_at, chance))


@lru_cache(READ_STORIES)
def _told(seed: int, number: int, place: Place) -> Told:
    """Reading a story takes longer than sealing it."""
    from django.conf import settings

    from pimpasa.reports import tokens
    from pimpasa.reports.alarms import urgency_told
    from pimpasa.reports.mentions import identifiers_in

    chance = Random(f"{seed}:{number}:told")  # noqa: S311 - stories, not secrets
    answers = _placed(story(seed, number), place, chance)
    identifiers = identifiers_in(answers)
    named = {blind(identifier, key=settings.LINK_KEY): identifier.kind.value for identifier in identifiers}
    return Told(
        answers=answers,
        contents=answers.contents(),
        urgency=int(urgency_told(answers)),
        tokens=tokens.tokens_of(answers, identifiers=identifiers),
        named=named,
    )


def _digests(plan: Plan, number: int, report: Report) -> list[int]:
    from pimpasa.reports import tokens

    return _digests_in(plan.seed, plan.told(number), plan.place(number), tokens.month_of(report.received_at))


@lru_cache(READ_STORIES)
def _digests_in(seed: int, number: int, place: Place, month: str) -> list[int]:
    """What a story is found by at its desk and unit in a month."""
    from pimpasa.reports import tokens

    tale = _told(seed, number, place)
    return [
        digest for desk in (place.desk, place.unit) for digest in tokens.digests(tale.tokens, desk=desk, month=month)
    ]


def _placed(answers: Answers, place: Place, chance: Random) -> Answers:
    answers.village = place.village
    if place.names and chance.random() < PLACE_SHARE:
        answers.place = chance.choice(place.names)
    return answers


def _report(tale: Told, place: Place, received: datetime, chance: Random) -> Report:
    from pimpasa.reports.deadlines import DEFAULTS, due_at
    from pimpasa.reports.kinds import Urgency
    from pimpasa.reports.models import Report
    from pimpasa.reports.states import OUTCOMES, State

    answers, urgency = tale.answers, Urgency(tale.urgency)
    is_open = chance.random() < OPEN_SHARE
    state = State.RECEIVED if is_open else chance.choice(sorted(OUTCOMES))
    due = due_at(state, urgency=urgency, since=received, village=place.village, amounts=DEFAULTS) if is_open else None
    return Report(
        id=uuid7(received),
        kind=answers.kind,
        mode=answers.stored_mode,
        channel=answers.channel,
        urgency=int(urgency),
        state=state.value,
        village_id=place.village,
        office_id=place.office,
        desk_id=place.desk,
        unit_id=place.unit,
        received_at=received,
        due_at=due,
    )


def _entry(report: Report, act: str, actor: str, at: datetime, digest: bytes) -> tuple[Any, ...]:
    import secrets

    from pimpasa.ledger.signing import mac

    nonce = secrets.token_bytes(32)
    content = canonical(act=act, subject=report.subject, actor=actor, at=at, digest=digest)
    commitment = commit(content, nonce)
    return act, report.subject, actor, at, digest, nonce, commitment, mac(commitment)


def _conclude(rows: Rows, report: Report, officer: int, key: bytes, moments: tuple[datetime, datetime]) -> None:
    """What its officer did: looked at it, and found out what there is to it."""
    opened_at, concluded_at = moments
    actor = f"officer:{officer}"
    finding = _finding(report, officer, key, concluded_at)
    rows["finding"].append(finding)
    rows["entry"].append(_entry(report, "report.opened", actor, opened_at, EMPTY))
    rows["entry"].append(_entry(report, "report.concluded", actor, concluded_at, digest_of(finding[4])))


def _finding(report: Report, officer: int, key: bytes, at: datetime) -> tuple[Any, ...]:
    from pimpasa.verification.kinds import ReviewState
    from pimpasa.verification.models import Finding

    finding = Finding(id=uuid7(at), report_id=report.pk)
    envelope = envelopes.seal_json(_finding_contents(report.state, report.kind), key=key, context=finding.context)
    return finding.pk, report.pk, officer, at, envelope, ReviewState.NONE.value


@cache
def _finding_contents(outcome: str, kind: str) -> dict[str, Any]:
    from pimpasa.verification.checklist import Known, Part, needs_parts
    from pimpasa.verification.contents import FindingContents

    parts = {str(part): str(Known.UNKNOWN) for part in Part} if needs_parts(kind) else {}
    return FindingContents(outcome=outcome, reason="Karangan: sudah ditelusuri.", notes="", parts=parts).to_json()


TABLES = {
    "report": "reports_report (id, kind, mode, channel, urgency, state, village_id, office_id, desk_id, unit_id,"
    " received_at, due_at, envelope, receipt_id, receipt_wrap)",
    "grant": "reports_reportgrant (report_id, desk_key_id, purpose, envelope)",
    "mention": "reports_mention (report_id, kind, digest, status)",
    "words": "reports_wordindex (report_id, digests)",
    "entry": "ledger_entry (act, subject, actor, at, digest, nonce, commitment, mac)",
    "finding": "verification_finding (id, report_id, officer_id, recorded_at, envelope, review)",
}


def _copy(rows: Rows) -> None:
    from django.db import connection, transaction

    from pimpasa.ledger.actions import vouch_for_invented

    with transaction.atomic(), connection.cursor() as cursor:
        for name, table in TABLES.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows[name]:
                    copy.write_row(row)
        vouch_for_invented(reports=len(rows["report"]))


def _take_up() -> None:
    """Give the acts their numbers: they are of the past year, and the integrator takes up none so old by itself."""
    from pimpasa.ledger.integration import integrate

    while integrate(late=True):
        pass


def _look_over() -> None:
    """Tell the database what it holds now, so that it does not plan for an empty one until it notices by itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in TABLES.values():
            cursor.execute(f"ANALYZE {table.split()[0]}")


def places() -> Iterator[Place]:
    """Every open desk of a village that somebody can read at, as a place of the simulation."""
    from pimpasa.accounts.queries import members_of
    from pimpasa.common import clock
    from pimpasa.keys.queries import sealing_keys
    from pimpasa.territory.models import Desk
    from pimpasa.territory.queries.places import places_of

    for desk in Desk.objects.filter(kind=Desk.Kind.VILLAGE, closed_on=None).select_related("office", "village"):
        unit = Desk.objects.get(office=desk.office, kind=Desk.Kind.UNIT, closed_on=None)
        village = desk.village
        officer = members_of(desk, on=clock.today()).first()
        if village is None:
            continue
        yield Place(
            village=village.pk,
            office=desk.office_id,
            desk=desk.pk,
            unit=unit.pk,
            keys=tuple((key.pk, bytes(key.public)) for key in sealing_keys([desk, unit])),
            names=tuple(place.name for place in places_of(village)),
            officer=officer.pk if officer else None,
        )

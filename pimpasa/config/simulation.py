"""Synthetic reports, as many as one likes: invented words, really sealed, to try the program at the size of a country.

The same seed tells the same stories; the sealing is fresh each time. Recruiters are few and busy, as in life: one in a
thousand phone numbers stands in many reports, most stand in one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from random import Random
from typing import Any

from pimpasa.common.ids import uuid7
from pimpasa.ledger.commitments import canonical, commit
from pimpasa.linking.blind import blind
from pimpasa.reports.answers import Answers, PersonAnswer

BATCH = 2_000
DAYS = 365
OPEN_SHARE = 0.08
BUSY_RECRUITERS = 40

_OPENINGS = ("Tetangga saya", "Adik teman saya", "Seorang ibu di gang kami", "Anak kos sebelah", "Sepupu saya")
_OFFERS = ("ditawari kerja pabrik", "dijanjikan gaji besar", "disuruh berangkat minggu depan", "diminta uang muka")
_ENDS = ("paspornya dipegang agen.", "tidak ada kontrak.", "keluarganya cemas.", "nomornya tidak bisa dihubungi lagi.")

Progress = Callable[[int], None]
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Place:
    """A desk's village and who reads there: ids and public keys, as plain values that another process takes."""

    village: str
    office: int
    desk: int
    unit: int
    keys: tuple[tuple[int, bytes], ...]


def simulate(
    *, reports: int, seed: int, places: list[Place], link_key: bytes, now: datetime, progress: Progress
) -> None:
    """Add `reports` synthetic ones, spread over the last year and these places; each batch is a transaction."""
    starts = range(0, reports, BATCH)
    jobs = [(seed, start, min(BATCH, reports - start), places, link_key, now) for start in starts]
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        for number, rows in enumerate(pool.map(_batch, *zip(*jobs, strict=True)), 1):
            _copy(rows)
            progress(min(number * BATCH, reports))


def told(seed: int, number: int) -> Answers:
    """What the `number`-th reporter of a seed tells."""
    chance = Random(f"{seed}:{number}")  # noqa: S311 - stories, not secrets
    recruiter = chance.randrange(BUSY_RECRUITERS) if chance.random() < 0.01 else BUSY_RECRUITERS + number
    phone = f"0812{recruiter:08}"
    narrative = (
        f"Karangan: {chance.choice(_OPENINGS)} {chance.choice(_OFFERS)}, {chance.choice(_ENDS)} Hubungi {phone}."
    )
    return Answers(
        danger=chance.random() < 0.02,
        kind=chance.choice(("tppo", "tppo", "pmi", "foreigner")),
        narrative=narrative,
        indicators=sorted(chance.sample(range(1, 41), 3)),
        rw=f"{chance.randrange(1, 20):03}",
        persons=[PersonAnswer("phone", phone)],
        mode="anonymous",
    )


def _batch(seed: int, start: int, count: int, places: list[Place], link_key: bytes, now: datetime) -> Rows:
    _prepare()
    rows: Rows = {"report": [], "grant": [], "mention": [], "entry": []}
    for number in range(start, start + count):
        _add(rows, seed, number, places, link_key, now)
    return rows


def _prepare() -> None:
    """The models' words are translated lazily, so a process of its own needs the settings."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimpasa.config.settings")
    django.setup()


def _add(rows: Rows, seed: int, number: int, places: list[Place], link_key: bytes, now: datetime) -> None:
    import secrets

    from pimpasa.ledger.commitments import digest_of
    from pimpasa.reports.deadlines import due_at
    from pimpasa.reports.indicators import urgency_of
    from pimpasa.reports.kinds import Urgency
    from pimpasa.reports.mentions import identifiers_in
    from pimpasa.reports.states import OUTCOMES, State
    from pimpasa.sealing import envelopes, grants, receipts

    chance = Random(f"{seed}:{number}:fate")  # noqa: S311
    answers, place = told(seed, number), chance.choice(places)
    answers.village = place.village
    ident, key, receipt = uuid7(), envelopes.new_key(), receipts.parse(receipts.new_code())
    subject, received = f"report:{ident}", now - timedelta(seconds=chance.randrange(DAYS * 86_400))
    urgency = urgency_of(danger=bool(answers.danger), ticked=answers.indicators)
    is_open = chance.random() < OPEN_SHARE
    state = State.RECEIVED if is_open else chance.choice(sorted(OUTCOMES))
    due = due_at(state, urgency=Urgency(urgency), since=received) if is_open else None
    envelope = envelopes.seal_json(answers.contents(), key=key, context=f"{subject}:contents")
    wrap = envelopes.seal(key, key=receipt.key, context=f"{subject}:receipt")
    rows["report"].append(
        (ident, answers.kind, "anonymous", "web", int(urgency), state.value, place.village, place.office, place.desk,
         place.unit, received, due, envelope, receipt.lookup_id, wrap)
    )  # fmt: skip
    for desk_key, public in place.keys:
        sealed = grants.grant(key, to=public, context=f"{subject}:contents")
        rows["grant"].append((ident, desk_key, "contents", sealed))
    for identifier in identifiers_in(answers):
        rows["mention"].append((ident, identifier.kind.value, blind(identifier, key=link_key), "found"))
    nonce, digest = secrets.token_bytes(32), digest_of(envelope)
    content = canonical(act="report.received", subject=subject, actor="reporter", at=received, digest=digest)
    rows["entry"].append(("report.received", subject, "reporter", received, digest, nonce, commit(content, nonce)))


_TABLES = {
    "report": "reports_report (id, kind, mode, channel, urgency, state, village_id, office_id, desk_id, unit_id,"
    " received_at, due_at, envelope, receipt_id, receipt_wrap)",
    "grant": "reports_reportgrant (report_id, desk_key_id, purpose, envelope)",
    "mention": "reports_mention (report_id, kind, digest, status)",
    "entry": "ledger_entry (act, subject, actor, at, digest, nonce, commitment)",
}


def _copy(rows: Rows) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for name, table in _TABLES.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows[name]:
                    copy.write_row(row)


def places() -> Iterator[Place]:
    """Every open desk of a village that somebody can read at, as a place of the simulation."""
    from pimpasa.keys.queries import sealing_keys
    from pimpasa.territory.models import Desk

    for desk in Desk.objects.filter(kind=Desk.Kind.VILLAGE, closed_on=None).select_related("office"):
        unit = Desk.objects.get(office=desk.office, kind=Desk.Kind.UNIT, closed_on=None)
        keys = tuple((key.pk, bytes(key.public)) for key in sealing_keys([desk, unit]))
        yield Place(str(desk.village_id), desk.office_id, desk.pk, unit.pk, keys)

"""The floor: what the machine can seal and commit with nothing around it."""

from __future__ import annotations

import hashlib
import hmac
import multiprocessing
import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from bench.installation import ANSWERS, Installation
from pimpasa.common.ids import uuid7
from pimpasa.ledger.commitments import EMPTY, canonical, commit
from pimpasa.linking.words import digest_words, words
from pimpasa.sealing import envelopes, grants, receipts
from pimpasa.sealing.derivation import derive

REPORT = """INSERT INTO reports_report
 (id, kind, mode, channel, urgency, state, village_id, office_id, desk_id, unit_id, received_at, due_at,
 envelope, receipt_id, receipt_wrap)
 VALUES (%s, 'tppo', 'anonymous', 'web', 1, 'received', %s, %s, %s, %s, %s, %s, %s, %s, %s)"""
GRANTS = """INSERT INTO reports_reportgrant (report_id, desk_key_id, purpose, envelope)
 VALUES (%s, %s, 'contents', %s), (%s, %s, 'contents', %s)"""
ENTRY = """INSERT INTO ledger_entry (act, subject, actor, at, digest, nonce, commitment)
 VALUES ('report.received', %s, 'reporter', %s, %s, %s, %s)"""
MENTION = """INSERT INTO reports_mention (report_id, kind, digest, status) VALUES (%s, 'phone', %s, 'found')"""
WORDS = """INSERT INTO reports_wordindex (report_id, digests) VALUES (%s, %s)"""
DRAFT = """INSERT INTO reports_draft (id, envelope, expires_at, sent) VALUES (%s, %s, %s, true)"""


def floor_rate(place: Installation, reports: int, *, processes: int) -> float:
    """Reports per second that `processes` bare processes seal and commit together."""
    share = reports // processes
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        pool.map(_warm_up, [place.facts] * processes)
        begun = time.perf_counter()
        pool.starmap(_work, [(place.facts, share)] * processes, chunksize=1)
        return share * processes / (time.perf_counter() - begun)


def _warm_up(facts: dict[str, Any]) -> None:
    _work(facts, 3)


def _work(facts: dict[str, Any], count: int) -> None:
    with psycopg.connect(facts["dsn"]) as connection:
        for _ in range(count):
            with connection.transaction():
                _one(connection, facts)


def _one(connection: psycopg.Connection[Any], facts: dict[str, Any]) -> None:
    ident, now, key = uuid7(), datetime.now(UTC), envelopes.new_key()
    subject, code = f"report:{ident}", receipts.new_code()
    receipt = receipts.parse(code)
    envelope = envelopes.seal_json(ANSWERS.contents(), key=key, context=f"{subject}:contents")
    wrap = envelopes.seal(key, key=receipt.key, context=f"{subject}:receipt")
    sealed = [grants.grant(key, to=public, context=f"{subject}:contents") for _, public in facts["keys"]]
    place = facts["village"], facts["office"], facts["desk"], facts["unit"]
    connection.execute(REPORT, (ident, *place, now, now + timedelta(hours=6), envelope, receipt.lookup_id, wrap))
    (first, _), (second, _) = facts["keys"]
    connection.execute(GRANTS, (ident, first, sealed[0], ident, second, sealed[1]))
    connection.execute(MENTION, (ident, hmac.new(facts["link_key"], b"phone", hashlib.sha256).digest()[:16]))
    connection.execute(WORDS, (ident, _digests(facts, f"{now:%Y-%m}")))
    _entry(connection, subject, now, hashlib.sha256(envelope).digest())
    browser_key = secrets.token_bytes(32)
    memory = envelopes.seal_json({"receipt": code}, key=derive(browser_key, "draft key", 32), context="draft")
    connection.execute(DRAFT, (derive(browser_key, "draft id", 16), memory, now + timedelta(minutes=15)))


def _digests(facts: dict[str, Any], month: str) -> list[int]:
    """The narrative's words, once for each of the two desks."""
    told = [f"w:{word}" for word in words(ANSWERS.narrative)]
    keys = [derive(facts["link_key"], f"words of desk {desk}", 32) for desk in (facts["desk"], facts["unit"])]
    return [number for key in keys for number in digest_words(told, key=key, month=month)]


def _entry(connection: psycopg.Connection[Any], subject: str, at: datetime, digest: bytes) -> None:
    nonce = secrets.token_bytes(32)
    content = canonical(act="report.received", subject=subject, actor="reporter", at=at, digest=digest)
    connection.execute(ENTRY, (subject, at, digest or EMPTY, nonce, commit(content, nonce)))

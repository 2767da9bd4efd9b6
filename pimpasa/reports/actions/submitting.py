"""A draft becomes a report, sealed to its desks and under its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from pimpasa.common import clock, rows
from pimpasa.common.ids import uuid7
from pimpasa.evidence import queries as evidence_queries
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.keys.models import DeskKey
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import REPORTER, Actor, act, received, record
from pimpasa.reports import tokens
from pimpasa.reports.actions.alarming import sound
from pimpasa.reports.actions.indexing import remember_mentions
from pimpasa.reports.alarms import urgency_told
from pimpasa.reports.contents import Answers
from pimpasa.reports.deadlines import read_by
from pimpasa.reports.errors import DraftGone, Incomplete, ReadersChanged, StillSealed
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.mentions import identifiers_in, mentions_of
from pimpasa.reports.models import Attachment, Draft, Message, Report, ReportGrant
from pimpasa.reports.queries.drafts import DRAFT_CONTEXT, draft_id, draft_key, load_draft, open_draft
from pimpasa.reports.queries.readers import Readers, readers_now, readers_of
from pimpasa.sealing import envelopes, receipts
from pimpasa.vault.granting import granted

# What most reports name at most; it goes into the one statement that inserts the report, the rest into a second.
NAMED_TOGETHER = 4


@act(Act.REPORT_RECEIVED)
def submit(*, browser_key: bytes, promise: str) -> str:
    """Turn a draft into a report and return its receipt code; `promise` is what its sender was shown of the readers.

    Sending twice returns the same code: the second waits for the first, then raises AlreadySent.
    Raises DraftGone, Incomplete, StillSealed, ReadersChanged, ExhibitGone where a file is missing, or NoOffice or
    NoDeskKey where nobody could read it.
    """
    code = receipts.new_code()
    answers = swap_for_receipt(browser_key, {"receipt": code})
    if answers.sealed:
        raise StillSealed(answers)
    if not answers.is_complete:
        raise Incomplete(answers)
    if readers_now(answers.village, on=clock.today()).promise != promise:
        raise ReadersChanged
    key = draft_key(browser_key)
    if answers.voice_changed and answers.exhibits:
        evidence.set_voice(exhibit_ids=answers.exhibits, key=key, voice_changed=True)
    receive(answers=answers, code=code, draft_key=key)
    return code


# One statement finds, locks and changes the draft: two that send it at once cannot both get its answers.
_SWAP = """
WITH found AS (SELECT id, envelope, sent FROM reports_draft WHERE id = %s AND expires_at > %s FOR UPDATE)
UPDATE reports_draft AS draft SET envelope = %s, sent = true, expires_at = %s
FROM found WHERE draft.id = found.id AND NOT found.sent RETURNING found.envelope
"""


def swap_for_receipt(browser_key: bytes, receipt: dict[str, Any]) -> Answers:
    """Take the answers out of the draft and leave the receipt in their place.

    It stays for a quarter of an hour, so that a lost reply can be asked for again. Raises DraftGone or AlreadySent.
    """
    now = clock.now()
    pk = draft_id(browser_key)
    memory = envelopes.seal_json(receipt, key=draft_key(browser_key), context=DRAFT_CONTEXT)
    with connection.cursor() as cursor:
        cursor.execute(_SWAP, [pk, now, memory, now + settings.RECEIPT_LIFE])
        row = cursor.fetchone()
    if row is None:
        load_draft(browser_key)
        raise DraftGone
    return open_draft(Draft(id=pk, envelope=row[0]), browser_key)


@act(Act.REPORT_RECEIVED, Act.REPORT_DIRECT, Act.EXHIBIT_RECEIVED)
def receive(*, answers: Answers, code: str, draft_key: bytes, by: Actor | str = REPORTER) -> Report:
    """Store a report sealed to its desks and under its receipt. Raises as `submit`, from ExhibitGone on.

    `by` is the officer who wrote it down, where it was told by word of mouth.
    """
    readers = readers_for(answers)
    report = new_report(answers, readers, urgency=urgency_told(answers))
    key = envelopes.new_key()
    receipt = receipts.parse(code)
    report.envelope = envelopes.seal_json(answers.contents(), key=key, context=report.context)
    report.receipt_id = receipt.lookup_id
    report.receipt_wrap = envelopes.seal(key, key=receipt.key, context=report.receipt_context)
    report.receipt_public = receipt.private.public
    new_grants = _grants(report, readers.desk_keys, key, answers.identity())
    receiving = received(report, act=Act.REPORT_RECEIVED, sealed=report.envelope, rows=[report, *new_grants], by=by)
    identifiers = identifiers_in(answers)
    mentions = mentions_of(report, identifiers[:NAMED_TOGETHER])
    index = tokens.index_of(report, tokens.tokens_of(answers, identifiers=identifiers))
    rows.insert(report, *new_grants, *receiving, *mentions, index)
    remember_mentions(report=report, identifiers=identifiers[NAMED_TOGETHER:])
    attach(report=report, exhibit_ids=answers.exhibits, from_key=draft_key, to_key=key, by=by)
    announce(report, by=by)
    return report


def announce(report: Report, *, by: Actor | str) -> None:
    """What follows for a report that was received: its alarm, and that it went past its Pimpasa. Part of its act."""
    if report.urgency == Urgency.EMERGENCY:
        sound(report=report)
    if report.direct:
        record(report, by=by, act=Act.REPORT_DIRECT, facts={"unit": report.unit_id})


def readers_for(answers: Answers) -> Readers:
    readers = readers_of(answers.village, on=clock.today())
    return readers.without_desk() if answers.direct else readers


def new_report(answers: Answers, readers: Readers, *, urgency: Urgency, pk: UUID | None = None) -> Report:
    """The readable part of a report that is received now, not saved."""
    now = clock.now()
    return Report(
        id=pk or uuid7(),
        kind=answers.kind,
        mode=answers.stored_mode,
        channel=answers.channel,
        urgency=urgency,
        village=readers.village,
        office=readers.route.office,
        desk=readers.route.desk,
        unit=readers.route.unit,
        direct=answers.direct,
        received_at=now,
        due_at=read_by(urgency, since=now, amounts=readers.amounts),
    )


def _grants(report: Report, desk_keys: list[DeskKey], key: bytes, identity: dict[str, str] | None) -> list[ReportGrant]:
    new_grants = _grants_of(report, desk_keys, key, ReportGrant.Purpose.CONTENTS)
    if identity is not None:
        identity_key = envelopes.new_key()
        report.identity = envelopes.seal_json(identity, key=identity_key, context=f"{report.subject}:identity")
        new_grants += _grants_of(report, desk_keys, identity_key, ReportGrant.Purpose.IDENTITY)
    return new_grants


def _grants_of(report: Report, desk_keys: list[DeskKey], key: bytes, purpose: str) -> list[ReportGrant]:
    return [granted(ReportGrant(report=report, desk_key=desk_key, purpose=purpose), key) for desk_key in desk_keys]


def attach(
    *,
    report: Report,
    exhibit_ids: Sequence[str],
    from_key: bytes,
    to_key: bytes,
    message: Message | None = None,
    by: Actor | str = REPORTER,
) -> None:
    """Take files over from a draft or a message, under the report's key: part of a verb that declares its act."""
    if not exhibit_ids:
        return
    exhibits = evidence_queries.unsent(exhibit_ids)
    evidence.adopt(exhibits=exhibits, from_key=from_key, to_key=to_key)
    Attachment.objects.bulk_create(Attachment(report=report, exhibit=exhibit, message=message) for exhibit in exhibits)
    for exhibit in exhibits:
        record(exhibit, by=by, act=Act.EXHIBIT_RECEIVED, digest=bytes(exhibit.digest or b""))

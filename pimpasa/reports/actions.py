"""What residents and officers do with reports. One transaction holds each change and its ledger entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock, rows
from pimpasa.common.ids import uuid7
from pimpasa.evidence import actions as evidence
from pimpasa.evidence import queries as evidence_queries
from pimpasa.evidence import transfers
from pimpasa.evidence.errors import NotTaken
from pimpasa.evidence.models import Exhibit
from pimpasa.keys.models import DeskKey
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.linking.identifiers import find
from pimpasa.reports import mentions, retention, rules, words, worsening
from pimpasa.reports.answers import Answers
from pimpasa.reports.deadlines import due_at
from pimpasa.reports.errors import DraftGone, Incomplete
from pimpasa.reports.indicators import urgency_of
from pimpasa.reports.kinds import News, Urgency
from pimpasa.reports.locking import lock
from pimpasa.reports.models import Attachment, Draft, Mention, Message, Report, ReportGrant, RetentionPeriod
from pimpasa.reports.queries import DRAFT_CONTEXT, OpenReport, draft_id, draft_key, load_draft, open_draft
from pimpasa.reports.readers import Readers, readers_of
from pimpasa.reports.states import State, Step
from pimpasa.sealing import envelopes, grants, receipts
from pimpasa.territory.models import Office

# What most reports name at most; it goes into the one statement that inserts the report, the rest into a second.
NAMED_TOGETHER = 4


def save_draft(*, browser_key: bytes, answers: Answers) -> None:
    """Seal the answers so far under the browser's key; each save gives the draft and its files another day."""
    expires_at = clock.now() + settings.DRAFT_LIFE
    evidence.prolong(exhibit_ids=answers.exhibits, expires_at=expires_at)
    Draft.objects.update_or_create(
        id=draft_id(browser_key),
        sent=False,
        defaults={
            "envelope": envelopes.seal_json(answers.to_json(), key=draft_key(browser_key), context=DRAFT_CONTEXT),
            "expires_at": expires_at,
        },
    )


@transaction.atomic
def begin_file(*, browser_key: bytes, name: str, declared: str, size: int, obtained: str) -> Exhibit:
    """Make room in a draft for a file that will arrive piece by piece. Raises DraftGone, AlreadySent, NotTaken."""
    answers = _locked_answers(browser_key)
    most = settings.EVIDENCE_MAX_FILES
    if len(answers.exhibits) >= most:
        raise NotTaken(_("Too many files: %(most)d at once.") % {"most": most})
    exhibit = transfers.begin(
        name=name,
        declared=declared,
        size=size,
        obtained=obtained,
        key=draft_key(browser_key),
        expires_at=clock.now() + settings.DRAFT_LIFE,
    )
    answers.exhibits.append(str(exhibit.pk))
    save_draft(browser_key=browser_key, answers=answers)
    return exhibit


@transaction.atomic
def drop_file(*, browser_key: bytes, exhibit_id: UUID | str) -> None:
    """Take a file out of a draft and throw it away; one that the draft does not have stays. Raises as `begin_file`."""
    answers = _locked_answers(browser_key)
    if str(exhibit_id) in answers.exhibits:
        answers.exhibits.remove(str(exhibit_id))
        save_draft(browser_key=browser_key, answers=answers)
        for exhibit in evidence_queries.kept([exhibit_id]):
            evidence.discard(exhibit=exhibit)


def _locked_answers(browser_key: bytes) -> Answers:
    """Two files that begin at once must not forget each other."""
    alive = Draft.objects.select_for_update().filter(pk=draft_id(browser_key), expires_at__gt=clock.now())
    return open_draft(alive.first(), browser_key)


@transaction.atomic
def discard_draft(*, browser_key: bytes) -> None:
    """Forget a draft and the files that came with it, or the memory of a sent one's receipt."""
    draft = Draft.objects.select_for_update().filter(pk=draft_id(browser_key)).first()
    if draft is None:
        return
    if not draft.sent:
        for exhibit in evidence_queries.kept(open_draft(draft, browser_key).exhibits):
            evidence.discard(exhibit=exhibit)
    draft.delete()


@transaction.atomic
def submit(*, browser_key: bytes) -> str:
    """Turn a draft into a report and return its receipt code.

    Sending twice returns the same code: the second waits for the first, then raises AlreadySent.
    Raises DraftGone, Incomplete, ExhibitGone where a file is missing, NoOffice or NoDeskKey where nobody could read it.
    """
    code = receipts.new_code()
    answers = _swap_for_receipt(browser_key, code)
    if not answers.is_complete:
        raise Incomplete(answers)
    receive(answers=answers, code=code, draft_key=draft_key(browser_key))
    return code


# One statement finds, locks and changes the draft: two that send it at once cannot both get its answers.
_SWAP = """
WITH found AS (SELECT id, envelope, sent FROM reports_draft WHERE id = %s AND expires_at > %s FOR UPDATE)
UPDATE reports_draft AS draft SET envelope = %s, sent = true, expires_at = %s
FROM found WHERE draft.id = found.id AND NOT found.sent RETURNING found.envelope
"""


def _swap_for_receipt(browser_key: bytes, code: str) -> Answers:
    """Take the answers out of the draft and leave the code in their place.

    It stays for a quarter of an hour, so that a lost reply can be asked for again. Raises DraftGone or AlreadySent.
    """
    now, key, ident = clock.now(), draft_key(browser_key), draft_id(browser_key)
    memory = envelopes.seal_json({"receipt": code}, key=key, context=DRAFT_CONTEXT)
    with connection.cursor() as cursor:
        cursor.execute(_SWAP, [ident, now, memory, now + settings.RECEIPT_LIFE])
        found = cursor.fetchone()
    if found is None:
        load_draft(browser_key)
        raise DraftGone
    return open_draft(Draft(id=ident, envelope=found[0]), browser_key)


def receive(*, answers: Answers, code: str, draft_key: bytes) -> Report:
    """Store a report sealed to its desks and under its receipt. Runs in the caller's transaction."""
    readers, now = readers_of(answers.village, on=clock.today()), clock.now()
    report = _new_report(answers, readers, now)
    key, receipt = envelopes.new_key(), receipts.parse(code)
    report.envelope = envelopes.seal_json(answers.contents(), key=key, context=report.context)
    report.receipt_id = receipt.lookup_id
    report.receipt_wrap = envelopes.seal(key, key=receipt.key, context=f"{report.subject}:receipt")
    new_grants = _grants(report, readers.desk_keys, key, answers.identity())
    received = ledger.entry(
        act=Act.REPORT_RECEIVED,
        subject=report.subject,
        actor=ledger.REPORTER,
        digest=ledger.digest_of(report.envelope),
    )
    named = mentions.identifiers_in(answers)
    together = mentions.mentions_of(report, named[:NAMED_TOGETHER])
    rows.insert(report, *new_grants, received, *together, words.index_of(report, words.tokens_of(answers)))
    mentions.remember(report, named[NAMED_TOGETHER:])
    _attach(report, answers.exhibits, from_key=draft_key, to_key=key)
    return report


def _new_report(answers: Answers, readers: Readers, now: datetime) -> Report:
    urgency = urgency_of(danger=bool(answers.danger), ticked=answers.indicators)
    return Report(
        id=uuid7(),
        kind=answers.kind,
        mode=answers.mode,
        channel=answers.channel,
        urgency=urgency,
        village=readers.village,
        office=readers.way.office,
        desk=readers.way.desk,
        unit=readers.way.unit,
        received_at=now,
        due_at=due_at(State.RECEIVED, urgency=urgency, since=now),
    )


def _grants(report: Report, desk_keys: list[DeskKey], key: bytes, identity: dict[str, str] | None) -> list[ReportGrant]:
    made = _grants_of(report, desk_keys, key, ReportGrant.Purpose.CONTENTS)
    if identity is not None:
        identity_key = envelopes.new_key()
        report.identity = envelopes.seal_json(identity, key=identity_key, context=f"{report.subject}:identity")
        made += _grants_of(report, desk_keys, identity_key, ReportGrant.Purpose.IDENTITY)
    return made


def _grants_of(report: Report, desk_keys: list[DeskKey], key: bytes, purpose: str) -> list[ReportGrant]:
    context = f"{report.subject}:{purpose}"
    return [
        ReportGrant(
            report=report,
            desk_key=desk_key,
            purpose=purpose,
            envelope=grants.grant(key, to=bytes(desk_key.public), context=context),
        )
        for desk_key in desk_keys
    ]


def _attach(
    report: Report, exhibit_ids: Sequence[str], *, from_key: bytes, to_key: bytes, message: Message | None = None
) -> None:
    if not exhibit_ids:
        return
    exhibits = evidence_queries.unsent(exhibit_ids)
    evidence.adopt(exhibits=exhibits, from_key=from_key, to_key=to_key)
    Attachment.objects.bulk_create(Attachment(report=report, exhibit=e, message=message) for e in exhibits)
    for exhibit in exhibits:
        digest = bytes(exhibit.digest or b"")
        ledger.append(act=Act.EXHIBIT_RECEIVED, subject=exhibit.subject, actor=ledger.REPORTER, digest=digest)


@transaction.atomic
def answer(
    *, opened: OpenReport, text: str, exhibits: Sequence[Exhibit] = (), news: News | None = None
) -> Message | None:
    """The reporter writes, says how it is now, or adds files kept under the report's key.

    An awaited answer takes up verification again; that it got worse makes it urgent. Returns None where the very same
    came in the last minute: a form sent twice.
    """
    lock(opened.report.pk, opened.report.duplicate_of_id)
    report = _locked(opened.report)
    if not exhibits and _is_repeat(opened, text, news):
        return None
    message = _write(report, opened.key, text, officer=None, news=news)
    mentions.remember(report, find(text))
    later = [turn.text for turn in opened.messages if turn.message.officer_id is None]
    words.index(report, words.tokens_of(opened.answers, later=[*later, text]))
    _attach(report, [str(e.pk) for e in exhibits], from_key=opened.key, to_key=opened.key, message=message)
    _move(report, rules.next_state(report, Step.ANSWER))
    if news is not None:
        worsening.heed(report=report, news=news)
    if report.keep_until is not None:
        count_from_today(reports=[report])
    return message


def _is_repeat(opened: OpenReport, text: str, news: News | None) -> bool:
    last = opened.messages[-1] if opened.messages else None
    if last is None or last.message.officer_id is not None or (last.text, last.news) != (text.strip(), news):
        return False
    return (clock.now() - last.message.sent_at).total_seconds() < 60


@transaction.atomic
def judge_mention(*, mention: Mention, status: str, by: Officer) -> None:
    """Say that something found in a report's words is an identifier, or is none. Raises Refused by the rules."""
    mention = Mention.objects.select_for_update(of=("self",)).select_related("report").get(pk=mention.pk)
    rules.check_judge(by, mention, status)
    Mention.objects.filter(pk=mention.pk).update(status=status)
    digest = ledger.digest_of(bytes(mention.digest) + status.encode())
    ledger.append(act=Act.MENTION_JUDGED, subject=mention.report.subject, actor=by.actor, digest=digest)


@transaction.atomic
def take(*, report: Report, by: Officer) -> Report:
    """Start verifying. Raises Refused by the rules, or where a colleague was faster."""
    report = _locked(report)
    rules.check_act(by, report, Step.TAKE)
    report.officer = by
    _move(report, rules.next_state(report, Step.TAKE))
    ledger.append(act=Act.REPORT_TAKEN, subject=report.subject, actor=by.actor)
    return report


@transaction.atomic
def ask(*, opened: OpenReport, text: str, by: Officer) -> Message:
    """Ask the reporter; the deadline rests until they answer."""
    report = _locked(opened.report)
    rules.check_act(by, report, Step.ASK)
    message = _write(report, opened.key, text, officer=by)
    _move(report, rules.next_state(report, Step.ASK))
    return message


@transaction.atomic
def conclude(
    *, report: Report, outcome: State, digest: bytes, by: Officer, duplicate_of: Report | None = None
) -> Report:
    """Give a report its outcome; the finding itself is kept by verification, whose sealed bytes `digest` is of.

    A duplicate names the report it is of. Raises Refused by the rules.
    """
    lock(report.pk, duplicate_of.pk if duplicate_of else None)
    report = _locked(report)
    rules.check_act(by, report, Step.CONCLUDE)
    to = rules.next_state(report, Step.CONCLUDE, to=outcome)
    if to == State.DUPLICATE:
        original = _locked(duplicate_of) if duplicate_of else None
        rules.check_duplicate(report, original)
        report.duplicate_of = original
    _move(report, to)
    count_from_today(reports=[report])
    ledger.append(act=Act.REPORT_CONCLUDED, subject=report.subject, actor=by.actor, digest=digest)
    return report


@transaction.atomic
def reopen(*, report: Report, by: Officer) -> Report:
    """Take verification up again: a duplicate was none, or a reporter said more. Raises Refused by the rules."""
    report = _locked(report)
    rules.check_act(by, report, Step.REOPEN)
    report.officer, report.duplicate_of, report.keep_until = by, None, None
    _move(report, rules.next_state(report, Step.REOPEN))
    ledger.append(act=Act.REPORT_REOPENED, subject=report.subject, actor=by.actor)
    return report


@transaction.atomic
def settle(*, report: Report) -> None:
    """Let a substantiated report's deadline and period rest: a case has taken it over and keeps its own."""
    Report.objects.filter(pk=report.pk).update(due_at=None, keep_until=None)


@transaction.atomic
def count_from_today(*, reports: Iterable[Report]) -> None:
    """Let the period begin after which these reports are erased."""
    for report in reports:
        report.keep_until = retention.keep_until(report, since=clock.today())
        report.save(update_fields=["keep_until"])


@transaction.atomic
def set_periods(*, office: Office, days: Mapping[State, int], by: Officer) -> None:
    """How long this office keeps reports of each outcome; counts for what gets its outcome from now on.

    Raises Refused by the rules.
    """
    rules.check_periods(by, office, days)
    for outcome, number in days.items():
        RetentionPeriod.objects.update_or_create(office=office, outcome=outcome, defaults={"days": number})
    told = json.dumps({outcome.value: days[outcome] for outcome in sorted(days)}).encode()
    ledger.append(act=Act.OFFICE_CHANGED, subject=f"office:{office.pk}", actor=by.actor, digest=ledger.digest_of(told))


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("officer").get(pk=report.pk)


def _write(report: Report, key: bytes, text: str, *, officer: Officer | None, news: News | None = None) -> Message:
    if not text.strip() and news is None:
        raise Refused(_("Write something first."))
    message = Message(report=report, officer=officer, sent_at=clock.now())
    said = {"text": text.strip()} | ({"news": news.value} if news else {})
    message.envelope = envelopes.seal_json(said, key=key, context=message.context)
    message.save(force_insert=True)
    ledger.append(
        act=Act.REPORT_ASKED if officer else Act.REPORT_ANSWERED,
        subject=report.subject,
        actor=officer.actor if officer else ledger.REPORTER,
        digest=ledger.digest_of(message.envelope),
    )
    return message


def _move(report: Report, to: State) -> None:
    if to != report.state:
        report.state = to
        report.due_at = due_at(to, urgency=Urgency(report.urgency), since=clock.now())
    report.save(update_fields=["state", "due_at", "officer", "duplicate_of", "keep_until"])

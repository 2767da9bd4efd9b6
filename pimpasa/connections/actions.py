"""Saying what reports have in common, and sharing one with a desk whose own names the same."""

from __future__ import annotations

from django.db.models import Q

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.common import clock
from pimpasa.connections import rules
from pimpasa.connections.models import Distinct, Inquiry
from pimpasa.connections.opening import share_context
from pimpasa.connections.queries.shares import inquiries_today, known_elsewhere
from pimpasa.keys.models import DeskKey
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record, unlogged
from pimpasa.reports.kinds import ShareState
from pimpasa.reports.models import Mention, Report, ReportGrant, Share
from pimpasa.reports.queries.locks import lock, locked
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import grant_to, granted
from pimpasa.vault.opening import key_of


@act(Act.MENTION_JUDGED)
def judge_mention(*, mention: Mention, status: str, by: Officer) -> None:
    """Say that something found in a report's words is an identifier, or is none. Raises Refused by the rules."""
    mention = Mention.objects.select_for_update(of=("self",)).select_related("report").get(pk=mention.pk)
    rules.check_judge(by, mention, status)
    Mention.objects.filter(pk=mention.pk).update(status=status)
    record(mention.report, by=by, facts={"digest": bytes(mention.digest), "status": status})


@act(Act.DUPLICATE_JUDGED)
def call_distinct(*, report: Report, candidate: Report, by: Officer) -> None:
    """Say that two reports tell of different things, so that they are no longer proposed. Raises Refused."""
    rules.check_call_distinct(by, report, candidate)
    older, newer = sorted([report, candidate], key=lambda row: row.pk)
    Distinct.objects.get_or_create(one=older, two=newer, defaults={"officer": by})
    record(report, by=by, facts={"distinct_from": candidate.pk})


@act(Act.OTHERS_ASKED, Act.SHARE_ASKED)
def inquire(*, mention: Mention, reason: str, keyring: Keyring) -> Inquiry:
    """Ask the other desks whether they know what a report names, and to read what they have.

    Each report elsewhere that names the same puts the question to its own office's unit. The asker learns that they
    asked, and later what a unit chooses to answer. Raises Refused by the rules.
    """
    officer = Officer.objects.select_for_update(of=("self",)).get(pk=keyring.officer.pk)
    rules.check_inquire(officer, mention, reason, inquiries_today=inquiries_today(officer))
    report = locked(mention.report)
    context = f"{report.subject}:inquiry"
    sealed = envelopes.seal_json({"reason": reason.strip()}, key=key_of(report, keyring), context=context)
    inquiry = Inquiry.objects.create(
        report=report, mention=mention, officer=officer, asked_at=clock.now(), reason=sealed
    )
    record(report, by=officer, act=Act.OTHERS_ASKED, sealed=sealed)
    desk = _desk_of(officer, report)
    for elsewhere in known_elsewhere(mention, desk=desk, officer=officer):
        _put(elsewhere, because_of=report, reason=reason, desk=desk, by=officer)
    return inquiry


def _put(report: Report, *, because_of: Report, reason: str, desk: Desk, by: Officer) -> None:
    """To the unit of a report elsewhere: a question to read it, an act on that report, which its own auditor reads."""
    key = sealing_key(report.unit)
    share = Share(report=report, because_of=because_of, desk=desk, asked_by=by, asked_at=clock.now(), reader_key=key)
    share.reason = grant_to(key, reason.strip().encode(), context=share_context(report, "reason"))
    share.save(force_insert=True)
    record(report, by=by, act=Act.SHARE_ASKED, sealed=share.reason)


@act(Act.SHARE_GRANTED, Act.SHARE_REFUSED)
def decide_share(*, share: Share, decision: ShareState, reason: str, keyring: Keyring) -> Share:
    """Share the report with the asking desk, say why not, or leave the question unanswered.

    What is shared are its words and files, never who reported. A question left unanswered looks to its asker like one
    about which nobody knows anything. Raises Refused by the rules, NotGranted where the officer's key does not open it.
    """
    officer = keyring.officer
    lock(share.report_id)  # first: so does whoever seals the report anew
    share = Share.objects.select_for_update(of=("self",)).select_related("report__unit", "desk").get(pk=share.pk)
    rules.check_decide_share(officer, share, decision=decision, reason=reason)
    desk_key = sealing_key(share.desk)
    if decision == ShareState.GRANTED:
        _let_in(desk_key, share.report, key_of(share.report, keyring))
    share.state = decision
    share.decided_by = officer
    share.decided_at = clock.now()
    share.answer_key = desk_key
    share.answer = grant_to(desk_key, reason.strip().encode(), context=share_context(share.report, "answer"))
    share.save(update_fields=["state", "decided_by", "decided_at", "answer", "answer_key"])
    deciding = Act.SHARE_GRANTED if decision == ShareState.GRANTED else Act.SHARE_REFUSED
    record(share.report, by=officer, act=deciding, sealed=share.answer)
    return share


def _desk_of(officer: Officer, report: Report) -> Desk:
    """The desk through which the officer reads the report that gives rise to the question."""
    seats = {desk.pk: desk for desk in desks_of(officer, on=clock.today())}
    return seats.get(report.desk_id or 0) or seats[report.unit_id]


def _let_in(desk_key: DeskKey, report: Report, key: bytes) -> None:
    grant = ReportGrant(report=report, desk_key=desk_key, purpose=ReportGrant.Purpose.CONTENTS)
    ReportGrant.objects.bulk_create([granted(grant, key)], ignore_conflicts=True)


@unlogged("a part of erasing a report, which is recorded")
def shred_connections(*, report: Report) -> None:
    """Forget what a report that is erased was found to be different from, and what it gave rise to ask."""
    Inquiry.objects.filter(report=report).delete()
    Distinct.objects.filter(Q(one=report) | Q(two=report)).delete()

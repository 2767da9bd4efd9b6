"""Saying what reports have in common, and sharing one with a desk whose own names the same."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.common import clock
from pimpasa.connections import rules
from pimpasa.connections.models import Distinct
from pimpasa.connections.opening import share_context
from pimpasa.connections.queries.shares import name_the_same
from pimpasa.keys.models import DeskKey
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.kinds import ShareState
from pimpasa.reports.models import Mention, Report, ReportGrant, Share
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import grant_to, granted
from pimpasa.vault.opening import key_of


@transaction.atomic
def judge_mention(*, mention: Mention, status: str, by: Officer) -> None:
    """Say that something found in a report's words is an identifier, or is none. Raises Refused by the rules."""
    mention = Mention.objects.select_for_update(of=("self",)).select_related("report").get(pk=mention.pk)
    rules.check_judge(by, mention, status)
    Mention.objects.filter(pk=mention.pk).update(status=status)
    digest = ledger.digest_of(bytes(mention.digest) + status.encode())
    ledger.append(act=Act.MENTION_JUDGED, subject=mention.report.subject, actor=by.actor, digest=digest)


@transaction.atomic
def call_distinct(*, report: Report, other: Report, by: Officer) -> None:
    """Say that two reports tell of different things, so that they are no longer proposed. Raises Refused."""
    rules.check_call_distinct(by, report, other)
    one, two = sorted([report, other], key=lambda row: row.pk)
    Distinct.objects.get_or_create(one=one, two=two, defaults={"officer": by})
    ledger.append(act=Act.DUPLICATE_JUDGED, subject=report.subject, actor=by.actor)


@transaction.atomic
def ask_to_share(*, report: Report, because_of: Report, reason: str, by: Officer) -> Share:
    """Ask to read `report`, which names what `because_of` names. Raises Refused by the rules."""
    rules.check_ask_to_share(by, report, because_of, reason)
    if not name_the_same(report, because_of):
        raise Refused("nothing_in_common", _("These two reports name nothing in common."))
    desk, key = _desk_of(by, because_of), sealing_key(report.unit)
    if Share.objects.filter(report=report, desk=desk).exclude(state=ShareState.REFUSED).exists():
        raise Refused("asked_already", _("Your desk has asked for it already."))
    share = Share(report=report, because_of=because_of, desk=desk, asked_by=by, asked_at=clock.now(), reader_key=key)
    share.reason = grant_to(key, reason.strip().encode(), context=share_context(report, "reason"))
    share.save(force_insert=True)
    _log(Act.SHARE_ASKED, share, by, share.reason)
    return share


@transaction.atomic
def decide_share(*, share: Share, is_granted: bool, reason: str, keyring: Keyring) -> Share:
    """Share the report with the asking desk, or say why not. Its words and files, never who reported.

    Raises Refused by the rules, NotGranted where the officer's key does not open it.
    """
    officer = keyring.officer
    share = Share.objects.select_for_update(of=("self",)).select_related("report__unit", "desk").get(pk=share.pk)
    rules.check_decide_share(officer, share, is_granted=is_granted, reason=reason)
    asking = sealing_key(share.desk)
    if is_granted:
        _let_in(asking, share.report, key_of(share.report, keyring))
    share.state = ShareState.GRANTED if is_granted else ShareState.REFUSED
    share.decided_by, share.decided_at, share.answer_key = officer, clock.now(), asking
    share.answer = grant_to(asking, reason.strip().encode(), context=share_context(share.report, "answer"))
    share.save(update_fields=["state", "decided_by", "decided_at", "answer", "answer_key"])
    _log(Act.SHARE_GRANTED if is_granted else Act.SHARE_REFUSED, share, officer, share.answer)
    return share


def _desk_of(officer: Officer, report: Report) -> Desk:
    """The desk through which the officer reads the report that gives rise to the question."""
    seats = {desk.pk: desk for desk in desks_of(officer, on=clock.today())}
    return seats.get(report.desk_id or 0) or seats[report.unit_id]


def _let_in(desk_key: DeskKey, report: Report, key: bytes) -> None:
    grant = ReportGrant(report=report, desk_key=desk_key, purpose=ReportGrant.Purpose.CONTENTS)
    ReportGrant.objects.bulk_create([granted(grant, key)], ignore_conflicts=True)


def _log(act: Act, share: Share, by: Officer, sealed: bytes) -> None:
    ledger.append(act=act, subject=share.report.subject, actor=by.actor, digest=ledger.digest_of(sealed))


@transaction.atomic
def shred_connections(*, report: Report) -> None:
    """Forget what a report that is erased was found to be different from."""
    Distinct.objects.filter(Q(one=report) | Q(two=report)).delete()

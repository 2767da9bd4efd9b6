"""Handing a report to another desk or office, and keeping an officer out of it."""

from __future__ import annotations

from django.db import transaction

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling import rules
from pimpasa.handling.contexts import transfer_context
from pimpasa.handling.models import Transfer
from pimpasa.keys.queries import sealing_keys
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports import tokens
from pimpasa.reports.actions.indexing import write_word_index
from pimpasa.reports.deadlines import due_at
from pimpasa.reports.kinds import ShareState, Urgency
from pimpasa.reports.models import Recusal, Report, ReportGrant, Share
from pimpasa.reports.queries.opened import open_with_key
from pimpasa.reports.rules import next_state
from pimpasa.reports.states import State, Step
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import granted
from pimpasa.vault.opening import key_among, key_of


@transaction.atomic
def transfer(*, report: Report, to_desk: Desk | None, to_unit: Desk, reason: str, keyring: Keyring) -> Transfer:
    """Give a report to a desk with its unit, or to a unit alone; its clock begins anew there.

    Raises Refused by the rules, NoDeskKey where nobody could read it there.
    """
    officer = keyring.officer
    report = _locked(report)
    rules.check_transfer(officer, report, to_desk, to_unit, reason)
    key = key_of(report, keyring)
    _move_grants(report, [desk for desk in (to_desk, to_unit) if desk], keyring, key)
    sealed = envelopes.seal_json({"reason": reason.strip()}, key=key, context=transfer_context(report))
    made = Transfer.objects.create(
        report=report,
        officer=officer,
        at=clock.now(),
        from_desk=report.desk,
        from_unit=report.unit,
        to_desk=to_desk,
        to_unit=to_unit,
        reason=sealed,
    )
    report.desk, report.unit, report.office = to_desk, to_unit, to_unit.office
    _begin_anew(report, next_state(report, Step.TRANSFER))
    _index_anew(report, key)
    digest = ledger.digest_of(sealed)
    ledger.append(act=Act.REPORT_TRANSFERRED, subject=report.subject, actor=officer.actor, digest=digest)
    return made


def _move_grants(report: Report, desks: list[Desk], keyring: Keyring, key: bytes) -> None:
    purposes = {ReportGrant.Purpose.CONTENTS.value: key}
    if report.identity is not None:
        identity = ReportGrant.Purpose.IDENTITY.value
        purposes[identity] = key_among(report.keys_for(identity), keyring)
    new_grants = [
        granted(ReportGrant(report=report, desk_key=desk_key, purpose=purpose), secret)
        for purpose, secret in purposes.items()
        for desk_key in sealing_keys(desks)
    ]
    ReportGrant.objects.bulk_create(new_grants, ignore_conflicts=True)
    shared = Share.objects.filter(report=report, state=ShareState.GRANTED).values("desk")
    left = ReportGrant.objects.filter(report=report).exclude(desk_key__desk__in=desks)
    left.exclude(desk_key__desk__in=shared, purpose=ReportGrant.Purpose.CONTENTS).delete()


@transaction.atomic
def recuse(*, report: Report, officer: Officer, by: Officer) -> Recusal:
    """Keep an officer out of a report; what they were verifying waits for a colleague. Raises Refused by the rules."""
    report = _locked(report)
    rules.check_recuse(officer, report, by=by)
    made, _is_new = Recusal.objects.get_or_create(
        report=report, officer=officer, defaults={"declared_by": by, "at": clock.now()}
    )
    if report.officer_id == officer.pk and report.is_open:
        _begin_anew(report, State.RECEIVED)
    ledger.append(act=Act.OFFICER_RECUSED, subject=report.subject, actor=by.actor)
    return made


def _index_anew(report: Report, key: bytes) -> None:
    """The words are found at the new desks, and no longer at the old ones."""
    opened = open_with_key(report, key)
    later = [turn.text for turn in opened.messages if turn.message.officer_id is None]
    write_word_index(report, tokens.tokens_of(opened.answers, later=later))


def _begin_anew(report: Report, state: State) -> None:
    report.state, report.officer = state, None
    report.due_at = due_at(state, urgency=Urgency(report.urgency), since=clock.now())
    report.save(update_fields=["state", "officer", "due_at", "desk", "unit", "office"])


def _locked(report: Report) -> Report:
    related = Report.objects.select_for_update(of=("self",)).select_related("officer", "desk", "unit", "office")
    return related.get(pk=report.pk)

"""Handing a report to another desk or office, and keeping an officer out of it."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling import rules
from pimpasa.handling.contexts import transfer_context
from pimpasa.handling.models import Transfer
from pimpasa.keys.models import DeskKey
from pimpasa.keys.queries import sealing_keys
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.actions.indexing import write_word_index
from pimpasa.reports.actions.moving import begin_anew
from pimpasa.reports.actions.resealing import seal_anew
from pimpasa.reports.kinds import ShareState
from pimpasa.reports.models import Recusal, Report, ReportGrant, Share
from pimpasa.reports.queries.locks import locked
from pimpasa.reports.queries.opened import open_with_key
from pimpasa.reports.rules import next_state
from pimpasa.reports.states import State, Step
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.opening import key_among, key_of


@act(Act.REPORT_TRANSFERRED, Act.REPORT_RESEALED)
def transfer(*, report: Report, to_desk: Desk | None, to_unit: Desk, reason: str, keyring: Keyring) -> Transfer:
    """Give a report to a desk with its unit, or to a unit alone, under a new key; its clock begins anew there.

    Raises Refused by the rules, NoDeskKey where nobody could read it there.
    """
    officer = keyring.officer
    report = locked(report, "desk", "unit", "office")
    rules.check_transfer(officer, report, to_desk, to_unit, reason)
    key = _seal_to(report, [desk for desk in (to_desk, to_unit) if desk], keyring)
    sealed = envelopes.seal_json({"reason": reason.strip()}, key=key, context=transfer_context(report.subject))
    handing_on = Transfer.objects.create(
        report=report,
        officer=officer,
        at=clock.now(),
        from_desk=report.desk,
        from_unit=report.unit,
        to_desk=to_desk,
        to_unit=to_unit,
        reason=sealed,
    )
    report.desk = to_desk
    report.unit = to_unit
    report.office = to_unit.office
    _begin_anew(report, next_state(report, Step.TRANSFER))
    _index_anew(report, key)
    record(report, by=officer, act=Act.REPORT_TRANSFERRED, sealed=sealed)
    return handing_on


def _seal_to(report: Report, desks: list[Desk], keyring: Keyring) -> bytes:
    """Seal a locked report anew to desks and, its contents alone, to whom it was shared with; returns its new key."""
    contents = ReportGrant.Purpose.CONTENTS.value
    keys = {contents: key_of(report, keyring)}
    for part in report.identity_parts:
        keys[part] = key_among(report.keys_for(part), keyring)
    desk_keys = sealing_keys(desks)
    holders = dict.fromkeys(keys, desk_keys)
    holders[contents] = [*desk_keys, *_shared_with(report, desks)]
    return seal_anew(report=report, keys=keys, holders=holders, by=keyring.officer)


def _shared_with(report: Report, desks: list[Desk]) -> list[DeskKey]:
    sharing = Share.objects.filter(report=report, state=ShareState.GRANTED).exclude(desk__in=desks).values("desk")
    read_by_grant = report.grants.filter(purpose=ReportGrant.Purpose.CONTENTS, desk_key__desk__in=sharing)
    return [grant.desk_key for grant in read_by_grant.select_related("desk_key").order_by("desk_key")]


@act(Act.OFFICER_RECUSED)
def recuse(*, report: Report, officer: Officer, by: Officer) -> Recusal:
    """Keep an officer out of a report; what they were verifying waits for a colleague. Raises Refused by the rules."""
    report = locked(report)
    rules.check_recuse(officer, report, by=by)
    recusal, _is_new = Recusal.objects.get_or_create(
        report=report, officer=officer, defaults={"declared_by": by, "at": clock.now()}
    )
    if report.officer_id == officer.pk and report.is_open:
        _begin_anew(report, State.RECEIVED)
    record(report, by=by, facts={"officer": officer.pk})
    return recusal


def _index_anew(report: Report, key: bytes) -> None:
    """The words are found at the new desks, and no longer at the old ones."""
    opened = open_with_key(report, key)
    write_word_index(report=report, answers=opened.answers, later=opened.later_texts)


def _begin_anew(report: Report, state: State) -> None:
    begin_anew(report=report, state=state)
    report.save(update_fields=["state", "state_since", "officer", "due_at", "desk", "unit", "office"])

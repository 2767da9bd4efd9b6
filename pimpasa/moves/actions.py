"""Asking, agreeing, and what happens on the day: areas, officers and whole offices go to another office.

No key reaches anybody but through a member who holds it: open reports are handed on by who has them open, and a
closing office's keys are given to the unit that reads for it by who holds them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.cases.models import Case, Encounter
from pimpasa.common import clock
from pimpasa.handling.actions.transferring import transfer
from pimpasa.handling.actions.verifying import take_over
from pimpasa.keys.actions.leaving import empty_desk, leave_desks
from pimpasa.keys.actions.letting_in import give_to_unit
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.models import Admission
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record, unlogged
from pimpasa.letters.models import Letter
from pimpasa.moves import queries, rules
from pimpasa.moves.kinds import What
from pimpasa.moves.models import Move
from pimpasa.operations.models import Operation
from pimpasa.papers.models import Paper
from pimpasa.reports.actions.closing import close_with_area
from pimpasa.reports.models import Report
from pimpasa.territory import zones
from pimpasa.territory.models import Desk, Jurisdiction, Office
from pimpasa.territory.queries.offices import area_of

AT_ONCE = 25  # reports in one request: each is opened, indexed and sealed anew


@act(Act.MOVE_ASKED)
def ask_area(*, area: str, to_office: Office, from_day: date, by: Officer) -> Move:
    """Ask that a kecamatan or kabupaten, by its code, goes to another office from a day on. Raises Refused."""
    return _ask(Move(what=What.AREA, area=area, from_day=from_day), to_office, by)


@act(Act.MOVE_ASKED)
def ask_officer(*, officer: Officer, to_office: Office, from_day: date, by: Officer) -> Move:
    """Ask that an officer works at another office from a day on, in the same role. Raises Refused."""
    return _ask(Move(what=What.OFFICER, officer=officer, from_day=from_day), to_office, by)


@act(Act.MOVE_ASKED)
def ask_closing(*, successor: Office, by: Officer) -> Move:
    """Ask that the own office closes, and another reads for it. Raises Refused."""
    return _ask(Move(what=What.OFFICE), successor, by)


def _ask(move: Move, to_office: Office, by: Officer) -> Move:
    move.from_office = by.office
    move.to_office = to_office
    move.asked_by = by
    move.asked_at = clock.now()
    rules.check_ask(by, move, today=clock.today())
    move.save(force_insert=True)
    record(move, by=by, facts=move.facts)
    return move


@act(Act.MOVE_AGREED)
def agree(*, move: Move, by: Officer) -> None:
    """Agree as the head of the office that it comes to. Raises Refused by the rules."""
    move = queries.locked(move)
    rules.check_agree(by, move)
    move.agreed_by = by
    move.agreed_at = clock.now()
    move.save(update_fields=["agreed_by", "agreed_at"])
    record(move, by=by, facts=move.facts)


@act(Act.MOVE_DROPPED)
def drop(*, move: Move, by: Officer) -> None:
    """Stop at the office that it leaves what is not done yet. Raises Refused by the rules."""
    move = queries.locked(move)
    rules.check_drop(by, move)
    _drop(move, by)


@act(Act.MOVE_DROPPED)
def decline(*, move: Move, by: Officer) -> None:
    """Not want it, as the head of the office that it would come to; also after agreeing. Raises Refused."""
    move = queries.locked(move)
    rules.check_decline(by, move)
    _drop(move, by)


def _drop(move: Move, by: Officer) -> None:
    move.dropped_at = clock.now()
    move.save(update_fields=["dropped_at"])
    record(move, by=by, facts=move.facts)


@unlogged("goes from one act to the next", whole=False)
def keep_moves(*, at: datetime) -> int:
    """Do what is agreed and whose day has come where it is; returns how many."""
    due = [move for move in queries.agreed() if move.from_day and _day_of(move, at) >= move.from_day]
    for move in due:
        settle_area(move=move) if move.what == What.AREA else settle_officer(move=move)
    return len(due)


def _day_of(move: Move, at: datetime) -> date:
    return zones.day_of(at, move.area or area_of(move.from_office_id))


@act(
    *(Act.AREA_MOVED, Act.DESK_CLOSED, Act.ASSIGNMENT_ENDED, Act.DESK_REVOKED),
    idle="it is done already, or was stopped",
)
def settle_area(*, move: Move) -> None:
    """Let another office answer for an area. Desks of its kelurahan close; what is open there the unit hands on."""
    move = queries.locked(move)
    if not move.is_pending:
        return
    districts = rules.districts_in(move.from_office, move.area)
    Jurisdiction.objects.filter(district__in=districts).update(office=move.to_office)
    for desk in Desk.objects.filter(
        office=move.from_office, kind=Desk.Kind.VILLAGE, closed_on=None, village__district__in=districts
    ).order_by("pk"):
        close_with_area(desk=desk, by=None)
    _done(move, SYSTEM, Act.AREA_MOVED, {"districts": ",".join(district.pk for district in districts)})


@act(
    *(Act.OFFICER_MOVED, Act.ASSIGNMENT_ENDED, Act.DESK_REVOKED, Act.DESK_KEYED, Act.DESK_GRANTED),
    idle="it is done already, was stopped, or a key has no other holder yet",
)
def settle_officer(*, move: Move) -> bool:
    """Let an officer work at another office: old seats and keys are gone, new ones come by who holds them there.

    Who meets them there lets them in anew. Where nobody else holds one of their keys they stay until somebody does.
    """
    move = queries.locked(move)
    officer = move.officer
    if not move.is_pending or officer is None or move.from_day is None or rules.holds_alone(officer):
        return False
    leave_desks(officer=officer, last_day=move.from_day - timedelta(days=1), by=None)
    Admission.objects.filter(officer_key__officer=officer).delete()
    officer.office = move.to_office
    officer.met_at = None
    officer.save(update_fields=["office", "met_at"])
    record(officer, by=SYSTEM, act=Act.OFFICER_MOVED, facts=officer.facts)
    _done(move, SYSTEM, Act.OFFICER_MOVED, {})
    return True


def _done(move: Move, by: Officer | str, as_act: Act, more: dict[str, str]) -> None:
    move.done_at = clock.now()
    move.save(update_fields=["done_at"])
    record(move, by=by, act=as_act, facts=move.facts | more)


@dataclass
class HandedOn:
    """How many reports went, and why others stayed."""

    went: int = 0
    stayed: list[str] = field(default_factory=list)


@unlogged("goes on to the transfer of each report, which is an act", whole=False)
def hand_on(*, move: Move, keyring: Keyring) -> HandedOn:
    """Give open reports of what moved to the office that answers for them now, each by who has it open.

    At most AT_ONCE. Raises Refused by the rules; a report that this officer may not hand on stays, with the reason.
    """
    rules.check_hand_on(keyring.officer, move)
    reason = _("%(what)s is read by %(office)s now.") % {"what": queries.name_of(move), "office": move.to_office}
    to_unit = Desk.objects.get(office=move.to_office, kind=Desk.Kind.UNIT, closed_on=None)
    handed = HandedOn()
    for report in queries.left_behind(move)[:AT_ONCE]:
        try:
            _hand_on(report, queries.desk_there(move, report.village), to_unit, reason, keyring)
        except (Refused, NotGranted) as refused:
            handed.stayed.append(f"{report}: {getattr(refused, 'reason', refused)}")
        else:
            handed.went += 1
    return handed


def _hand_on(report: Report, to_desk: Desk | None, to_unit: Desk, reason: str, keyring: Keyring) -> None:
    """Of a colleague who no longer sits at the unit it is taken over first; one who does is asked to hand it on."""
    holder = report.officer
    if holder is not None and not desks_of(holder, on=clock.today()).filter(pk=report.unit_id).exists():
        report = take_over(report=report, by=keyring.officer)
    transfer(report=report, to_desk=to_desk, to_unit=to_unit, reason=reason, keyring=keyring)


@act(Act.OFFICE_CLOSED, Act.DESK_CLOSED, Act.DESK_GRANTED, Act.DESK_REVOKED, Act.ASSIGNMENT_ENDED)
def close_office(*, move: Move, keyring: Keyring) -> None:
    """Close an office as its head: another reads for it, old reports too, with keys given by who holds them.

    Raises Refused by the rules, NotGranted where the head does not hold the unit's key.
    """
    move = queries.locked(move)
    office, successor, head = move.from_office, move.to_office, keyring.officer
    rules.check_close(head, move, queries.unfinished_at(office))
    unit = Desk.objects.select_for_update().get(office=office, kind=Desk.Kind.UNIT, closed_on=None)
    give_to_unit(unit=unit, to_office=successor, keyring=keyring)
    for desk in Desk.objects.filter(office=office, kind=Desk.Kind.VILLAGE, closed_on=None).order_by("pk"):
        close_with_area(desk=desk, by=head)
    to_unit = Desk.objects.get(office=successor, kind=Desk.Kind.UNIT, closed_on=None)
    _pass_to(unit, to_unit)
    empty_desk(desk=unit, by=head)
    unit.closed_on = clock.today()
    unit.merged_into = to_unit
    unit.save(update_fields=["closed_on", "merged_into"])
    Desk.objects.filter(merged_into=unit).update(merged_into=to_unit)
    record(unit, by=head, act=Act.DESK_CLOSED, facts=unit.facts)
    Jurisdiction.objects.filter(office=office).update(office=successor)
    office.closed_on = clock.today()
    office.save(update_fields=["closed_on"])
    record(office, by=head, act=Act.OFFICE_CLOSED, facts=office.facts)
    _done(move, head, Act.OFFICE_CLOSED, {})


def _pass_to(unit: Desk, successor: Desk) -> None:
    """What the unit wrote and concluded is found at the other; numbers of cases and papers stay the closed office's."""
    Report.objects.filter(unit=unit).update(desk=None, unit=successor, office=successor.office)
    for model in (Case, Encounter, Operation, Letter, Paper):
        model._default_manager.filter(unit=unit).update(unit=successor)  # noqa: SLF001 - Django's documented name

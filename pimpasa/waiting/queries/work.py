"""What waits of cases, papers, referrals, operations, dialogues, keys and the office itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from pimpasa.absences.models import Absence
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import assignments_on, loosenings_asked
from pimpasa.accounts.roles import Permission, Role
from pimpasa.cases.models import CorrectionTold, Encounter, PersonTie, Term
from pimpasa.cases.models.tie import ASKED
from pimpasa.cases.queries import DUE_SOON
from pimpasa.common import clock
from pimpasa.complaints.models import Complaint
from pimpasa.insights.models import EarlyWarning
from pimpasa.insights.periods import Month
from pimpasa.installation.queries import lasting_troubles
from pimpasa.keys import queries as keys
from pimpasa.monthly.kinds import Of, Stage
from pimpasa.monthly.models import Monthly
from pimpasa.monthly.queries import begun_on, came
from pimpasa.monthly.rules import due_on, is_before, last_month
from pimpasa.moves.queries import pending_for_head, to_hand_on
from pimpasa.operations.kinds import TeamRole
from pimpasa.operations.models import Operation, SupportRequest, TeamMember
from pimpasa.operations.states import OperationState, SupportState
from pimpasa.outreach.models import Dialogue, Promise, Speaker
from pimpasa.outreach.states import DialogueState
from pimpasa.papers.models import Paper
from pimpasa.papers.queries import outdated
from pimpasa.papers.states import PaperState
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.referrals.models import Referral
from pimpasa.referrals.states import ReferralState
from pimpasa.territory.models import Desk, Office
from pimpasa.unsent.queries import arrived
from pimpasa.unsent.rules import LIFE
from pimpasa.vault.models import IN_USE
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.seats import NEVER, Seat, offered

Rows = QuerySet[Any, Any]


def _number(case: str = "") -> Concat:
    """A case as officers call it: 3/2026."""
    return Concat(Cast(f"{case}number", CharField()), Value("/"), Cast(f"{case}year", CharField()))


def terms(seat: Seat) -> Rows:
    rows = Term.objects.filter(case__unit__in=seat.units, done_on=None, case__shredded_at=None)
    rows = rows.filter(case__set_aside_at=None, due_on__lte=seat.today + DUE_SOON).order_by("due_on", "id")
    return offered(
        rows, Kind.TERM, thing="case_id", since="due_on", until="due_on", about="kind", place=_number("case__")
    )


def victims(seat: Seat) -> Rows:
    """Who may be a victim and is in no case yet."""
    rows = Encounter.objects.filter(unit__in=seat.units).order_by("met_at", "id")
    return offered(rows, Kind.VICTIM, since="met_at", about="at", place="met_by__name")


def ties_asked(seat: Seat) -> Rows:
    """What another unit asked about a case of this officer's unit, while it may be read. By tie_asked."""
    rows = PersonTie.objects.filter(ASKED, other_case__unit__in=seat.units, other_case__shredded_at=None).order_by("id")
    return offered(rows, Kind.TIE, since="at", about="one__case__unit__name", place="one__case__office__name")


def early_warnings(seat: Seat) -> Rows:
    """What the office of the officer's unit was warned of. By early_warning_unread."""
    office = seat.officer.office_id if seat.units else None
    rows = EarlyWarning.objects.filter(office=office, read_at=None).order_by("raised_at", "id")
    return offered(rows, Kind.ALIKE, since="raised_at", about="pattern")


def corrections(seat: Seat) -> Rows:
    """Of what this officer wrote, reviewed or leads, while they may read it. By correction_unread."""
    rows = CorrectionTold.objects.filter(_read(seat), officer=seat.officer, read_at=None).order_by("id")
    return offered(rows, Kind.CORRECTED, since="at", about="kind", place="by__name")


def _read(seat: Seat) -> Q:
    """Of a report that the officer reads, or of a case of their unit, neither of them erased."""
    of_case = Q(case__unit__in=seat.units, case__shredded_at=None, case__set_aside_at=None)
    return Q(report__in=seat.mine.filter(IN_USE)) | of_case


def papers_to_number(seat: Seat) -> Rows:
    return _papers(seat, Kind.PAPER_NUMBER, PaperState.DRAFT, since="drafted_at")


def papers_to_sign(seat: Seat) -> Rows:
    return _papers(seat, Kind.PAPER_SIGN, PaperState.ISSUED, since="issued_on")


def papers_outdated(seat: Seat) -> Rows:
    """Which hold though something of their case was corrected, and whose correction nobody writes yet."""
    rows = outdated(Paper.objects.filter(IN_USE, unit__in=seat.units, case__shredded_at=None, case__set_aside_at=None))
    written = Paper.objects.filter(replaces=OuterRef("pk")).exclude(state=PaperState.CANCELLED)
    rows = rows.filter(~Exists(written)).order_by("id")
    return offered(rows, Kind.PAPER_OUTDATED, since="issued_on", about="kind", place="number")


def _papers(seat: Seat, kind: Kind, state: PaperState, *, since: str) -> Rows:
    rows = Paper.objects.filter(IN_USE, unit__in=seat.units, state=state).order_by("id")
    return offered(rows, kind, since=since, about="kind", place="number")


def referrals(seat: Seat) -> Rows:
    """What other offices sent and nobody answered."""
    rows = Referral.objects.filter(to_unit__in=seat.units, erased_at=None, expires_at__gt=seat.now)
    rows = rows.filter(state__in=[ReferralState.SENT, ReferralState.OPENED]).order_by("expires_at")
    return offered(rows, Kind.REFERRAL, since="sent_at", until="expires_at", about="purpose")


def referrals_refused(seat: Seat) -> Rows:
    """What this officer sent and the recipient refused, while it is still there."""
    rows = Referral.objects.filter(case__unit__in=seat.units, sent_by=seat.officer, state=ReferralState.REFUSED)
    rows = rows.filter(erased_at=None, expires_at__gt=seat.now).order_by("id")
    return offered(rows, Kind.REFUSED, since="sent_at", about="purpose", place=_number("case__"))


def operations_to_decide(seat: Seat) -> Rows:
    rows = Operation.objects.filter(unit__in=seat.units, state=OperationState.ASKED).exclude(planned_by=seat.officer)
    return _operations(rows, Kind.DECIDE_OPERATION)


def operation_letters(seat: Seat) -> Rows:
    rows = Operation.objects.filter(unit__in=seat.units, letter_due_at__isnull=False)
    return offered(
        rows.order_by("letter_due_at"), Kind.OPERATION_LETTER, since="planned_at", until="letter_due_at", about="kind"
    )


def operations(seat: Seat) -> Rows:
    """Of one's team, today, and those that are under way."""
    rows = Operation.objects.filter(team__officer=seat.officer, starts_at__lt=seat.tomorrow)
    return _operations(rows.filter(state__in=[OperationState.PLANNED, OperationState.UNDER_WAY]), Kind.OPERATION)


def operation_reports(seat: Seat) -> Rows:
    """Owed by the team's leader, and by who leads from the unit."""
    led = TeamMember.objects.filter(officer=seat.officer, role=TeamRole.LEADER).values("operation")
    may = Q(pk__in=led)
    if seat.officer.may(Permission.PLAN_OPERATIONS):
        may |= Q(unit__in=seat.units)
    return _operations(Operation.objects.filter(may, state=OperationState.CARRIED_OUT), Kind.OPERATION_REPORT)


def _operations(rows: QuerySet[Operation], kind: Kind) -> Rows:
    return offered(rows.order_by("starts_at", "id"), kind, since="planned_at", until="starts_at", about="kind")


def supports(seat: Seat) -> Rows:
    rows = SupportRequest.objects.filter(unit__in=seat.units, state=SupportState.ASKED).order_by("due_at", "id")
    return offered(rows, Kind.SUPPORT, since="asked_at", until="due_at", place="asked_by__name")


def supports_asked_back(seat: Seat) -> Rows:
    rows = SupportRequest.objects.filter(asked_by=seat.officer, state=SupportState.MORE_NEEDED).order_by("id")
    return offered(rows, Kind.MORE_ASKED, since="asked_at", place="unit__name")


def complaints(seat: Seat) -> Rows:
    """Those that this officer's key opens."""
    rows = Complaint.objects.filter(
        grants__officer_key__officer=seat.officer, grants__officer_key__retired_at=None, answered_at=None
    )
    return offered(rows.order_by("id"), Kind.COMPLAINT, since="received_at", place="report__office__name")


def breaches(seat: Seat) -> Rows:
    rows = Breach.objects.filter(office=seat.officer.office_id, told_at=None).order_by("due_at")
    return offered(rows, Kind.BREACH, since="discovered_at", until="due_at")


def data_requests(seat: Seat) -> Rows:
    rows = SubjectRequest.objects.filter(office=seat.officer.office_id, answered_at=None).order_by("due_at")
    return offered(rows, Kind.DATA, since="received_at", until="due_at", about="right")


def written_without_network(seat: Seat) -> Rows:
    """What an officer's phone brought, and was not sent by itself; until it is dropped."""
    return offered(arrived(seat.officer), Kind.UNSENT, since="saved_at", until=F("saved_at") + LIFE)


def stood_in_for(seat: Seat) -> Rows:
    """Whom this officer stands in for, from the day it was set. By absence_stood_in."""
    rows = Absence.objects.filter(substitute=seat.officer, ended_at=None).order_by("starts_on", "id")
    return offered(rows, Kind.STAND_IN, since="starts_on", until="ends_on", about="officer__name")


def own_absences(seat: Seat) -> Rows:
    """What the officer or their head said. By absence_one_at_a_time."""
    rows = Absence.objects.filter(officer=seat.officer, ended_at=None).order_by("id")
    return offered(rows, Kind.AWAY, since="starts_on", until="ends_on", about="substitute__name")


def keys_to_hand_over(seat: Seat) -> Rows:
    rows = keys.waiting_for_key(seat.officer, on=seat.today)
    return offered(rows, Kind.HAND_OVER, since="starts_on", about="officer__name", place="desk__name")


def keys_to_withdraw(seat: Seat) -> Rows:
    """What an administrator asked for, for who may agree; never for who asked or whose key it is."""
    rows = keys.renewals_asked(seat.officer).exclude(Q(renewal_asked_by=seat.officer) | Q(officer=seat.officer))
    return offered(rows.order_by("pk"), Kind.AGREE_KEY, since="renewal_asked_at", about="officer__name")


def safeguards(seat: Seat) -> Rows:
    rows = loosenings_asked(seat.officer).exclude(asked_by=seat.officer)
    return offered(rows.order_by("pk"), Kind.LOOSEN, since="asked_at", about="safeguard", place="asked_by__name")


def moves(seat: Seat) -> Rows:
    """What comes to a head's office and waits for their word; what leaves it, while they can stop it."""
    rows = pending_for_head(seat.officer)
    return offered(rows, Kind.MOVE, since="asked_at", until="from_day", about="what", place="to_office__name")


def reports_to_hand_on(seat: Seat) -> Rows:
    rows = to_hand_on(list(seat.units))
    return offered(rows, Kind.HAND_ON, since="agreed_at", about="what", place="to_office__name")


def monthly_due(seat: Seat) -> Rows:
    """Last month's, for who sat there in that month already: of a kelurahan its Pimpasa, of the unit its head."""
    month = last_month(seat.today)
    if seat.officer.role == Role.KANWIL:
        return _kanwil_due(seat, month)
    desk = next(iter(seat.units or seat.desks), None)
    may_send = not seat.units or seat.officer.may(Permission.LEAD_OFFICE)
    sent = Monthly.objects.filter(desk=OuterRef("desk"), month=month).exclude(stage=Stage.DRAFT)
    began = assignments_on(seat.today).filter(officer=seat.officer, desk=desk, starts_on__lt=Month.of(seat.today).first)
    rows = began.filter(~Exists(sent)) if may_send else began.none()
    return offered(
        rows.order_by("pk"),
        Kind.MONTHLY,
        thing=Value(f"{month:%Y-%m}"),
        since=Value(clock.midnight(Month.of(seat.today).first)),
        until=Value(clock.midnight(due_on(month))),
        about="desk__name",
    )


def _kanwil_due(seat: Seat, month: date) -> Rows:
    """A Kanwil's own, of everybody there who may write it, where somebody is above and it was there in that month."""
    sent = Monthly.objects.filter(of=Of.KANWIL, office=seat.officer.office_id, month=month).exclude(stage=Stage.DRAFT)
    rows = Officer.objects.filter(~Exists(sent), pk=seat.officer.pk, office__above__isnull=False)
    is_before_it = is_before(month, begun_on(seat.officer))
    return offered(
        rows.none() if is_before_it else rows,
        Kind.MONTHLY,
        thing=Value(f"{month:%Y-%m}"),
        since=Value(clock.midnight(Month.of(seat.today).first)),
        until=Value(clock.midnight(due_on(month))),
        about="office__name",
    )


def monthlies_that_came(seat: Seat) -> Rows:
    """Sent to where the officer receives: at an office its unit, above it everybody who may."""
    rows = came(seat.officer, units=seat.units).filter(stage=Stage.SENT).order_by("sent_at")
    return offered(rows, Kind.MONTHLY_CAME, since="sent_at", about="office__name", place="desk__name")


def dialogues(seat: Seat) -> Rows:
    """Today's, and those under way, of who planned or speaks at them."""
    rows = Dialogue.objects.filter(_takes_part(seat), starts_at__lt=seat.tomorrow)
    return _dialogues(rows.filter(state__in=[DialogueState.PLANNED, DialogueState.UNDER_WAY]), Kind.DIALOGUE)


def minutes(seat: Seat) -> Rows:
    rows = Dialogue.objects.filter(organiser=seat.officer, desk__in=seat.desks, state=DialogueState.HELD)
    return _dialogues(rows, Kind.MINUTES)


def _takes_part(seat: Seat) -> Q:
    speaks = Speaker.objects.filter(officer=seat.officer).values("dialogue")
    return Q(organiser=seat.officer) | Q(pk__in=speaks)


def _dialogues(rows: QuerySet[Dialogue], kind: Kind) -> Rows:
    rows = rows.order_by("starts_at", "id")
    return offered(rows, kind, since="planned_at", until="starts_at", about="hall", place="village__name")


def promises(seat: Seat) -> Rows:
    rows = Promise.objects.filter(owner=seat.officer, kept_on=None, dropped_on=None)
    rows = rows.filter(due_on__lte=seat.today + DUE_SOON).order_by("due_on", "id")
    return offered(rows, Kind.PROMISE, since="made_at", until="due_on", about="text", place="dialogue__village__name")


def officers_without_desk(seat: Seat) -> Rows:
    """Active officers of the office who read reports and sit nowhere today."""
    seated = assignments_on(seat.today).filter(officer=OuterRef("pk"))
    readers = [role.value for role in Role if role.may(Permission.READ_REPORTS)]
    rows = Officer.objects.filter(~Exists(seated), office=seat.officer.office_id, is_active=True, role__in=readers)
    return offered(rows.order_by("name"), Kind.NO_DESK, since=NEVER, about="name")


def desks_without_member(seat: Seat) -> Rows:
    seated = assignments_on(seat.today).filter(desk=OuterRef("pk"), officer__is_active=True)
    rows = Desk.objects.filter(~Exists(seated), office=seat.officer.office_id, closed_on=None)
    return offered(rows.order_by("name"), Kind.NO_MEMBER, since=NEVER, about="name")


def troubles(seat: Seat) -> Rows:
    """What has not worked for five minutes, for the office that answers for what all share."""
    is_steward = Exists(Office.objects.filter(pk=seat.officer.office_id, is_fallback=True))
    rows = lasting_troubles(at=seat.now).filter(is_steward)
    return offered(rows, Kind.TROUBLE, since="begun_at", about="kind")

"""What is to go to another office, what went, and what is left of it where it was."""

from __future__ import annotations

from collections import Counter

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case
from pimpasa.cases.states import CaseState
from pimpasa.common import clock
from pimpasa.complaints.models import Complaint
from pimpasa.keys.queries import has_key
from pimpasa.moves.kinds import What
from pimpasa.moves.models import Move
from pimpasa.moves.rules import PENDING
from pimpasa.operations.models import Operation
from pimpasa.operations.states import OperationState
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import DialogueState
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.referrals.models import Referral
from pimpasa.referrals.states import ReferralState
from pimpasa.reports.models import Report
from pimpasa.reports.states import OPEN
from pimpasa.territory.models import Desk, District, Jurisdiction, Office, Regency, Village
from pimpasa.vault.models import IN_USE

_PEOPLE = ("from_office", "to_office", "officer", "asked_by", "agreed_by")
_OPERATIONS_OVER = (OperationState.REFUSED, OperationState.REPORTED, OperationState.CALLED_OFF)
_DIALOGUES_OPEN = (DialogueState.PLANNED, DialogueState.UNDER_WAY)


def by_id(move_id: int) -> Move | None:
    return Move.objects.select_related(*_PEOPLE).filter(pk=move_id).first()


def locked(move: Move) -> Move:
    """As it stands now, until the transaction ends."""
    return Move.objects.select_for_update(of=("self",)).select_related(*_PEOPLE).get(pk=move.pk)


def moves_of(office: Office) -> QuerySet[Move]:
    """From an office or to it, what was dropped left out, newest first."""
    of_office = Q(from_office=office) | Q(to_office=office)
    return Move.objects.filter(of_office, dropped_at=None).select_related(*_PEOPLE)


def agreed() -> QuerySet[Move]:
    """What is agreed and not done, by its day."""
    rows = Move.objects.filter(PENDING, agreed_at__isnull=False).select_related(*_PEOPLE)
    return rows.order_by("from_day", "pk")


def pending_for_head(officer: Officer) -> QuerySet[Move]:
    """What comes to a head's office and waits for their word, and what leaves it and they can still stop."""
    comes = Q(to_office=officer.office_id, agreed_at=None)
    return Move.objects.filter(PENDING, comes | Q(from_office=officer.office_id)).order_by("asked_at", "pk")


def to_hand_on(units: list[int]) -> QuerySet[Move]:
    """Moves of which open reports lie at these units still."""
    open_reports = (
        Report.objects.filter(IN_USE, unit__in=units, state__in=OPEN)
        .alias(area=Substr("village", 1, Length(OuterRef("area"))))
        .filter(office=OuterRef("from_office"), area=OuterRef("area"))
    )
    of_area = Q(what=What.AREA, done_at__isnull=False)
    closing = Q(PENDING, what=What.OFFICE, agreed_at__isnull=False)
    return Move.objects.filter(of_area | closing, Exists(open_reports)).order_by("agreed_at", "pk")


def left_behind(move: Move) -> QuerySet[Report]:
    """Open reports of an area or office that still lie at the office that it leaves, the most urgent first."""
    if move.what == What.OFFICER:
        return Report.objects.none()
    rows = Report.objects.filter(IN_USE, office=move.from_office, state__in=OPEN, village__code__startswith=move.area)
    return rows.select_related("village", "officer", "unit", "desk").order_by("urgency", "due_at", "pk")


def desk_there(move: Move, village: Village) -> Desk | None:
    """The desk of a village at the office that it went to, where that can read already."""
    desk = Desk.objects.filter(office=move.to_office, village=village, closed_on=None).first()
    return desk if has_key(desk) else None


def name_of(move: Move) -> str:
    """What goes, by its name."""
    if move.officer is not None:
        return move.officer.name
    if move.what == What.OFFICE:
        return move.from_office.name
    area = District.objects.filter(pk=move.area).first() or Regency.objects.filter(pk=move.area).first()
    return area.name if area else move.area


def areas_of(office: Office) -> list[tuple[str, str]]:
    """Codes and names of the kecamatan of an office, and of the kabupaten and kota of which it has several."""
    districts = [
        row.district
        for row in Jurisdiction.objects.filter(office=office)
        .select_related("district__regency")
        .order_by("district__regency__name", "district__name")
    ]
    names = {district.regency_id: district.regency.name for district in districts}
    numbers = Counter(district.regency_id for district in districts)
    regencies = [(code, name) for code, name in names.items() if numbers[code] > 1]
    return [*((district.pk, f"{_('Kec.')} {district.name}") for district in districts), *regencies]


def unfinished_at(office: Office) -> list[str]:
    """What has to be finished or handed on before an office closes: how many of what."""
    reports = Report.objects.filter(IN_USE, office=office, state__in=OPEN)
    cases = Case.objects.filter(IN_USE, unit__office=office).exclude(state=CaseState.CLOSED)
    operations = Operation.objects.filter(unit__office=office).exclude(state__in=_OPERATIONS_OVER)
    dialogues = Dialogue.objects.filter(office=office, state__in=_DIALOGUES_OPEN)
    referrals = Referral.objects.filter(
        to_unit__office=office, erased_at=None, expires_at__gt=clock.now(), state__in=_REFERRALS_OPEN
    )
    counts = [
        (_("open reports"), reports),
        (_("open cases"), cases),
        (_("operations under way"), operations),
        (_("dialogues planned"), dialogues),
        (_("referrals that came in"), referrals),
        (_("complaints"), Complaint.objects.filter(report__office=office, answered_at=None)),
        (_("questions about personal data"), SubjectRequest.objects.filter(office=office, answered_at=None)),
        (_("data breaches"), Breach.objects.filter(office=office, told_at=None)),
        (_("moves of areas and officers"), _others(office)),
    ]
    numbers = [(name, rows.count()) for name, rows in counts]
    return [f"{name}: {number}" for name, number in numbers if number]


_REFERRALS_OPEN = (ReferralState.SENT, ReferralState.OPENED)


def _others(office: Office) -> QuerySet[Move]:
    """Areas and officers that are to come or to go, and offices for which this one is to read."""
    rows = Move.objects.filter(PENDING, Q(from_office=office) | Q(to_office=office))
    return rows.exclude(what=What.OFFICE, from_office=office)

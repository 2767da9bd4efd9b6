from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from django.db.models import Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.cases.kinds import Verdict
from pimpasa.cases.models import Case, GelarKasus
from pimpasa.common import clock
from pimpasa.referrals.kinds import PartnerKind, Purpose
from pimpasa.referrals.models import Partner, Referral
from pimpasa.referrals.rules import STALE_DAYS
from pimpasa.referrals.states import ReferralState
from pimpasa.territory.models import Desk, Office


def partners_of(office: Office) -> QuerySet[Partner]:
    """An office's list, those in use first."""
    return Partner.objects.filter(office=office).select_related("area", "province")


def partner_by_id(partner_id: int) -> Partner | None:
    return Partner.objects.filter(pk=partner_id).select_related("office", "area", "province").first()


def is_stale(partner: Partner, *, on: date) -> bool:
    """Whether nobody checked its name and number for a year."""
    return partner.verified_on is None or partner.verified_on < on - timedelta(days=STALE_DAYS)


def referral_by_id(referral_id: UUID) -> Referral | None:
    return _whole(Referral.objects.filter(pk=referral_id)).first()


def sent_by_units_of(officer: Officer) -> QuerySet[Referral]:
    """Referrals of the cases of one's units, newest first."""
    units = desks_of(officer, on=clock.today()).values("pk")
    return _whole(Referral.objects.filter(case__unit__in=units)).order_by("-id")


def of_case(case: Case) -> QuerySet[Referral]:
    return _whole(Referral.objects.filter(case=case)).order_by("-id")


def inbox_of(officer: Officer) -> QuerySet[Referral]:
    """What other offices sent to one's units and is still there, newest first."""
    units = desks_of(officer, on=clock.today()).values("pk")
    rows = _whole(Referral.objects.filter(to_unit__in=units, erased_at=None, expires_at__gt=clock.now()))
    return rows.order_by("-id")


def other_units(office: Office) -> QuerySet[Desk]:
    """The open units of other offices."""
    return Desk.objects.filter(kind=Desk.Kind.UNIT, closed_on=None).exclude(office=office).select_related("office")


class Handover(Enum):
    """How far the handover of a crime to the police has come (Perpres 49/2023)."""

    NONE = "none"
    OWED = "owed"
    WAITING = "waiting"
    DONE = "done"


def handover_of(case: Case) -> Handover:
    """Owed once a gelar kasus decided that it is a crime, done with the police's receipt."""
    if not GelarKasus.objects.filter(case=case, verdict=Verdict.CRIME).exists():
        return Handover.NONE
    sent = Referral.objects.filter(case=case, purpose=Purpose.CRIME, partner__kind=PartnerKind.POLRI)
    if sent.filter(receipt__isnull=False).exists():
        return Handover.DONE
    waits = (ReferralState.SENT, ReferralState.OPENED, ReferralState.ACCEPTED)
    return Handover.WAITING if sent.filter(state__in=waits).exists() else Handover.OWED


def to_erase(*, at: object) -> QuerySet[Referral]:
    """Referrals whose door is still there though their time is over, or a report of their case was erased."""
    over = Q(expires_at__lte=at) | Q(case__shredded_at__isnull=False)
    over |= Q(case__case_reports__report__shredded_at__isnull=False)
    return Referral.objects.filter(over, erased_at=None).distinct()


def _whole(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    return rows.select_related("case__unit", "case__office", "partner", "to_unit__office", "sent_by", "receipt_by")


def active_partners_of(office: Office) -> QuerySet[Partner]:
    return partners_of(office).filter(is_active=True)

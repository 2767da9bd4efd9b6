"""Partners, referrals and what was handed over with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.cases.kinds import Verdict
from pimpasa.cases.models import Case, GelarKasus
from pimpasa.common import clock
from pimpasa.evidence import parts as evidence
from pimpasa.evidence.models import Exhibit
from pimpasa.referrals.contents import OpenLink, Parts, SharedFile
from pimpasa.referrals.errors import NoSuchReferral, WrongCode
from pimpasa.referrals.kinds import PartnerKind, Purpose
from pimpasa.referrals.models import Partner, Referral
from pimpasa.referrals.rules import STALE_DAYS
from pimpasa.referrals.states import ReferralState
from pimpasa.sealing import envelopes, handovers
from pimpasa.sealing.errors import MalformedCode
from pimpasa.sealing.grants import PrivateKey
from pimpasa.territory.models import Desk, Office
from pimpasa.vault.models import COUNTS, GONE


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


def by_link(link: str) -> Referral:
    """The referral that a link leads to. Raises NoSuchReferral for one unknown, over, withdrawn or locked alike."""
    try:
        link_id = handovers.lookup_id(link)
    except MalformedCode as malformed:
        raise NoSuchReferral from malformed
    rows = Referral.objects.select_related("case__office", "case__unit", "partner")
    referral = rows.filter(link_id=link_id, erased_at=None, expires_at__gt=clock.now()).first()
    if referral is None:
        raise NoSuchReferral
    return referral


def open_link(link: str, seed: bytes) -> OpenLink:
    """The link that a browser's seed opens. Raises NoSuchReferral, WrongCode where the two do not fit together."""
    referral = by_link(link)
    if len(seed) != 32:
        raise WrongCode
    private = PrivateKey.from_seed(seed)
    if private.public != bytes(referral.public or b""):
        raise WrongCode
    return OpenLink(referral, private)


def locked_referral(referral: Referral) -> Referral:
    """The referral as it stands now, until the transaction ends."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related(
        "case__unit", "case__office", "to_unit__office", "desk_key", "partner"
    )
    return rows.get(pk=referral.pk)


def locked_by_link(referral: Referral) -> Referral:
    """As `locked_referral`, for its recipient. Raises NoSuchReferral once it is over, withdrawn or locked."""
    referral = locked_referral(referral)
    if referral.erased_at is not None or referral.expires_at <= clock.now():
        raise NoSuchReferral
    return referral


def locked_partner(partner: Partner) -> Partner:
    return Partner.objects.select_for_update(of=("self",)).select_related("office").get(pk=partner.pk)


def parts_of(referral: Referral, key: bytes) -> Parts:
    """What was handed over, with the referral's key. Raises WrongKey or Damaged of sealing."""
    return Parts.from_json(envelopes.open_json(bytes(referral.envelope), key=key, context=referral.context))


def file_of(parts: Parts, number: int) -> tuple[SharedFile, Iterator[bytes]]:
    """The file of a number from 1, and its bytes. Raises Refused where there is none, Damaged, StoreUnavailable."""
    if not 1 <= number <= len(parts.files):
        raise Refused("no_such_file", _("There is no such file."))
    file = parts.files[number - 1]
    exhibit = Exhibit.objects.filter(pk=file.exhibit).first()
    if exhibit is None or not exhibit.parts:
        raise Refused("file_gone", _("This file is no longer there: its time was over."))
    return file, evidence.opened(exhibit, file.parts, file_key=file.file_key, start=0, stop=file.size)


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
    if not GelarKasus.objects.filter(COUNTS, case=case, verdict=Verdict.CRIME).exists():
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


def shredded_cases_with_copies() -> QuerySet[Case]:
    """Cases that were erased, of which a copy of what was handed over is still there."""
    copies = Referral.objects.filter(case__shredded_at__isnull=False).exclude(copy=GONE)
    return Case.objects.filter(pk__in=copies.values("case"))


def _whole(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    return rows.select_related("case__unit", "case__office", "partner", "to_unit__office", "sent_by", "receipt_by")


def active_partners_of(office: Office) -> QuerySet[Partner]:
    return partners_of(office).filter(is_active=True)

"""Who may hand over what, when, and to whom."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.models import Case
from pimpasa.cases.rules.cases import check_unit_member, check_view, check_work
from pimpasa.common import clock
from pimpasa.referrals.contents import PoliceReceipt, Wanted
from pimpasa.referrals.kinds import Consent, ExportFormat, PartnerKind, Purpose
from pimpasa.referrals.models import Partner, Referral
from pimpasa.referrals.states import REFERRAL_TRANSITIONS, ReferralState, ReferralStep
from pimpasa.territory.models import Desk, Office

MOST_DAYS = 60
STALE_DAYS = 365


def check_keep_partners(officer: Officer, office: Office) -> None:
    """Raise Refused unless the officer leads cases at the unit of this very office."""
    check_permission(officer, Permission.LEAD_CASES)
    if not desks_of(officer, on=clock.today()).filter(office=office, kind=Desk.Kind.UNIT).exists():
        raise Refused(_("Each office keeps its own list."))


def check_partner(kind: str, name: str, *, verified_on: date | None, is_active: bool) -> None:
    """Raise Refused unless a partner has a name, a kind, and, to be used, a day on which somebody looked."""
    if kind not in PartnerKind.values:
        raise Refused(_("Choose what kind of partner it is."))
    if len(name.strip()) < 2:
        raise Refused(_("Give the partner's name."))
    if verified_on is not None and verified_on > clock.today():
        raise Refused(_("That day is still to come."))
    if is_active and verified_on is None:
        raise Refused(_("Say on which day you last checked name and number, or leave the partner switched off."))


def check_send(officer: Officer, case: Case, wanted: Wanted) -> None:
    """Raise Refused unless the officer may hand over parts of this case, and says why and with what consent."""
    check_work(officer, case)
    if wanted.purpose not in Purpose.values:
        raise Refused(_("Choose what the referral is for."))
    if not 1 <= wanted.days <= MOST_DAYS:
        raise Refused(_("A referral stays open for 1 to %(most)d days.") % {"most": MOST_DAYS})
    if len(wanted.summary.strip()) < 20:
        raise Refused(_("Write a neutral summary of a sentence or two for the partner."))
    _check_consent(wanted)


def _check_consent(wanted: Wanted) -> None:
    names_somebody = any(token.startswith("person:") for token in wanted.parts)
    if wanted.consent not in Consent.values:
        raise Refused(_("Say whether the person agrees."))
    if wanted.consent == Consent.NOBODY and names_somebody:
        raise Refused(_("You chose parts about a person. Say whether that person agrees."))
    if wanted.consent == Consent.NOT_NEEDED and wanted.purpose != Purpose.CRIME:
        raise Refused(_("Without the person's consent only a crime is handed over."))
    if wanted.consent != Consent.NOBODY and len(wanted.consent_words.strip()) < 10:
        raise Refused(_("Say in a few words how consent was given, or why not."))


def check_to_partner(case: Case, partner: Partner, purpose: str) -> None:
    if partner.office_id != case.office_id:
        raise Refused(_("This partner is on another office's list."))
    if not partner.is_active:
        raise Refused(_("This partner is switched off: first check its name and number."))
    if purpose == Purpose.CRIME and partner.kind != PartnerKind.POLRI:
        raise Refused(_("A crime is handed to the police (Perpres 49/2023)."))


def check_to_unit(case: Case, unit: Desk) -> None:
    if unit.kind != Desk.Kind.UNIT or unit.closed_on is not None or unit.office_id == case.office_id:
        raise Refused(_("Choose another office."))


def check_step(referral: Referral, step: ReferralStep) -> ReferralState:
    """The state a step leads to. Raises Refused where the referral's state does not allow it."""
    to = REFERRAL_TRANSITIONS[ReferralState(referral.state)].get(step)
    if to is None or referral.erased_at is not None:
        raise Refused(
            _("A referral in the state “%(state)s” does not allow this: %(step)s.")
            % {"state": ReferralState(referral.state).label, "step": step.label}
        )
    return to


def check_receipt(officer: Officer, referral: Referral, receipt: PoliceReceipt) -> None:
    """Raise Refused unless it is a handover to the police, whose receipt is whole and not there yet."""
    check_view(officer, referral.case)
    if referral.partner is None or referral.partner.kind != PartnerKind.POLRI or referral.purpose != Purpose.CRIME:
        raise Refused(_("Only a handover to the police has such a receipt."))
    if referral.receipt is not None:
        raise Refused(_("A colleague recorded it already."))
    if not all(len(text.strip()) >= 2 for text in (receipt.number, receipt.receiver, receipt.rank)):
        raise Refused(_("Give the number of the police report, and the receiver's name and rank."))
    if not receipt.day or date.fromisoformat(receipt.day) > clock.today():
        raise Refused(_("That day is still to come."))


def check_inbox(officer: Officer, referral: Referral) -> None:
    """Raise Refused unless the officer leads cases at the unit that the referral went to."""
    check_permission(officer, Permission.LEAD_CASES)
    if referral.to_unit is None:
        raise Refused(_("Only members of the unit see its cases."))
    check_unit_member(officer, referral.to_unit)
    if referral.erased_at is not None or referral.expires_at <= clock.now():
        raise Refused(_("This is no longer there: its time is over, or it was withdrawn."))


def check_export(officer: Officer, case: Case, form: str, reason: str) -> None:
    """Raise Refused unless the officer may take data of this case out, and says what for."""
    check_view(officer, case)
    if form not in ExportFormat.values:
        raise Refused(_("Choose a format."))
    if len(reason.strip()) < 10:
        raise Refused(_("Say in a few words what for."))

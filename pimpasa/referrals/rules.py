"""Who may hand over what, when, and to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import unit_seats_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.models import Case
from pimpasa.cases.rules.cases import check_unit_member, check_view, check_work
from pimpasa.common import clock
from pimpasa.referrals.contents import Choice, PoliceReceipt
from pimpasa.referrals.kinds import AnswerKind, Consent, ExportFormat, PartnerKind, Purpose, SectionKind
from pimpasa.referrals.models import Partner, Referral
from pimpasa.referrals.states import REFERRAL_TRANSITIONS, ReferralState, ReferralStep
from pimpasa.territory.models import Desk, Office

MOST_DAYS = 60
STALE_DAYS = 365  # names and numbers of partners are looked at once a year, as their page asks
MOST_WRONG_CODES = 10  # of 50 bits: who has the link alone gets in with ten in 2^50 (ADR 22)
LONGEST_ANSWER = 20_000


def check_keep_partners(officer: Officer, office: Office) -> None:
    """Raise Refused unless the officer leads cases at the unit of this very office."""
    check_permission(officer, Permission.LEAD_CASES)
    if office.pk not in [desk.office_id for desk in unit_seats_of(officer)]:
        raise Refused("other_office", _("Each office keeps its own list."))


def check_partner(kind: str, name: str, *, verified_on: date | None, is_active: bool) -> None:
    """Raise Refused unless a partner has a name, a kind, and, to be used, a day on which somebody looked."""
    if kind not in PartnerKind.values:
        raise Refused("no_kind", _("Choose what kind of partner it is."))
    if len(name.strip()) < 2:
        raise Refused("no_name", _("Give the partner's name."))
    if verified_on is not None and verified_on > clock.today():
        raise Refused("day_to_come", _("That day is still to come."))
    if is_active and verified_on is None:
        raise Refused(
            "not_verified", _("Say on which day you last checked name and number, or leave the partner switched off.")
        )


def check_send(officer: Officer, case: Case, choice: Choice) -> None:
    """Raise Refused unless the officer may hand over parts of this case, and says why and with what consent."""
    check_work(officer, case)
    if choice.purpose not in Purpose.values:
        raise Refused("no_purpose", _("Choose what the referral is for."))
    if not 1 <= choice.days <= MOST_DAYS:
        raise Refused("days_out_of_range", _("A referral stays open for 1 to %(most)d days.") % {"most": MOST_DAYS})
    if len(choice.summary.strip()) < 20:
        raise Refused("no_summary", _("Write a neutral summary of a sentence or two for the partner."))
    _check_consent(choice)


def _check_consent(choice: Choice) -> None:
    names_somebody = any(token.startswith("person:") for token in choice.parts)
    if choice.consent not in Consent.values:
        raise Refused("no_consent", _("Say whether the person agrees."))
    if choice.consent == Consent.NOBODY and names_somebody:
        raise Refused("consent_missing", _("You chose parts about a person. Say whether that person agrees."))
    if choice.consent == Consent.NOT_NEEDED and choice.purpose != Purpose.CRIME:
        raise Refused("only_a_crime", _("Without the person's consent only a crime is handed over."))
    if choice.consent != Consent.NOBODY and len(choice.consent_words.strip()) < 10:
        raise Refused("no_consent_words", _("Say in a few words how consent was given, or why not."))


def check_to_partner(case: Case, partner: Partner, purpose: str) -> None:
    if partner.office_id != case.office_id:
        raise Refused("partner_of_other_office", _("This partner is on another office's list."))
    if not partner.is_active:
        raise Refused("switched_off_partner", _("This partner is switched off: first check its name and number."))
    if purpose == Purpose.CRIME and partner.kind != PartnerKind.POLRI:
        raise Refused("not_the_police", _("A crime is handed to the police (Perpres 49/2023)."))


def check_to_unit(case: Case, unit: Desk) -> None:
    if unit.kind != Desk.Kind.UNIT or unit.closed_on is not None or unit.office_id == case.office_id:
        raise Refused("no_other_office", _("Choose another office."))


def check_step(referral: Referral, step: ReferralStep) -> ReferralState:
    """The state a step leads to. Raises Refused where the referral's state does not allow it."""
    to = REFERRAL_TRANSITIONS[ReferralState(referral.state)].get(step)
    if to is None or referral.erased_at is not None:
        raise Refused(
            "not_in_this_state",
            _("A referral in the state “%(state)s” does not allow this: %(step)s.")
            % {"state": ReferralState(referral.state).label, "step": step.label},
        )
    return to


def check_receipt(officer: Officer, referral: Referral, receipt: PoliceReceipt) -> None:
    """Raise Refused unless it is a handover to the police, whose receipt is whole and not there yet."""
    check_view(officer, referral.case)
    if referral.partner is None or referral.partner.kind != PartnerKind.POLRI or referral.purpose != Purpose.CRIME:
        raise Refused("no_handover", _("Only a handover to the police has such a receipt."))
    if referral.receipt is not None:
        raise Refused("recorded_already", _("A colleague recorded it already."))
    if not all(len(text.strip()) >= 2 for text in (receipt.number, receipt.receiver, receipt.rank)):
        raise Refused("not_whole", _("Give the number of the police report, and the receiver's name and rank."))
    if not receipt.day or date.fromisoformat(receipt.day) > clock.today():
        raise Refused("day_to_come", _("That day is still to come."))


def check_inbox(officer: Officer, referral: Referral) -> None:
    """Raise Refused unless the officer leads cases at the unit that the referral went to."""
    check_permission(officer, Permission.LEAD_CASES)
    if referral.to_unit is None:
        raise Refused("not_of_unit", _("Only members of the unit see its cases."))
    check_unit_member(officer, referral.to_unit)
    if referral.erased_at is not None or referral.expires_at <= clock.now():
        raise Refused("over", _("This is no longer there: its time is over, or it was withdrawn."))


def check_export(officer: Officer, case: Case, form: str, reason: str) -> None:
    """Raise Refused unless the officer may take data of this case out, and says what for."""
    check_view(officer, case)
    if form not in ExportFormat.values:
        raise Refused("no_format", _("Choose a format."))
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words what for."))


def check_choice(choice: Choice, kinds: Mapping[str, str]) -> None:
    """Raise Refused for parts that are not offered, and for a reporter's words that nobody looked through.

    `kinds` are those of the offered pieces among the chosen, by their token.
    """
    if choice.parts - kinds.keys():
        raise Refused("part_gone", _("One of the parts is no longer there. Choose again."))
    if SectionKind.WORDS in kinds.values() and not choice.words_are_safe:
        raise Refused(
            "words_unread",
            _("First read the reporter's words: nothing in them may tell who reported. Then tick that."),
        )


def check_not_sent(referral_id: UUID) -> None:
    if Referral.objects.filter(pk=referral_id).exists():
        raise Refused("sent_already", _("This referral was sent already. Its link and code are shown only once."))


def check_answer(kind: AnswerKind, text: str) -> None:
    """Raise Refused for an answer without words, unless it accepts, and for one that is too long."""
    if kind != AnswerKind.ACCEPTED and len(text.strip()) < 3:
        raise Refused("no_words", _("Write a few words at least."))
    if len(text) > LONGEST_ANSWER:
        raise Refused("too_long", _("This is too long. Please write less."))


def check_name_is_free(partner: Partner) -> None:
    """Raise Refused where another partner of the office has this name."""
    if Partner.objects.filter(office=partner.office, name=partner.name).exclude(pk=partner.pk).exists():
        raise Refused("on_list_already", _("A partner of this name is on the list already."))

"""How an office reads what it sent and what came back, and what another office sent it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.cases.actions.cases import open_own_case
from pimpasa.cases.models import Case
from pimpasa.cases.rules.cases import check_view
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.referrals import rules
from pimpasa.referrals.actions.ending import end
from pimpasa.referrals.actions.links import file_of, opened_parts, put_answer
from pimpasa.referrals.contents import Parts, PoliceReceipt, SharedFile
from pimpasa.referrals.kinds import AnswerKind
from pimpasa.referrals.labels import told
from pimpasa.referrals.models import Referral, ReferralAnswer
from pimpasa.referrals.states import ReferralStep
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class OpenReferral:
    """What was sent, what came back oldest first, and the police's receipt where there is one."""

    referral: Referral
    parts: Parts
    answers: list[tuple[ReferralAnswer, str]]
    receipt: PoliceReceipt | None


@transaction.atomic
def open_referral(*, referral: Referral, keyring: Keyring) -> OpenReferral:
    """Read a referral of one's own unit; reading it is logged. Raises Refused by the rules, NotGranted."""
    check_view(keyring.officer, referral.case)
    key = key_of(referral.case, keyring)
    ledger.append(act=Act.REFERRAL_READ, subject=referral.subject, actor=keyring.officer.actor)
    parts = Parts.from_json(envelopes.open_json(bytes(referral.copy), key=key, context=referral.copy_context))
    answers = [
        (row, _answer(row, keyring))
        for row in ReferralAnswer.objects.filter(referral=referral).select_related("desk_key")
    ]
    return OpenReferral(referral, parts, answers, _receipt(referral, key))


@transaction.atomic
def open_incoming(*, referral: Referral, keyring: Keyring) -> Parts:
    """Read what another office sent to one's unit; reading it is logged. Raises Refused by the rules, NotGranted."""
    referral = _locked(referral)
    rules.check_inbox(keyring.officer, referral)
    referral.state = rules.check_step(referral, ReferralStep.OPEN)
    referral.save(update_fields=["state"])
    ledger.append(act=Act.REFERRAL_OPENED, subject=referral.subject, actor=keyring.officer.actor)
    return _incoming(referral, keyring)


@transaction.atomic
def take_incoming_file(*, referral: Referral, number: int, keyring: Keyring) -> tuple[SharedFile, Iterator[bytes]]:
    """A file of what another office sent; taking it is logged. Raises Refused by the rules."""
    referral = _locked(referral)
    rules.check_inbox(keyring.officer, referral)
    ledger.append(act=Act.REFERRAL_FILE_TAKEN, subject=referral.subject, actor=keyring.officer.actor)
    return file_of(_incoming(referral, keyring), number)


@transaction.atomic
def accept_incoming(*, referral: Referral, title: str, keyring: Keyring) -> Case:
    """Take over what another office sent, as a case of one's own. Raises Refused by the rules."""
    referral = _locked(referral)
    rules.check_inbox(keyring.officer, referral)
    to = rules.check_step(referral, ReferralStep.ACCEPT)
    assert referral.to_unit is not None  # noqa: S101 - check_inbox refuses it
    finding = told(_incoming(referral, keyring))
    case = open_own_case(unit=referral.to_unit, title=title, finding=finding, keyring=keyring)
    referral.state, referral.new_case = to, case
    referral.save(update_fields=["state", "new_case"])
    put_answer(referral, AnswerKind.ACCEPTED, _("Case %(case)s") % {"case": case})
    ledger.append(act=Act.REFERRAL_ACCEPTED, subject=referral.subject, actor=keyring.officer.actor)
    return case


@transaction.atomic
def refuse_incoming(*, referral: Referral, reason: str, keyring: Keyring) -> Referral:
    """Say no to what another office sent, and why; its sealed bytes are erased. Raises Refused by the rules."""
    referral = _locked(referral)
    rules.check_inbox(keyring.officer, referral)
    put_answer(referral, AnswerKind.REFUSED, reason)
    return end(referral, ReferralStep.REFUSE, act=Act.REFERRAL_REFUSED, actor=keyring.officer.actor)


def _incoming(referral: Referral, keyring: Keyring) -> Parts:
    return opened_parts(referral, key_of(referral, keyring))


def _answer(row: ReferralAnswer, keyring: Keyring) -> str:
    text: str = envelopes.open_json(bytes(row.envelope), key=key_of(row, keyring), context=row.context)["text"]
    return text


def _receipt(referral: Referral, key: bytes) -> PoliceReceipt | None:
    if referral.receipt is None:
        return None
    return PoliceReceipt(**envelopes.open_json(bytes(referral.receipt), key=key, context=referral.receipt_context))


def _locked(referral: Referral) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",)).select_related(
        "case__unit", "case__office", "to_unit__office", "desk_key", "partner"
    )
    return rows.get(pk=referral.pk)

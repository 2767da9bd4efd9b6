"""How an office reads what it sent, and what came back."""

from __future__ import annotations

from dataclasses import dataclass

from pimpasa.cases.rules.cases import check_view
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.referrals.contents import Parts, PoliceReceipt
from pimpasa.referrals.models import Referral, ReferralAnswer
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class OpenReferral:
    """What was sent, what came back oldest first, and the police's receipt where there is one."""

    referral: Referral
    parts: Parts
    answers: list[tuple[ReferralAnswer, str]]
    receipt: PoliceReceipt | None


@act(Act.REFERRAL_READ)
def open_referral(*, referral: Referral, keyring: Keyring) -> OpenReferral:
    """Read a referral of one's own unit; reading it is logged. Raises Refused by the rules, NotGranted."""
    check_view(keyring.officer, referral.case)
    key = key_of(referral.case, keyring)
    record(referral, by=keyring.officer)
    parts = Parts.from_json(envelopes.open_json(bytes(referral.copy), key=key, context=referral.copy_context))
    rows = ReferralAnswer.objects.filter(referral=referral).select_related("desk_key")
    answers = [(row, _answer(row, keyring)) for row in rows]
    return OpenReferral(referral, parts, answers, _receipt(referral, key))


def _answer(row: ReferralAnswer, keyring: Keyring) -> str:
    text: str = envelopes.open_json(bytes(row.envelope), key=key_of(row, keyring), context=row.context)["text"]
    return text


def _receipt(referral: Referral, key: bytes) -> PoliceReceipt | None:
    if referral.receipt is None:
        return None
    return PoliceReceipt(**envelopes.open_json(bytes(referral.receipt), key=key, context=referral.receipt_context))

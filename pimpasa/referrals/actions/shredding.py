"""The end of referrals: nobody opens one again. Needs no key, so that a partner's answer and the night can do it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pimpasa.cases.models import Case
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record, unlogged
from pimpasa.referrals import queries, rules
from pimpasa.referrals.models import HtcdsExport, Referral, ReferralAnswer
from pimpasa.referrals.states import ReferralStep
from pimpasa.vault.models import GONE

# The decorator's name is the parameter's, too.
declared = act


def end(referral: Referral, step: ReferralStep, *, act: Act, by: str) -> Referral:
    """Move a locked row by an ending step and erase what was sealed to its recipient, as part of an act.

    Raises Refused.
    """
    referral.state = rules.check_step(referral, step)
    sealed = bytes(referral.envelope)
    referral.envelope = GONE
    referral.grant = GONE
    if referral.locked_seed is not None:
        referral.locked_seed = GONE
    referral.link_id = None
    referral.erased_at = clock.now()
    referral.save(update_fields=["state", "envelope", "grant", "locked_seed", "link_id", "erased_at"])
    record(referral, by=by, act=act, sealed=sealed, facts={"state": referral.state})
    return referral


def erase_due(*, at: datetime) -> int:
    """Erase what is over at this moment (aware); returns how many referrals. Each is a transaction of its own."""
    over = list(queries.to_erase(at=at).values_list("pk", flat=True))
    for pk in over:
        expire(referral_id=pk)
    for case in queries.shredded_cases_with_copies():
        forget(case=case)
    forget_exports()
    return len(over)


@declared(Act.REFERRAL_EXPIRED, idle="it was withdrawn or refused since the list was read")
def expire(*, referral_id: UUID) -> None:
    """Let a referral end whose time is over."""
    referral = Referral.objects.select_for_update().get(pk=referral_id)
    if referral.erased_at is None:
        end(referral, ReferralStep.EXPIRE, act=Act.REFERRAL_EXPIRED, by=SYSTEM)


@declared(Act.REFERRAL_SHREDDED)
def forget(*, case: Case) -> None:
    """A case's own key is gone; so goes what was sealed under it, and the answers that a desk's key would open."""
    for referral in Referral.objects.select_for_update().filter(case=case):
        sealed = bytes(referral.copy)
        referral.copy = GONE
        referral.receipt = GONE if referral.receipt is not None else None
        referral.save(update_fields=["copy", "receipt"])
        ReferralAnswer.objects.filter(referral=referral).update(envelope=GONE, grant=GONE)
        record(referral, by=SYSTEM, sealed=sealed)


@unlogged("a part of the erasing of its case, which is the act")
def forget_exports() -> None:
    """Reasons of exports, which nothing opens any more: the case's key is gone."""
    HtcdsExport.objects.filter(case__shredded_at__isnull=False).exclude(reason=GONE).update(reason=GONE)

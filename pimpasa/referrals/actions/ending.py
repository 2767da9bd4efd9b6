"""The end of a referral: nobody opens it again. Needs no key, so that a partner's door and the night can do it."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.referrals import rules
from pimpasa.referrals.models import Referral
from pimpasa.referrals.states import ReferralStep
from pimpasa.vault.models import GONE


def end(referral: Referral, step: ReferralStep, *, act: Act, actor: str) -> Referral:
    """Move a locked row by one of the ending steps and erase what was sealed to its recipient. Raises Refused."""
    referral.state = rules.check_step(referral, step)
    referral.envelope = referral.grant = GONE
    if referral.locked_seed is not None:
        referral.locked_seed = GONE
    referral.link_id, referral.erased_at = None, clock.now()
    referral.save(update_fields=["state", "envelope", "grant", "locked_seed", "link_id", "erased_at"])
    ledger.append(act=act, subject=referral.subject, actor=actor)
    return referral

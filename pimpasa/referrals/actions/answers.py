"""What a recipient answers, sealed to the unit that sent the referral."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.keys.queries import sealing_key
from pimpasa.referrals import rules
from pimpasa.referrals.kinds import AnswerKind
from pimpasa.referrals.models import Referral, ReferralAnswer
from pimpasa.sealing import envelopes
from pimpasa.vault.granting import grant_to


def put_answer(referral: Referral, kind: AnswerKind, text: str) -> ReferralAnswer:
    """The answer's row, sealed to the newest key of the unit, as part of an act. Raises Refused, NoDeskKey."""
    rules.check_answer(kind, text)
    key = envelopes.new_key()
    answer = ReferralAnswer(referral=referral, kind=kind, at=clock.now(), desk_key=sealing_key(referral.case.unit))
    answer.grant = grant_to(answer.desk_key, key, context=answer.key_context)
    answer.envelope = envelopes.seal_json({"text": text.strip()}, key=key, context=answer.context)
    answer.save(force_insert=True)
    return answer

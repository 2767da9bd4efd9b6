"""What a partner does with a link and a code, and with no key of an officer.

Once the code was right, the partner's browser holds the private seed for a while; the server keeps none.
"""

from __future__ import annotations

from collections.abc import Iterator

from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.referrals import queries, rules
from pimpasa.referrals.actions.answers import put_answer
from pimpasa.referrals.actions.shredding import end
from pimpasa.referrals.contents import OpenLink, Parts, SharedFile
from pimpasa.referrals.errors import WrongCode
from pimpasa.referrals.kinds import AnswerKind
from pimpasa.referrals.models import Referral
from pimpasa.referrals.states import ReferralStep
from pimpasa.sealing import grants, handovers
from pimpasa.sealing.errors import MalformedCode, SealingError

PARTNER = "partner"
_STEPS = {AnswerKind.ACCEPTED: ReferralStep.ACCEPT, AnswerKind.REFUSED: ReferralStep.REFUSE}
_ACTS = {AnswerKind.ACCEPTED: Act.REFERRAL_ACCEPTED, AnswerKind.WORDS: Act.REFERRAL_ANSWERED}


def unlock(*, link: str, code: str) -> bytes:
    """The private seed, for the partner's browser to hold.

    Raises MalformedCode for what is no code, WrongCode, NoSuchReferral; after ten wrong codes the link is locked.
    """
    seed = try_code(link=link, code=code)
    if seed is None:
        raise WrongCode
    return seed


@act(Act.REFERRAL_LOCKED, idle="a code is tried, which is no act of anybody's until the last of too many")
def try_code(*, link: str, code: str) -> bytes | None:
    """One guess at a time: the row is locked while the slow hash runs, so that none goes uncounted.

    Returns the seed, or None for a wrong code. Raises MalformedCode, NoSuchReferral.
    """
    referral = queries.locked_by_link(queries.by_link(link))
    try:
        seed = handovers.unlock(bytes(referral.locked_seed or b""), link=link, code=code)
    except MalformedCode:
        raise
    except SealingError:
        _count_wrong_code(referral)
        return None
    referral.wrong_codes = 0
    referral.save(update_fields=["wrong_codes"])
    return seed


@act(Act.REFERRAL_OPENED)
def look(*, link: OpenLink) -> Parts:
    """What was handed over; each look is logged, and the office sees when. Raises Refused once it is over."""
    referral = queries.locked_by_link(link.referral)
    referral.state = rules.check_step(referral, ReferralStep.OPEN)
    referral.save(update_fields=["state"])
    record(referral, by=PARTNER)
    return queries.parts_of(referral, _key_of(referral, link))


@act(Act.REFERRAL_FILE_TAKEN)
def take_file(*, link: OpenLink, number: int) -> tuple[SharedFile, Iterator[bytes]]:
    """A chosen file's bytes, chunk by chunk; taking it is logged. Raises Refused where there is none of this number."""
    referral = queries.locked_by_link(link.referral)
    rules.check_step(referral, ReferralStep.OPEN)
    record(referral, by=PARTNER)
    return queries.file_of(queries.parts_of(referral, _key_of(referral, link)), number)


@act(Act.REFERRAL_ACCEPTED, Act.REFERRAL_REFUSED, Act.REFERRAL_ANSWERED)
def answer(*, link: OpenLink, kind: AnswerKind, text: str) -> Referral:
    """Accept, refuse with a reason, or write; sealed to the unit. Raises Refused by the rules."""
    referral = queries.locked_by_link(link.referral)
    to = rules.check_step(referral, _STEPS.get(kind, ReferralStep.ANSWER))
    written = put_answer(referral, kind, text)
    if kind == AnswerKind.REFUSED:
        return end(referral, ReferralStep.REFUSE, act=Act.REFERRAL_REFUSED, by=PARTNER)
    referral.state = to
    referral.save(update_fields=["state"])
    record(referral, by=PARTNER, act=_ACTS[kind], sealed=written.envelope)
    return referral


def _count_wrong_code(referral: Referral) -> None:
    referral.wrong_codes += 1
    referral.save(update_fields=["wrong_codes"])
    if referral.wrong_codes >= rules.MOST_WRONG_CODES:
        end(referral, ReferralStep.LOCK, act=Act.REFERRAL_LOCKED, by=SYSTEM)


def _key_of(referral: Referral, link: OpenLink) -> bytes:
    return grants.open_grant(bytes(referral.grant), private=link.private, context=referral.key_context)

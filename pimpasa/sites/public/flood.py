"""A flood slows the flooder: beyond an address's allowance a report waits its turn, and none is refused for good.

Where JavaScript runs, the phone first does a sum (ALTCHA) that costs it some seconds and a flooder as many for each
report; who did it goes past the queue, at a rate of its own. Without JavaScript one waits.

The turn is a signed ticket bound to the draft, so that nobody can pass it on. Turns come one after another, and those
that were saved up go through no faster than they come: there is no moment at which everybody passes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
from datetime import timedelta

from altcha.v1 import ChallengeOptions, create_challenge, extract_params, verify_solution
from django.conf import settings
from django.core import signing

from pimpasa.allowances.actions import take
from pimpasa.allowances.addresses import Caller
from pimpasa.allowances.kinds import Allowance
from pimpasa.allowances.queries import wait
from pimpasa.common import clock
from pimpasa.sites.common.allowances import PASSES, REPORTS, TURNS, WORKERS

SECONDS_VALID = 600
SECONDS_TO_ASK_AGAIN = 60
_SALT = "turn"
# Half as many SHA-256 on the average: some seconds of a cheap phone.
LARGEST_NUMBER = 100_000
USED_ONCE = Allowance("work", 1, 1 / (2 * SECONDS_VALID / 60), why="a solution opens the way for one report")


def may_send(caller: Caller, draft: bytes, ticket: str, work: str) -> bool:
    """Whether this draft may become a report now: within the allowance, for its work, or since its turn has come."""
    if take(REPORTS, caller):
        return True
    if _is_done(draft, work) and take(WORKERS, caller):
        return True
    return _turn_has_come(draft, ticket) and take(PASSES, caller)


def new_work(draft: bytes) -> str:
    """A sum for this draft, as JSON for the page's script (ALTCHA, v1: a number whose SHA-256 is asked for)."""
    options = ChallengeOptions(
        max_number=LARGEST_NUMBER,
        hmac_key=_work_key(),
        expires=clock.now() + timedelta(seconds=SECONDS_VALID),
        params={"draft": draft.hex()},
    )
    return json.dumps(create_challenge(options).to_dict())


def _is_done(draft: bytes, work: str) -> bool:
    """Whether the sum is solved, this draft's, and was not used before."""
    try:
        solution = json.loads(base64.b64decode(work, validate=True))
        is_right, _why = verify_solution(solution, _work_key())
        is_ours = is_right and extract_params(solution).get("draft") == [draft.hex()]
        return is_ours and take(USED_ONCE, str(solution["challenge"]))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return False


def _work_key() -> bytes:
    return hashlib.sha256(b"altcha " + settings.SECRET_KEY.encode()).digest()


def take_ticket(caller: Caller, draft: bytes, ticket: str) -> tuple[str, int]:
    """A turn for this draft after those its address took before, and the seconds until then.

    Whose turn is still to come keeps it. Where too many wait there is no ticket, and the seconds say when to ask again.
    """
    if turn := _turn_of(draft, ticket):
        return ticket, max(2, round(turn - time.time()))
    seconds = wait(TURNS, caller, TURNS.most) + TURNS.seconds_each
    if not take(TURNS, caller):
        return "", SECONDS_TO_ASK_AGAIN
    turn = time.time() + seconds
    return signing.dumps({"draft": draft.hex(), "turn": turn}, salt=_SALT), max(1, round(seconds))


def _turn_has_come(draft: bytes, ticket: str) -> bool:
    turn = _turn_of(draft, ticket)
    return turn is not None and turn <= time.time()


def _turn_of(draft: bytes, ticket: str) -> float | None:
    """The moment of this draft's turn; None where the ticket is another's, forged or over."""
    try:
        turn = signing.loads(ticket, salt=_SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return None
    is_valid = turn["draft"] == draft.hex() and turn["turn"] + SECONDS_VALID > time.time()
    return float(turn["turn"]) if is_valid else None

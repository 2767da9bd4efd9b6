"""Wrong passwords, counted by pairs of an account and the address, or the officer's own browser, that they come from.

A password is looked at before anything is counted, and a right one counts for nothing. So nobody's wrong ones keep
anybody else out, and an officer's own browser not even those from beside it.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from pimpasa.accounts.models import Officer
from pimpasa.allowances.actions import take
from pimpasa.allowances.addresses import Caller
from pimpasa.allowances.kinds import Allowance
from pimpasa.allowances.queries import wait
from pimpasa.common.shares import ask_first
from pimpasa.sites.common.allowances import PASSWORDS, WRONG_FACTORS, WRONG_PASSWORDS, address

COOKIE = "perangkat"
PATH = "/masuk/"
YEAR = 365 * 24 * 3600
MOST_OFFICERS = 8  # at one office's computer
_SALT = "device"
# By account alone, and for strange browsers that had the right password: six digits, of which three are right at a
# time, are found once in 1,600 by so many guesses, from however many addresses. Officers' own browsers go on.
FACTORS_FROM_EVERYWHERE = Allowance("factors from everywhere", 200, 200 / 24 / 60, why="a day's guesses")


def too_many_wrong(request: HttpRequest, email: str) -> bool:
    """Whether this pair has to wait before the slow hash is spent on it once more."""
    if is_known(request, email):
        ask_first()
        return bool(wait(WRONG_PASSWORDS, _pair(request, email)))
    return bool(wait(WRONG_PASSWORDS, _pair(request, email)) or wait(PASSWORDS, address(request)))


def count_wrong(request: HttpRequest, email: str) -> None:
    take(WRONG_PASSWORDS, _pair(request, email))
    if not is_known(request, email):
        take(PASSWORDS, address(request))


def too_many_wrong_factors(request: HttpRequest, officer: Officer) -> bool:
    """Of the second step; strange browsers wait for each other there, for all have the right password already."""
    if wait(WRONG_FACTORS, _pair(request, officer.email)):
        return True
    return not is_known(request, officer.email) and bool(wait(FACTORS_FROM_EVERYWHERE, officer.actor))


def count_wrong_factor(request: HttpRequest, officer: Officer) -> None:
    take(WRONG_FACTORS, _pair(request, officer.email))
    if not is_known(request, officer.email):
        take(FACTORS_FROM_EVERYWHERE, officer.actor)


def is_known(request: HttpRequest, email: str) -> bool:
    """Whether this browser has signed in to this account before."""
    return _account(email) in _device(request)["accounts"]


def remember(request: HttpRequest, response: HttpResponse, officer: Officer) -> None:
    """Let the browser show from now on that this officer signed in with it; it opens nothing."""
    device = _device(request)
    accounts = [_account(officer.email), *(name for name in device["accounts"] if name != _account(officer.email))]
    if accounts == device["accounts"]:
        return
    response.set_cookie(
        COOKIE,
        signing.dumps({"id": device["id"] or secrets.token_hex(8), "accounts": accounts[:MOST_OFFICERS]}, salt=_SALT),
        max_age=YEAR,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
        path=PATH,
    )


def _pair(request: HttpRequest, email: str) -> Caller:
    device = _device(request)
    caller = Caller((f"device {device['id']}",)) if _account(email) in device["accounts"] else address(request)
    return caller.at(email)


def _account(email: str) -> str:
    """Whose, as the cookie names them: it lies on a computer that others use."""
    return signing.Signer(salt=_SALT).signature(email.strip().lower())[:16]


def _device(request: HttpRequest) -> dict[str, list[str] | str]:
    try:
        return dict(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=YEAR))
    except signing.BadSignature:
        return {"id": "", "accounts": []}

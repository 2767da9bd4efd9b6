"""The way back to a report as its reporter types it: a code or ten words, and the cookie that remembers them."""

from __future__ import annotations

from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from pimpasa.handling.queries.milestones import Mark
from pimpasa.ledger.queries import batch_of
from pimpasa.reports.errors import NoSuchReceipt, Shredded
from pimpasa.reports.models import Report
from pimpasa.reports.queries.opened import OpenReport, by_receipt, first_with_report
from pimpasa.sealing import receipts
from pimpasa.sealing.errors import MalformedCode, MalformedWords, SealingError
from pimpasa.sealing.receipts import Receipt

COOKIE = "lacak"
LOOKING_SECONDS = 30 * 60
# Says that somebody left, and nothing else. What was under way then sets the code's cookie once more; it opens nothing
# while this lasts, and is over before.
LEFT = "sudah"
LEFT_SECONDS = 2 * LOOKING_SECONDS


def receipt_in(text: str) -> Receipt | None:
    """The receipt of a report that a text names; None where none of those it may name has one.

    Raises MalformedCode or MalformedWords.
    """
    return first_with_report(receipts.read(text))


def what_is_wrong(malformed: MalformedCode | MalformedWords) -> str:
    """What to do about a code or words that cannot be right."""
    return _about_words(malformed) if isinstance(malformed, MalformedWords) else _about_code(malformed.reason)


def _about_code(reason: str) -> str:
    if reason == "length":
        return _("A code has 21 letters and digits. Please count again.")
    if reason == "character":
        return _("A code has letters and digits only.")
    return _("One letter or digit is not right. Please compare with what you kept.")


def _about_words(wrong: MalformedWords) -> str:
    if wrong.reason == "count":
        return _("There are ten words; we read %(n)d. Please look which one is missing or too many.") % {
            "n": wrong.number
        }
    if wrong.reason == "unknown":
        return _("Word %(n)d, “%(typed)s”, is not one of ours. Please compare it with what you kept.") % {
            "n": wrong.number,
            "typed": wrong.typed,
        }
    if wrong.reason == "unclear":
        return _("Word %(n)d, “%(typed)s”: do you mean %(words)s?") % {
            "n": wrong.number,
            "typed": wrong.typed,
            "words": _(" or ").join(f"“{word}”" for word in wrong.near),
        }
    return _("One of the words is not right, or they stand in another order. Please compare with what you kept.")


def open_with(response: HttpResponse, code: str) -> None:
    """Let this browser's tracking pages have the code that was typed, be it after somebody left."""
    remember(response, code)
    response.delete_cookie(LEFT, path="/lacak/", samesite="Strict")


def remember(response: HttpResponse, code: str) -> None:
    """Let this browser's tracking pages have the code, for half an hour from each use."""
    response.set_cookie(
        COOKIE,
        code,
        max_age=LOOKING_SECONDS,
        httponly=True,
        samesite="Strict",
        secure=settings.HTTPS,
        path="/lacak/",
    )


def forget(response: HttpResponse) -> None:
    """Take the code from this browser, and what answers still under way may set of it."""
    response.delete_cookie(COOKIE, path="/lacak/", samesite="Strict")
    response.set_cookie(
        LEFT, "1", max_age=LEFT_SECONDS, httponly=True, samesite="Strict", secure=settings.HTTPS, path="/lacak/"
    )


def receipt_of(request: HttpRequest) -> Receipt | None:
    """The receipt of the code in the browser's cookie; None after somebody left, until it is typed again."""
    if request.COOKIES.get(LEFT):
        return None
    try:
        return receipts.parse(request.COOKIES.get(COOKIE, ""))
    except MalformedCode:
        return None


def opened_by_cookie(request: HttpRequest) -> OpenReport | None:
    """The report of the code in the browser's cookie."""
    receipt = receipt_of(request)
    with suppress(NoSuchReceipt, Shredded, SealingError):
        return by_receipt(receipt) if receipt else None
    return None


def erased(request: HttpRequest) -> Report | None:
    """The report of the code in the browser's cookie, where its time was over."""
    receipt = receipt_of(request)
    try:
        if receipt is not None:
            by_receipt(receipt)
    except Shredded as gone:
        return gone.report
    except (NoSuchReceipt, SealingError):
        pass
    return None


def logged(received: Mark | None) -> dict[str, object]:
    """The act by which the report came in, and whether everybody can see its mark."""
    return {"entry": received, "is_public": received is not None and batch_of(received.position) is not None}

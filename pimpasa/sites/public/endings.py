"""What became of a form whose draft or report ended meanwhile: a sentence, and the words that came with it.

One rule for every page: whatever a view or a verb finds gone, sent or thrown away, be it between two of its lines.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pimpasa.reports import merging
from pimpasa.reports.errors import AlreadySent, DraftGone, NoSuchReceipt, Shredded
from pimpasa.reports.queries.opened import by_receipt
from pimpasa.sealing import receipts
from pimpasa.sealing.errors import SealingError
from pimpasa.sites.common.middleware import SAFE

GONE = 410
# What people write in; ticks and choices are quickly made again.
WRITTEN = ("narrative", "text", "place", "address")


class EndingsMiddleware:
    """Answers for every view of residents' pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, AlreadySent):
            return _sent(request, exception)
        if isinstance(exception, DraftGone):
            return _gone(request)
        if isinstance(exception, NoSuchReceipt | Shredded):
            return redirect("public:track") if request.method in SAFE else _gone(request)
        return None


def written(request: HttpRequest) -> str:
    """The words of a form, as they were typed."""
    words = [request.POST.get(name, "").strip() for name in WRITTEN]
    return "\n\n".join(dict.fromkeys(filter(None, words)))


def sealed_words(request: HttpRequest) -> str:
    """The words of a form that its browser sealed for itself, and opens again."""
    sealed = merging.sealed_in(request.POST.get("terkunci", ""))
    return sealed[0] if sealed else ""


def _gone(request: HttpRequest) -> HttpResponse:
    status = 200 if request.method in SAFE else GONE
    sealed = sealed_words(request)
    context = {"words": written(request), "sealed": json.dumps([sealed]) if sealed else ""}
    return render(request, "public/report/gone.html", context, status=status)


def _sent(request: HttpRequest, sent: AlreadySent) -> HttpResponse:
    """The receipt; before it the words that came too late to be part of the report."""
    words, sealed = written(request), sealed_words(request)
    if sealed and sent.locked and merging.print_of(sealed) in sent.locked.said:
        sealed = ""
    if not sealed and (not words or _says(sent.receipt, words)):
        return redirect("public:receipt")
    context = {"words": words, "sealed": json.dumps([sealed]) if sealed else "", "is_sent": True}
    return render(request, "public/report/gone.html", context, status=GONE)


def _says(code: str, words: str) -> bool:
    """Whether the report holds them: a form that was sent twice."""
    with suppress(NoSuchReceipt, Shredded, SealingError):
        answers = by_receipt(receipts.parse(code)).answers
        lines = "\n".join((answers.narrative, answers.place, answers.address)).split()
        return " ".join(words.split()) in " ".join(lines)
    return False

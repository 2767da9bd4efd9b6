"""All that was done to one thing, page by page, on a page of its own: nothing is opened for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from pimpasa.accounts.queries import acts_on, in_words
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.http import OfficerRequest

ALL = "semua"


def timeline_page(
    request: OfficerRequest, subjects: Sequence[str], *, what: str, back: str, others: str | Promise = ""
) -> HttpResponse:
    """The acts of these subjects, newest first; `?lihat=semua` shows who looked, too. `what` is the thing's name."""
    with_looks = request.GET.get("lihat") == ALL
    page = page_of(acts_on(subjects, with_looks=with_looks), request)
    context = {
        "rows": replace(page, rows=in_words(page.rows, others=others)),
        "with_looks": with_looks,
        "query": f"lihat={ALL}&" if with_looks else "",
        "what": what,
        "back": back,
    }
    return render(request, "officers/timeline.html", context)

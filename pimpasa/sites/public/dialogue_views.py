"""The public calendar of dialogues, and the page of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pimpasa.outreach.feeds import calendar_of
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.queries.dialogues import speakers_of
from pimpasa.outreach.queries.public import (
    on_public_feed,
    public_dialogue,
    public_held,
    public_to_come,
    published,
    published_photo,
    villages_with_public,
)
from pimpasa.sites.common.http import as_file, or_404
from pimpasa.sites.common.pages import page_of
from pimpasa.territory.models import Village
from pimpasa.territory.queries.places import by_code


def dialogues(request: HttpRequest) -> HttpResponse:
    """What is to come, by month, of all or of `?w=<kelurahan>`; below it what was held."""
    village = by_code(request.GET.get("w", "")[:13])
    context = {
        "months": by_month(public_to_come(village)),
        "rows": page_of(public_held(village), request, size=10),
        "villages": list(villages_with_public()),
        "village": village,
        "query": f"w={village.code}&" if village else "",
    }
    return render(request, "public/ngopi.html", context)


def by_month(rows: Iterable[Dialogue]) -> list[tuple[date, list[Dialogue]]]:
    """Dialogues in the order of their time under the first day of their month."""
    months = groupby(rows, key=lambda one: one.begins.date().replace(day=1))
    return [(month, list(rows_of_month)) for month, rows_of_month in months]


def dialogue(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """When, where, for whom, about what; that it was called off, and why; what came of it."""
    dialogue = _public_or_404(dialogue_id)
    speakers = speakers_of(dialogue)
    context = {"dialogue": dialogue, "speakers": speakers, "after": published(dialogue)}
    return render(request, "public/ngopi-satu.html", context)


def photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """A published photo. Kept by browsers for a week: one that is taken back is gone from them by then."""
    jpeg = or_404(published_photo(photo_id))
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response["Cache-Control"] = "public, max-age=604800"
    return response


def event(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """One dialogue, for the calendar of a phone."""
    return _calendar(request, [_public_or_404(dialogue_id)], "Ngopi Pimpasa")


def feed(request: HttpRequest, code: str = "") -> HttpResponse:
    """The calendar as a feed, of all or of one kelurahan."""
    village = _village_or_404(code) if code else None
    name = f"Ngopi Pimpasa, {village.name}" if village else "Ngopi Pimpasa"
    return _calendar(request, on_public_feed(village), name)


def _public_or_404(dialogue_id: UUID) -> Dialogue:
    dialogue = public_dialogue(dialogue_id)
    if dialogue is None:
        raise Http404(_("There is no such dialogue."))
    return dialogue


def _village_or_404(code: str) -> Village:
    village = by_code(code[:13])
    if village is None:
        raise Http404(_("There is no such kelurahan."))
    return village


def _calendar(request: HttpRequest, rows: list[Dialogue], name: str) -> HttpResponse:
    address = settings.ADDRESS or request.build_absolute_uri("/").rstrip("/")
    calendar = calendar_of(rows, name=name, address=address)
    return as_file(calendar, "ngopi.ics", "text/calendar; charset=utf-8", inline=True)

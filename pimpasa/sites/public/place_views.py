"""Where it happened, and the search for a kelurahan that it shares with the page of desks."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pimpasa.common import clock
from pimpasa.keys.errors import NoDeskKey
from pimpasa.keys.queries import open_route
from pimpasa.reports.actions.drafting import save_typed
from pimpasa.reports.contents import Answers
from pimpasa.reports.kinds import Channel
from pimpasa.sites.common.http import said_again
from pimpasa.sites.public import drafts, forms, sending
from pimpasa.sites.public.place_matches import likely, may_search, offered
from pimpasa.sites.public.report_views import go_on, in_another_language, page, with_answers, write
from pimpasa.sites.public.steps import PLACE
from pimpasa.territory.errors import NoOffice
from pimpasa.territory.models import Village
from pimpasa.territory.queries import places as territory

SEARCHES = {"cari", "lagi"}


@with_answers
def place(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Where it happened. Without JavaScript, a search shows its matches on the same page.

    A choice is void as soon as the words change: it goes on only with the words that it was chosen for.
    """
    if request.method != "POST":
        form = forms.PlaceForm(initial=forms.PlaceForm.initial_of(answers))
        return _page(request, answers, form, choice=answers.village)
    key = drafts.key_of(request) or b""
    if "bahasa" in request.GET:
        save_typed(browser_key=key, write=partial(_keep_words, request))
        return in_another_language(request, key)
    typed = request.POST.get("q", "").strip()
    if SEARCHES & request.POST.keys() or (typed and typed != request.POST.get("untuk", "").strip()):
        return _found(request, answers)
    form = forms.PlaceForm(request.POST)
    if not form.is_valid():
        return _page(request, answers, form, choice=request.POST.get("village", ""))
    posted = form.answered(chosen=True)
    answers = save_typed(browser_key=key, write=lambda draft: write(request, draft, posted))
    if sending.readers_shown(answers)["readers"] is None:
        return sending.nobody_reads(request, answers)
    return go_on(answers, key)


def _keep_words(request: HttpRequest, answers: Answers) -> None:
    form = forms.PlaceForm(request.POST)
    form.full_clean()
    write(request, answers, form.answered(chosen=False))


def _found(request: HttpRequest, answers: Answers) -> HttpResponse:
    """What the words mean now; nothing of it is chosen yet."""
    if not may_search(request):
        return _to_wait(request, answers)
    context = offered(request)
    form = forms.PlaceForm(initial={**request.POST.dict(), "village": ""})
    response = _page(request, answers, form, search=context)
    if not context["matches"] or not SEARCHES & request.POST.keys():
        response.status_code = 422
    return response


def _to_wait(request: HttpRequest, answers: Answers) -> HttpResponse:
    """The page with what was typed, for an address that searched too much."""
    form = forms.PlaceForm(request.POST)
    form.errors.clear()
    form.add_error("q", _("Please wait a moment."))
    response = _page(request, answers, form)
    response.status_code = 429
    return response


def _page(
    request: HttpRequest,
    answers: Answers,
    form: forms.PlaceForm,
    *,
    choice: str = "",
    search: dict[str, Any] | None = None,
) -> HttpResponse:
    """What is probably meant as cards, with what was chosen; after a search what it found instead."""
    near = answers.village if answers.channel == Channel.POSTER else ""
    cards = None if search else likely(near, choice)
    rows = [*(cards or search or {})["matches"]]
    # The summary of errors leads to where one can do something.
    form.fields["village"].widget.attrs["id"] = "near-1" if cards and rows else form["q"].id_for_label
    if cards and rows:
        form.fields["q"].help_text = ""  # there is a choice already, and what is not needed is not read
    villages = {match.village for match in rows}
    places = territory.places_of(villages.pop()) if len(villages) == 1 else []
    context = {"places": places, "near": near, "cards": cards, **(search or {})}
    return page(request, PLACE, answers, form=form, **context)


@said_again
@csrf_exempt
def desks(request: HttpRequest) -> HttpResponse:
    """Which Pimpasa's desk and which office read reports from a kelurahan."""
    typed, code = request.POST.get("q", ""), request.POST.get("village") or request.GET.get("w", "")
    chosen = territory.by_choice(code)
    context: dict[str, Any] = {"q": typed, "searched": bool(typed) and not chosen}
    if chosen:
        context |= {"village": chosen.village, "chosen": chosen, "way": _way(chosen.village)}
    elif typed and not may_search(request):
        return render(request, "public/wilayah.html", context | {"is_to_wait": True}, status=429)
    elif typed:
        context |= offered(request)
    return render(request, "public/wilayah.html", context)


def _way(village: Village) -> object:
    try:
        return open_route(village, on=clock.today())[0]
    except (NoOffice, NoDeskKey):
        return None

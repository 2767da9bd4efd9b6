"""Where it happened, and the search for a kelurahan that it shares with the page of desks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pimpasa.allowances.actions import take
from pimpasa.common import clock
from pimpasa.reports.actions.drafting import save_draft
from pimpasa.reports.contents import Answers
from pimpasa.sites.common.allowances import PLACE_SEARCHES, address
from pimpasa.sites.public import drafts, forms, sending
from pimpasa.sites.public.report_views import go_on, in_another_language, page, with_answers
from pimpasa.sites.public.steps import PLACE
from pimpasa.territory import queries as territory
from pimpasa.territory.errors import NoOffice, NoSuchPoint
from pimpasa.territory.models import Village
from pimpasa.territory.routing import route


@with_answers
def place(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Where it happened. Without JavaScript, a search shows its matches on the same page.

    A choice is void as soon as the words change: it goes on only with the words that it was chosen for.
    """
    if request.method != "POST":
        form = forms.PlaceForm(initial=forms.PlaceForm.initial_of(answers))
        return _page(request, answers, form, _chosen(answers.village))
    key = drafts.key_of(request) or b""
    if "bahasa" in request.GET:
        _keep_words(request, answers)
        save_draft(browser_key=key, answers=answers)
        return in_another_language(request, key)
    typed = request.POST.get("q", "").strip()
    if "cari" in request.POST or (typed and typed != request.POST.get("untuk", "").strip()):
        return _found(request, answers)
    form = forms.PlaceForm(request.POST)
    if form.is_valid() and not _chosen(form.cleaned_data["village"]):
        form.add_error("village", _("Choose the kelurahan from the list."))
    if not form.is_valid():
        return _page(request, answers, form, _chosen(request.POST.get("village", "")))
    form.write(answers)
    save_draft(browser_key=key, answers=answers)
    if sending.readers_shown(answers)["readers"] is None:
        return sending.nobody_reads(request, answers)
    return go_on(answers, key)


def _keep_words(request: HttpRequest, answers: Answers) -> None:
    form = forms.PlaceForm(request.POST)
    form.full_clean()
    for name in ("rw", "rt", "place", "address"):
        setattr(answers, name, form.cleaned_data.get(name, getattr(answers, name)))


def _found(request: HttpRequest, answers: Answers) -> HttpResponse:
    """What the words mean now; nothing of it is chosen yet."""
    typed = request.POST.get("q", "")
    villages = territory.search_villages(typed)
    form = forms.PlaceForm(initial={**request.POST.dict(), "village": ""})
    response = _page(request, answers, form, villages, searched=True, typed=typed)
    if not villages or "cari" not in request.POST:
        response.status_code = 422
    return response


def _page(
    request: HttpRequest,
    answers: Answers,
    form: forms.PlaceForm,
    villages: list[Village],
    *,
    searched: bool = False,
    typed: str = "",
) -> HttpResponse:
    chosen = form["village"].value() or ""
    places = territory.places_of(villages[0]) if len(villages) == 1 else []
    return page(
        request,
        PLACE,
        answers,
        form=form,
        villages=villages,
        chosen=chosen,
        searched=searched,
        typed=typed,
        places=places,
    )


def _chosen(code: str) -> list[Village]:
    village = territory.by_code(code) if code else None
    return [village] if village else []


@csrf_exempt
def matches(request: HttpRequest) -> HttpResponse:
    """The part of the page that a search or the phone's position fills; posted, so that no log keeps it."""
    if not take(PLACE_SEARCHES, address(request)):
        return HttpResponse(_("Please wait a moment."), status=429)
    try:
        villages, decided = _proposed(request)
    except (NoSuchPoint, ValueError):
        villages, decided = [], False
    typed = request.POST.get("q", "")
    context = {"villages": villages, "decided": decided, "searched": True, "chosen": "", "typed": typed}
    return render(request, "public/parts/villages.html", context)


def _proposed(request: HttpRequest) -> tuple[list[Village], bool]:
    if "lat" in request.POST:
        return territory.propose_villages(float(request.POST["lat"]), float(request.POST.get("lon", "nan")))
    return territory.search_villages(request.POST.get("q", "")), False


@csrf_exempt
def desks(request: HttpRequest) -> HttpResponse:
    """Which Pimpasa's desk and which office read reports from a kelurahan."""
    typed, code = request.POST.get("q", ""), request.POST.get("village") or request.GET.get("w", "")
    chosen = _chosen(code[:13])
    villages = [] if chosen else territory.search_villages(typed)
    context = {"q": typed, "villages": villages, "searched": bool(typed) and not chosen}
    if chosen:
        context |= {"village": chosen[0], "way": _way(chosen[0])}
    return render(request, "public/wilayah.html", context)


def _way(village: Village) -> object:
    try:
        return route(village, on=clock.today())
    except NoOffice:
        return None

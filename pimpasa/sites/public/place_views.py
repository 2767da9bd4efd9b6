"""Step 4, and the search for a kelurahan that it shares with the page of desks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pimpasa.allowances.actions import take
from pimpasa.common import clock
from pimpasa.reports.contents import Answers
from pimpasa.sites.common.allowances import PLACE_SEARCHES, address
from pimpasa.sites.public import forms
from pimpasa.sites.public.report_views import go_on, page, with_answers
from pimpasa.sites.public.steps import BY_SLUG
from pimpasa.territory import queries as territory
from pimpasa.territory.errors import NoOffice, NoSuchPoint
from pimpasa.territory.models import Village
from pimpasa.territory.routing import route


@with_answers
def place(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Step 4: where it happened. Without JavaScript, a search shows its matches on the same page."""
    step = BY_SLUG["tempat"]
    if request.method != "POST":
        form = forms.PlaceForm(initial=forms.PlaceForm.initial_of(answers))
        return _page(request, answers, form, _chosen(answers.village))
    if "cari" in request.POST or (request.POST.get("q", "").strip() and not request.POST.get("village")):
        return _found(request, answers)
    form = forms.PlaceForm(request.POST)
    if form.is_valid() and not _chosen(form.cleaned_data["village"]):
        form.add_error("village", _("Choose the kelurahan from the list."))
    if not form.is_valid():
        return _page(request, answers, form, _chosen(request.POST.get("village", "")))
    form.write(answers)
    return go_on(request, step, answers)


def _found(request: HttpRequest, answers: Answers) -> HttpResponse:
    typed = request.POST.get("q", "")
    villages = territory.search_villages(typed)
    form = forms.PlaceForm(initial=request.POST.dict())
    response = _page(request, answers, form, villages, searched=True)
    if not villages:
        response.status_code = 422
    return response


def _page(
    request: HttpRequest, answers: Answers, form: forms.PlaceForm, villages: list[Village], *, searched: bool = False
) -> HttpResponse:
    chosen = form["village"].value() or ""
    places = territory.places_of(villages[0]) if len(villages) == 1 else []
    return page(
        request,
        BY_SLUG["tempat"],
        answers,
        form=form,
        villages=villages,
        chosen=chosen,
        searched=searched,
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
    context = {"villages": villages, "decided": decided, "searched": True, "chosen": ""}
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

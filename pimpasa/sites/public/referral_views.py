"""The partner's door: a link and a code open what an office handed over. No account, no session, no JavaScript.

The link's secret stands in the path, so no answer may be kept by anybody or tell where it came from.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from pimpasa.accounts.errors import Refused
from pimpasa.allowances.actions import take
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.referrals import labels, queries
from pimpasa.referrals.actions import links
from pimpasa.referrals.contents import OpenLink
from pimpasa.referrals.errors import NoSuchReferral, WrongCode
from pimpasa.referrals.kinds import AnswerKind
from pimpasa.sealing.errors import MalformedCode, SealingError
from pimpasa.sites.common.allowances import DOOR_CODES, address
from pimpasa.sites.common.http import acting, as_stream, render_form
from pimpasa.sites.public.referral_forms import DoorAnswerForm, DoorCodeForm

COOKIE = "rujukan"
OPEN_SECONDS = 30 * 60
View = Callable[..., HttpResponseBase]


def private_page(view: View) -> View:
    """Nothing of the page is kept or told on; every door that is not there gets one and the same answer."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, link: str, **kwargs: object) -> HttpResponseBase:
        try:
            response = view(request, link, **kwargs)
        except NoSuchReferral:
            response = render(request, "public/rujukan-tidak-ada.html", status=404)
        except WrongCode:
            response = redirect("public:referral", link)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


@private_page
def referral(request: HttpRequest, link: str) -> HttpResponseBase:
    """Ask for the code; once it was right, show what was handed over. Each look is logged."""
    referral = queries.by_link(link)
    door = _door(request, link)
    if door is not None and request.method != "POST":
        return _shown(request, door, DoorAnswerForm())
    form = DoorCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (seed := _unlocked(request, link, form)):
        return _remember(redirect("public:referral", link), request, seed)
    context = {"office": referral.case.office, "form": form}
    return render_form(request, "public/rujukan.html", context)


def _unlocked(request: HttpRequest, link: str, form: DoorCodeForm) -> bytes:
    try:
        return links.unlock(link=link, code=form.cleaned_data["code"])
    except MalformedCode:
        reason = _("This is no code: it has 11 letters and digits. Please compare it again.")
    except WrongCode:
        reason = _("This code is not right. After ten wrong codes the page closes for good.")
    if not take(DOOR_CODES, address(request)):
        reason = _("Too many tries from here. Please wait a minute.")
    form.add_error("code", reason)
    return b""


def _remember(response: HttpResponseRedirect, request: HttpRequest, seed: bytes) -> HttpResponseRedirect:
    """The private key stays with the partner's browser, for these pages and half an hour."""
    response.set_cookie(
        COOKIE,
        seed.hex(),
        max_age=OPEN_SECONDS,
        httponly=True,
        samesite="Strict",
        secure=settings.HTTPS,
        path=request.path,
    )
    return response


def _door(request: HttpRequest, link: str) -> OpenLink | None:
    try:
        return queries.open_link(link, bytes.fromhex(request.COOKIES.get(COOKIE, "")))
    except (ValueError, WrongCode):
        return None


def _open_door(request: HttpRequest, link: str) -> OpenLink:
    door = _door(request, link)
    if door is None:
        queries.by_link(link)
        raise WrongCode
    return door


def _shown(request: HttpRequest, door: OpenLink, form: DoorAnswerForm) -> HttpResponse:
    parts = links.look(link=door)
    context = {
        "referral": door.referral,
        "parts": parts,
        "sections": labels.sections_in_words(parts),
        "purpose": labels.purpose_of(parts),
        "consent": labels.consent_of(parts),
        "form": form,
    }
    return render_form(request, "public/rujukan-isi.html", context)


@private_page
def answer(request: HttpRequest, link: str) -> HttpResponseBase:
    """Accept, refuse or write. After a refusal there is nothing left to open."""
    door = _open_door(request, link)
    if request.method != "POST":
        return redirect("public:referral", link)
    form = DoorAnswerForm(request.POST)
    if form.is_valid():
        kind = AnswerKind(form.cleaned_data["kind"])
        with acting(form, "text"):
            links.answer(link=door, kind=kind, text=form.cleaned_data["text"])
            return _thanks(request, link, kind)
    return _shown(request, door, form)


def _thanks(request: HttpRequest, link: str, kind: AnswerKind) -> HttpResponse:
    is_over = kind == AnswerKind.REFUSED
    response = render(request, "public/rujukan-terjawab.html", {"link": link, "is_over": is_over})
    if is_over:
        _forget(response, link)
    return response


@private_page
def file(request: HttpRequest, link: str, number: int) -> HttpResponseBase:
    """A file that the office chose, as it was handed in, never shown in the browser."""
    door = _open_door(request, link)
    try:
        facts, chunks = links.take_file(link=door, number=number)
        return as_stream(chunks, facts.name, size=facts.size)
    except (Refused, StoreUnavailable, SealingError):
        return render(request, "public/rujukan-berkas.html", {"link": link}, status=404)


@private_page
def close(request: HttpRequest, link: str) -> HttpResponseBase:
    """Forget the key in this browser."""
    if request.method != "POST":
        return redirect("public:referral", link)
    response = redirect("public:referral", link)
    _forget(response, link)
    return response


def _forget(response: HttpResponse, link: str) -> None:
    response.delete_cookie(COOKIE, path=f"/rujukan/{link}/", samesite="Strict")

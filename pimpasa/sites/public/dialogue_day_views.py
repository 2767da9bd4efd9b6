"""A dialogue on a resident's own phone: no account, no name, no JavaScript.

A seat's token stands in a cookie of that dialogue's pages alone. They need no CSRF token: a post from another site
carries no such cookie (SameSite=Lax), so it could at most take an empty seat.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from pimpasa.allowances.actions import take
from pimpasa.outreach.day.actions import seats
from pimpasa.outreach.day.errors import NoSuchDialogue, NotSeated, SoundsLikeReport
from pimpasa.outreach.day.queries import Screen, is_filling, many_wait, screen_by_code, seat_of, taken_part
from pimpasa.outreach.kinds import DONT_KNOW
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.queries.rounds import questions_of
from pimpasa.outreach.states import DialogueState, Phase, QuestionState
from pimpasa.sites.common.allowances import LAST_QUESTIONS, LAST_SEATS, SEATS, WRONG_ROOM_CODES, address
from pimpasa.sites.common.http import UNPROCESSABLE, Refusable, acting, render_form
from pimpasa.sites.public import confirmations
from pimpasa.sites.public.dialogue_day_forms import AskForm, JoinForm, VoteForm

COOKIE = "ngopi"
A_DAY = 12 * 60 * 60
View = Callable[..., HttpResponseBase]


def of_room(view: View) -> View:
    """Give the view the room of the code. Wrong codes are counted, right ones never.

    Who types many wrong ones in a hall shuts nobody out of it: a code that others use there goes on being taken.
    """

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, screen_by_code(code), **kwargs)
        except NoSuchDialogue:
            if not take(WRONG_ROOM_CODES, address(request)):
                return _ask_code(request, _("Too many wrong codes from here. Please wait a minute."), code, status=429)
            reason = _("No dialogue has this code. Please compare it with the one on the screen.")
            return _ask_code(request, reason, code, status=404)
        except NotSeated:
            return redirect("public:room", code)

    return inner


@csrf_exempt
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the screen, for who cannot read its QR."""
    form = JoinForm({"code": request.GET["kode"]} if "kode" in request.GET else None)
    if form.is_valid():
        return redirect("public:room", form.cleaned_data["code"])
    return render_form(request, "public/ikut/kode.html", {"form": form})


def _ask_code(request: HttpRequest, reason: str, code: str, *, status: int) -> HttpResponse:
    form = JoinForm({"code": code[:20]})
    form.is_valid()
    form.errors.clear()
    form.add_error("code", reason)
    return render(request, "public/ikut/kode.html", {"form": form}, status=status)


@of_room
def enter(request: HttpRequest, now: Screen) -> HttpResponseBase:
    """The room: one tap takes part; then what the part that is on asks for."""
    if now.dialogue.state != DialogueState.UNDER_WAY:
        return _forget(_page(request, now, "selesai"), now.dialogue)
    seat = seat_of(now, _token(request))
    if request.method == "POST" and seat is None:
        return _sit(request, now)
    if seat is None:
        return _page(request, now, "masuk")
    response = _shown(request, now)
    return confirmations.said(request, response) if confirmations.has_happened(request, "asked") else response


@of_room
@require_GET
def state(request: HttpRequest, now: Screen) -> HttpResponseBase:
    """Whether there is something new, as small as can be: every phone asks every few seconds."""
    tag = f'"{now.state}"'
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = JsonResponse({"version": now.dialogue.version, "phase": now.phase, "state": now.state})
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    return response


@of_room
@require_POST
def answer(request: HttpRequest, now: Screen) -> HttpResponseBase:
    """The five answers of a round, once."""
    texts = {key: request.POST.get(key, "") for key in now.dialogue.quiz}
    choices = {key: int(text) for key, text in texts.items() if text.isascii() and text.isdecimal() and len(text) < 3}
    with Refusable() as refusal:
        seats.answer(code=_code(now), token=_token(request), choices=choices)
        return redirect("public:room", _code(now))
    return _shown(request, now, problem=refusal.reason, chosen=choices)


@of_room
@require_POST
def ask(request: HttpRequest, now: Screen) -> HttpResponseBase:
    """A question; one that is really a report is told its way in private, and not kept."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return _shown(request, now, form=form)
    text, anyway = form.cleaned_data["text"], form.cleaned_data["anyway"]
    if many_wait(now.dialogue) and not take(LAST_QUESTIONS, address(request)):
        form.add_error("text", _("Very many questions wait to be read. Please send yours again in a few minutes."))
        return _shown(request, now, form=form)
    try:
        with acting(form, "text"):
            seats.ask(code=_code(now), token=_token(request), text=text, anyway=anyway)
            return confirmations.confirmed_at(reverse("public:room", args=[_code(now)]), "asked")
    except SoundsLikeReport as report:
        context = {"heard": report.trouble, "text": text, "report": report_link(now.dialogue), "tried": anyway}
        return render(request, "public/ikut/pribadi.html", {"room": now, **context}, status=UNPROCESSABLE)
    return _shown(request, now, form=form)


@of_room
@require_POST
def vote(request: HttpRequest, now: Screen) -> HttpResponseBase:
    form = VoteForm(request.POST)
    if not form.is_valid():
        return _shown(request, now, problem=_("This question is answered, or not shown any more."))
    question: UUID = form.cleaned_data["question"]
    with Refusable() as refusal:
        seats.vote(code=_code(now), token=_token(request), question=question, wants=form.cleaned_data["wants"])
        return redirect(reverse("public:room", args=[_code(now)]) + f"#q-{question}")
    return _shown(request, now, problem=refusal.reason)


@of_room
@require_POST
def next_person(request: HttpRequest, now: Screen) -> HttpResponseBase:
    """This phone passes round: who comes next has a seat of their own."""
    if now.dialogue.state != DialogueState.UNDER_WAY:
        return redirect("public:room", _code(now))
    return _sit(request, now)


def _sit(request: HttpRequest, now: Screen) -> HttpResponseBase:
    if not take(SEATS, address(request)):
        reason = _("Too many phones joined from here at once. Please try again in a minute.")
        return _page(request, now, "masuk", problem=reason, status=429)
    if is_filling(now.dialogue) and not take(LAST_SEATS, address(request)):
        reason = _("Too many phones joined from here at once. Please try again in a minute.")
        return _page(request, now, "masuk", problem=reason, status=429)
    with Refusable() as refusal:
        return _seated(now, seats.sit(code=_code(now)))
    return _page(request, now, "masuk", problem=refusal.reason, status=UNPROCESSABLE)


def _seated(now: Screen, token: bytes) -> HttpResponseBase:
    response = redirect("public:room", _code(now))
    path = reverse("public:room", args=[_code(now)])
    response.set_cookie(
        COOKIE, token.hex(), max_age=A_DAY, httponly=True, samesite="Lax", secure=settings.HTTPS, path=path
    )
    return response


def _shown(request: HttpRequest, now: Screen, problem: str = "", **more: Any) -> HttpResponse:
    """What the part that is on shows to this seat. Raises NotSeated."""
    seat = seat_of(now, _token(request))
    if seat is None:
        raise NotSeated
    own = taken_part(now, seat)
    form = more.get("form") or AskForm()
    context = {
        "own": own,
        "shown": [(question, own.votes.get(question.question.pk, question.votes)) for question in now.shown],
        "form": form,
        "problem": problem,
        "chosen": more.get("chosen", {}),
        "questions": _questions(now, more.get("chosen", {})),
        "private": any(question.state == QuestionState.PRIVATE for question in own.questions),
        "sent": confirmations.has_happened(request, "asked"),
        "dont_know": DONT_KNOW,
    }
    status = UNPROCESSABLE if problem or form.errors else 200
    return _page(request, now, "ruang", status=status, **context)


def _questions(now: Screen, chosen: dict[str, int]) -> list[dict[str, Any]]:
    """The five, with what was chosen; what is right only once both rounds are over."""
    if now.phase not in (Phase.BEFORE, Phase.AFTER, Phase.THANKS):
        return []
    rows = []
    for question in questions_of(now.dialogue):
        words = question.said(get_language())
        options = list(enumerate(words.options))
        rows.append({"key": question.key, "words": words, "options": options, "chosen": chosen.get(question.key)})
        if now.phase == Phase.THANKS:
            rows[-1] |= {"right": words.options[question.right], "why": words.why}
    return rows


def _page(request: HttpRequest, now: Screen, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"room": now, "dialogue": now.dialogue, "report": report_link(now.dialogue)}
    return render(request, f"public/ikut/{name}.html", context, status=status)


def report_link(dialogue: Dialogue) -> str:
    """The report form with the place filled in; nothing that was asked goes along."""
    place = {"w": dialogue.village_id}
    if len(dialogue.rws) == 1:
        place["rw"] = dialogue.rws[0]
    return f"{reverse('public:report')}?{urlencode(place)}"


def _code(now: Screen) -> str:
    return now.dialogue.code or ""


def _token(request: HttpRequest) -> bytes:
    try:
        return bytes.fromhex(request.COOKIES.get(COOKIE, "")[:64])
    except ValueError:
        return b""


def _forget(response: HttpResponse, dialogue: Dialogue) -> HttpResponse:
    response.delete_cookie(COOKIE, path=reverse("public:room", args=[dialogue.code]), samesite="Lax")
    return response

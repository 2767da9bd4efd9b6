"""From a draft to its receipt: who would read it, and sending it to them and nobody else."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from pimpasa.common import clock
from pimpasa.common.measures import now_counting
from pimpasa.education.helplines import helplines
from pimpasa.keys.errors import NoDeskKey
from pimpasa.reports.actions.accepting import submit_sealed
from pimpasa.reports.actions.drafting import save_typed
from pimpasa.reports.actions.submitting import submit
from pimpasa.reports.contents import Answers
from pimpasa.reports.errors import DraftChanged, Incomplete, ReadersChanged, Unfit
from pimpasa.reports.queries.drafts import draft_id, load_draft
from pimpasa.reports.queries.readers import readers_of
from pimpasa.sites.common.allowances import address
from pimpasa.sites.public import drafts, flood, forms, phone
from pimpasa.sites.public.drafts import Draft
from pimpasa.sites.public.steps import SENDING, STEPS, first_open
from pimpasa.territory.errors import NoOffice
from pimpasa.territory.models import Village

TICKET = "giliran"
SECONDS_KEPT = 30 * 60


def readers_shown(answers: Answers) -> dict[str, Any]:
    """Who would read it, for a page that says so and promises it; `readers` is None where nobody could."""
    try:
        readers = readers_of(answers.village, on=clock.today())
    except (NoOffice, NoDeskKey, Village.DoesNotExist):
        return {"readers": None}
    form = forms.SendForm(initial={"direct": answers.direct, "promise": readers.promise})
    return {"readers": readers, "village": readers.village, "send_form": form}


def nobody_reads(request: HttpRequest, answers: Answers) -> HttpResponse:
    """No office reads reports from there: said before anything more is written."""
    context = {"helplines": helplines(), "answers": answers}
    return render(request, "public/report/no_office.html", context, status=503)


def send_page(request: HttpRequest, answers: Answers, **why: object) -> HttpResponse:
    """Who reads it, and the button; `why` it was not sent: `is_changed` where others read it now than was told.

    `is_refused` where what the phone sealed could not be taken: then the server seals. `is_behind` where the draft was
    changed on another page, and `too_long` with the form of words that are.
    """
    readers_context = readers_shown(answers)
    if readers_context["readers"] is None:
        return nobody_reads(request, answers)
    context = {
        "step": SENDING,
        "last": len(STEPS),
        "back": STEPS[1].url,
        "answers": answers,
        "way": "way",
        **phone.to_seal(
            drafts.key_of(request) or b"", answers, readers_context["readers"], is_refused="is_refused" in why
        ),
        **readers_context,
        **why,
    }
    return render(request, "public/report/send.html", context, status=422 if why else 200)


def send(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Make the draft a report. Sent twice, or again after a lost reply, it leads to the same receipt.

    Raises ExhibitGone where a file is missing, DraftGone, or AlreadySent with the receipt.
    """
    form = forms.SendForm(request.POST)
    form.full_clean()
    is_direct = form.cleaned_data.get("direct", False)
    opened = forms.OpenedForm(request.POST)
    if not opened.is_valid():
        return _once_more(request, draft, is_direct, too_long=opened)
    try:
        draft.answers = save_typed(browser_key=draft.key, write=partial(_write, request, opened, is_direct))
        return _in_turn(request, draft, form.cleaned_data.get("promise", ""))
    except Unfit:
        return _once_more(request, draft, is_direct, is_refused=True)
    except DraftChanged:
        return _once_more(request, draft, is_direct, is_behind=True)


def _once_more(request: HttpRequest, draft: Draft, is_direct: bool, **why: object) -> HttpResponse:
    """The last page of the draft as it is now, with what was just chosen on it."""
    answers = load_draft(draft.key)
    choose(is_direct, answers)
    return send_page(request, answers, **why)


def _in_turn(request: HttpRequest, draft: Draft, promise: str) -> HttpResponse:
    ticket = request.POST.get(TICKET) or request.COOKIES.get(TICKET, "")
    if not flood.may_send(address(request), draft_id(draft.key), ticket, request.POST.get("altcha", "")):
        now_counting().refused()
        return _wait(request, draft, ticket)
    return _submit(request, draft, promise)


def _write(request: HttpRequest, opened: forms.OpenedForm, is_direct: bool, answers: Answers) -> None:
    choose(is_direct, answers)
    phone.open_words(request, opened, answers)


def choose(is_direct: bool, answers: Answers) -> None:
    """Send it past the Pimpasa, or not."""
    answers.direct = is_direct


def _submit(request: HttpRequest, draft: Draft, promise: str) -> HttpResponse:
    try:
        if posted := phone.sealed_in(request):
            (pk, page_digest), sealed = posted
            submit_sealed(browser_key=draft.key, promise=promise, pk=pk, told=page_digest, sealed=sealed)
        else:
            submit(browser_key=draft.key, promise=promise)
    except Incomplete as missing:
        return HttpResponseRedirect(first_open(missing.answers).url)
    except ReadersChanged:
        return send_page(request, draft.answers, is_changed=True)
    except (NoOffice, NoDeskKey, Village.DoesNotExist):
        now_counting().refused()
        return nobody_reads(request, draft.answers)
    response = redirect("public:receipt")
    drafts.set_cookie(response, draft.key, seconds=settings.RECEIPT_LIFE.total_seconds())
    response.delete_cookie(drafts.BEGUN, samesite="Lax")
    return response


def _wait(request: HttpRequest, draft: Draft, ticket: str) -> HttpResponse:
    ticket, seconds = flood.take_ticket(address(request), draft_id(draft.key), ticket)
    context = {
        "ticket": ticket,
        "seconds": seconds,
        "work": flood.new_work(draft_id(draft.key)),
        "has_worked": bool(request.POST.get("altcha")),
        "promise": request.POST.get("promise", ""),
        "direct": draft.answers.direct,
        "sealed": request.POST.get(phone.FIELD, ""),
        "ident": request.POST.get(phone.IDENT, ""),
    }
    response = render(request, "public/report/wait.html", context, status=429)
    response["Retry-After"] = str(seconds)
    response.set_cookie(
        TICKET, ticket, max_age=SECONDS_KEPT, httponly=True, samesite="Strict", secure=settings.HTTPS, path="/lapor/"
    )
    return response

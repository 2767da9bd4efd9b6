"""The check of a job offer. What is pasted, answered or pictured is read, answered and forgotten.

No cookie, no row, no address with words in it. Only who presses “Turn this into a report” begins a draft. The forms
need no CSRF token: a post from another site stores nothing, and the one that begins a draft is refused.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pimpasa.agencies.queries import look_up
from pimpasa.allowances.actions import take
from pimpasa.education.documents import mentioned, to_ask
from pimpasa.education.forms import HeldUploadHandler
from pimpasa.education.helplines import helplines, work_abroad
from pimpasa.education.offers import asking
from pimpasa.education.offers.browser import for_browser, questions_for_browser
from pimpasa.education.offers.checking import Checked, Level, check
from pimpasa.education.offers.companies import agencies, is_abroad
from pimpasa.education.offers.errors import Unreadable
from pimpasa.education.offers.posters import Poster, languages, words_of
from pimpasa.education.offers.questions import ABROAD, QUESTIONS, Said, check_answers
from pimpasa.reports.actions.drafting import save_typed
from pimpasa.reports.contents import LONGEST_STORY, Answers
from pimpasa.reports.indicators import GROUPS_OF_KIND, INDICATORS
from pimpasa.reports.kinds import Kind
from pimpasa.reports.queries.drafts import draft_id, is_being_written
from pimpasa.sites.common.allowances import DRAFTS, OFFER_PICTURES, OFFER_TEXTS, address
from pimpasa.sites.common.http import said_again
from pimpasa.sites.public import drafts
from pimpasa.sites.public.offer_forms import AskedForm, OfferForm, PictureForm, QuestionsForm


@said_again
@csrf_exempt
def offers(request: HttpRequest) -> HttpResponse:
    """The start: paste the words, or go on to questions or a picture."""
    if request.method != "POST":
        return _start(request, OfferForm())
    form = OfferForm(request.POST)
    if not form.is_valid():
        return _start(request, form, status=422)
    if not take(OFFER_TEXTS, address(request)):
        form.add_error(None, _too_many())
        return _start(request, form, status=429)
    return _words_checked(request, form.cleaned_data["text"], request.POST)


@said_again
@csrf_exempt
def questions(request: HttpRequest) -> HttpResponse:
    """Without a text: what somebody knows of the offer."""
    form = QuestionsForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "rules": questions_for_browser()}
        return render(request, "public/lowongan/tanya.html", context, status=status)
    values = form.cleaned_data
    context = {
        "documents": to_ask(seen=form.seen()) if values[ABROAD] != Said.NO else [],
        "is_abroad": values[ABROAD] == Said.YES,
        "given": [(question.sign, values[question.sign]) for question in QUESTIONS if values[question.sign]],
    }
    return _result(request, check_answers(values), **context)


@csrf_exempt
def picture(request: HttpRequest) -> HttpResponse:
    """A photo or poster: its words are read, shown to be corrected, and checked."""
    request.upload_handlers = [HeldUploadHandler(request)]
    if request.method != "POST":
        return _picture_page(request, PictureForm())
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return _picture_page(request, form, status=422)
    if not take(OFFER_PICTURES, address(request)):
        form.add_error(None, _too_many())
        return _picture_page(request, form, status=429)
    try:
        poster = words_of(form.cleaned_data["picture"].read())
    except Unreadable as wrong:
        form.add_error("picture", str(wrong.reason))
        return _picture_page(request, form, status=422)
    return _words_checked(request, poster.text, poster=poster)


@csrf_exempt
@require_POST
def to_report(request: HttpRequest) -> HttpResponse:
    """Begin a report with the offer's words and the signs found; every page of it can still be changed."""
    key = _key(request)
    if not take(DRAFTS, address(request)):
        return drafts.too_many(request)
    answers = save_typed(browser_key=key, write=partial(_write, request))
    response = HttpResponseRedirect(reverse("public:report"))
    drafts.hold(response, drafts.Draft(key, answers))
    return response


def _key(request: HttpRequest) -> bytes:
    """Of the draft that this browser has begun, or a new one."""
    key = drafts.key_of(request)
    return key if key is not None and is_being_written(draft_id(key)) else drafts.new_key()


def _write(request: HttpRequest, answers: Answers) -> None:
    signs = _take_over(answers, request)
    answers.kind = answers.kind or _kind_of(signs)
    fitting = {n for n in signs if INDICATORS[n].group in GROUPS_OF_KIND[Kind(answers.kind)]}
    answers.indicators = sorted({*answers.indicators, *fitting})


def _take_over(answers: Answers, request: HttpRequest) -> set[int]:
    """Put the offer's words, or what was answered, behind what the draft tells already; the indicators it shows.

    What stands there already, or would make the story too long, is left out.
    """
    form = OfferForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        checked = asking.answered(check(text), AskedForm(asking.to_ask(text), request.POST).answers())
    else:
        questions = QuestionsForm(request.POST)
        checked = check_answers(questions.cleaned_data if questions.is_valid() else {})
        text = "\n".join(f"– {warning.sign.text}" for warning in checked.warnings)
    begun = [answers.narrative] if answers.narrative.strip() else []
    addition = _("A job offer that I checked:") + "\n" + text
    longer = "\n\n".join([*begun, addition])
    if addition not in answers.narrative and len(longer) <= LONGEST_STORY:
        answers.narrative = longer
        answers.told = []
    return {warning.sign.indicator for warning in checked.warnings if warning.sign.indicator is not None}


def _kind_of(signs: set[int]) -> Kind:
    """What the report is about, as the signs say; the form asks it again."""
    groups = {INDICATORS[number].group for number in signs}
    return Kind.PMI if groups <= set(GROUPS_OF_KIND[Kind.PMI]) else Kind.TPPO


def _start(request: HttpRequest, form: OfferForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "helplines": helplines(), "reads_pictures": bool(languages()), "rules": for_browser()}
    return render(request, "public/lowongan/mulai.html", context, status=status)


def _picture_page(request: HttpRequest, form: PictureForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "reads_pictures": bool(languages())}
    return render(request, "public/lowongan/gambar.html", context, status=status)


def _words_checked(
    request: HttpRequest, text: str, answers: QueryDict | None = None, *, poster: Poster | None = None
) -> HttpResponse:
    abroad = is_abroad(text)
    still_open = AskedForm(asking.to_ask(text), answers)
    checked = asking.answered(check(text), still_open.answers())
    if poster and not poster.is_whole and checked.level == Level.NONE:
        # What was not read may say anything.
        checked = replace(checked, level=Level.UNSAID)
    return _result(
        request,
        checked,
        text=text,
        asked=still_open,
        poster=poster,
        form=OfferForm(initial={"text": text}),
        looked=[(name, look_up(name)) for name in agencies(text)],
        documents=to_ask(),
        mentioned=mentioned(text),
        is_abroad=abroad,
    )


def _result(request: HttpRequest, checked: Checked, **context: Any) -> HttpResponse:
    more = {
        "checked": checked,
        "level": checked.level.name,
        "is_unsaid": checked.level == Level.UNSAID,
        "helplines": helplines(),
        "ask_first": work_abroad()[0],
        **context,
    }
    return render(request, "public/lowongan/hasil.html", more)


def _too_many() -> str:
    return _("Many offers are being checked from here just now. Please wait a minute; nothing is lost.")

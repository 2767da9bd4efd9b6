"""How it is now: still going on, worse, or somebody in danger, with one tap and no script."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from pimpasa.common import clock
from pimpasa.education.helplines import helplines
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.kinds import News
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.sites.common.http import acting
from pimpasa.sites.public import codes, confirmations
from pimpasa.sites.public.own_report import EXHIBIT, keep_typed, own_report, sent, typed_before
from pimpasa.sites.public.reply_views import arrived, check_pace, keep_files, show
from pimpasa.sites.public.track_forms import NewsForm, ReplyForm

JUST_NOW = timedelta(minutes=15)


@own_report
def news(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    """Keep what the reporter says; danger leads to the numbers to call. An answer typed beside it waits on its page.

    What was said while the page had no code is taken as soon as the code is typed.
    """
    waiting = None if request.method == "POST" else typed_before(request, opened)
    if request.method != "POST" and waiting is None:
        return redirect("public:tracked")
    typed = request.POST if waiting is None else waiting
    _keep_answer(request, opened, typed)
    form = NewsForm(typed)
    if form.is_valid() and _taken(opened, form):
        sent(request)
        in_danger = form.cleaned_data["news"] == News.DANGER
        if in_danger:
            return redirect("public:danger_now")
        return confirmations.confirmed_at("public:tracked_sent", "tracked_sent")
    return show(request, opened, news_form=form)


def _keep_answer(request: HttpRequest, opened: OpenReport, typed: QueryDict) -> None:
    form = ReplyForm(typed, request.FILES)
    files = [*arrived(opened, typed.getlist(EXHIBIT)), *keep_files(request, opened, form)]
    text = typed.get("text", "")
    if text.strip() or files:
        fields = {"text": [text], EXHIBIT: [str(facts.exhibit.pk) for facts in files]}
        fields |= {name: typed.getlist(name) for name in ("obtained", "voice_changed")}
        keep_typed(request, reverse("public:tracked"), fields)


def _taken(opened: OpenReport, form: NewsForm) -> bool:
    values = form.cleaned_data
    with acting(form, "words"):
        check_pace(opened)
        answer(opened=opened, text=values["words"], news=News(values["news"]))
        return True
    return False


def danger(request: HttpRequest) -> HttpResponse:
    """The numbers to call, before anything else; a message has arrived only where one was sent just now."""
    opened = codes.opened_by_cookie(request)
    context = {"helplines": helplines(), "has_arrived": opened is not None and _told_of_danger(opened)}
    return render(request, "public/bahaya.html", context)


def _told_of_danger(opened: OpenReport) -> bool:
    own = [turn for turn in opened.messages if turn.message.officer_id is None]
    return bool(own) and own[-1].news == News.DANGER and own[-1].message.sent_at > clock.now() - JUST_NOW

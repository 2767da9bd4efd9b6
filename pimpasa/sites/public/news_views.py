"""How it is now: still going on, worse, or somebody in danger, with one tap and no script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from pimpasa.education.helplines import HELPLINES
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.kinds import News
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.sites.common.http import acting
from pimpasa.sites.public.codes import opened_by_cookie
from pimpasa.sites.public.track_forms import NewsForm
from pimpasa.sites.public.track_views import check_pace, show


@csrf_exempt
def news(request: HttpRequest) -> HttpResponse:
    """Keep what the reporter says; danger leads to the numbers to call."""
    opened = opened_by_cookie(request)
    if opened is None:
        return redirect("public:track")
    form = NewsForm(request.POST or None)
    if form.is_valid() and _told(opened, form):
        in_danger = form.cleaned_data["news"] == News.DANGER
        return redirect("public:danger_now" if in_danger else "public:tracked_sent")
    return show(request, opened, news_form=form)


def _told(opened: OpenReport, form: NewsForm) -> bool:
    values = form.cleaned_data
    with acting(form, "words"):
        check_pace(opened)
        answer(opened=opened, text=values["words"], news=News(values["news"]))
        return True
    return False


def danger(request: HttpRequest) -> HttpResponse:
    """The numbers to call, before anything else."""
    return render(request, "public/bahaya.html", {"helplines": HELPLINES})

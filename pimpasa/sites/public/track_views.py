"""The reporter's way back. The code stays in the browser; the server keeps no session."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pimpasa.accounts.errors import Refused
from pimpasa.allowances.actions import take
from pimpasa.cases.queries import public_progress
from pimpasa.common import clock
from pimpasa.education.helplines import HELPLINES
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.errors import ExhibitGone, NotTaken
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.queries import still_there
from pimpasa.handling.queries.custody import openings_of
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import continued, entry_of, prove
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.kinds import News, Obtained
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.sealing.errors import MalformedCode, MalformedWords, SealingError
from pimpasa.sites.common.allowances import MESSAGES, WRONG_RECEIPTS, address
from pimpasa.sites.common.http import acting, as_file, render_form
from pimpasa.sites.public import codes
from pimpasa.sites.public.shares import check_day, check_network
from pimpasa.sites.public.track_forms import CodeForm, NewsForm, ReplyForm


@csrf_exempt
def track(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a right one goes into a cookie that only this page's browser sends."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (code := _known(request, form)):
        response = redirect("public:tracked")
        codes.remember(response, code)
        return response
    lost = continued() if form.errors else None
    return render_form(request, "public/lacak.html", {"form": form, "lost_on": lost.at if lost else None})


def _known(request: HttpRequest, form: CodeForm) -> str:
    try:
        receipt = codes.receipt_in(form.cleaned_data["code"])
    except (MalformedCode, MalformedWords) as wrong:
        form.add_error("code", codes.what_is_wrong(wrong))
        return ""
    if receipt is not None:
        return receipt.code
    form.add_error("code", _unknown(request))
    return ""


def _unknown(request: HttpRequest) -> str:
    if not take(WRONG_RECEIPTS, address(request)):
        return _("Too many wrong codes from here. Please wait a minute.")
    return _("No report has this code or these words. Please compare with what you kept.")


@csrf_exempt
def tracked(request: HttpRequest) -> HttpResponse:
    """The report's state, what comes next, and the dialogue."""
    opened = codes.opened_by_cookie(request)
    if opened is None and (erased := codes.erased(request)):
        entry = entry_of(erased.subject, Act.REPORT_RECEIVED)
        return render(request, "public/terhapus.html", {"report": erased, "entry": entry})
    if opened is None:
        return redirect("public:track")
    exhibits = _arrived(opened, request.POST.getlist("exhibit"))
    form = ReplyForm(request.POST or None, request.FILES or None, has_files=bool(exhibits))
    if request.method == "POST":
        exhibits += _keep(request, opened, form)
        if form.is_valid() and _reply(opened, form, exhibits):
            return redirect("public:tracked_sent")
    return show(request, opened, form=form, arrived=exhibits)


def show(
    request: HttpRequest,
    opened: OpenReport,
    *,
    form: ReplyForm | None = None,
    arrived: Sequence[ExhibitFacts] = (),
    news_form: NewsForm | None = None,
) -> HttpResponse:
    """The report's page, with whichever of its forms had errors; who says that there is danger gets numbers first."""
    wrong = [invalid for invalid in (form, news_form) if invalid is not None and invalid.errors]
    in_danger = news_form is not None and news_form.data.get("news") == News.DANGER
    context = {
        "report": opened.report,
        "progress": public_progress(opened.report),
        "messages_of": opened.messages,
        "kept": [facts_of(exhibit, key=opened.key) for exhibit in opened.exhibits],
        "openings": openings_of(opened.report),
        "form": form or ReplyForm(),
        "news_form": news_form or NewsForm(),
        "news": News.choices,
        "helplines": HELPLINES if in_danger else [],
        "wrong": wrong,
        "given": arrived,
        "upload_address": reverse("public:upload_later"),
        "entry": entry_of(opened.report.subject, Act.REPORT_RECEIVED),
        "sent": request.resolver_match is not None and request.resolver_match.url_name == "tracked_sent",
    }
    return render(request, "public/laporan.html", context, status=422 if wrong else 200)


def _arrived(opened: OpenReport, exhibit_ids: list[str]) -> list[ExhibitFacts]:
    """The files that were uploaded for this reply, whole and not sent yet; only this report's key opens them."""
    arrived = []
    for exhibit in still_there(_uuids(exhibit_ids)[: settings.EVIDENCE_MAX_FILES]):
        if exhibit.expires_at is not None and exhibit.is_whole:
            with suppress(SealingError):
                arrived.append(facts_of(exhibit, key=opened.key))
    return arrived


def _uuids(texts: list[str]) -> list[UUID]:
    ids = []
    for text in texts:
        with suppress(ValueError):
            ids.append(UUID(text))
    return ids


def _keep(request: HttpRequest, opened: OpenReport, form: ReplyForm) -> list[ExhibitFacts]:
    """Keep the files that came with the form, whatever else is wrong with it: nobody sends 2 GB twice."""
    form.full_clean()
    expires_at = clock.now() + settings.DRAFT_LIFE
    obtained = form.cleaned_data.get("obtained") or Obtained.UNSURE
    exhibits = []
    with acting(form, "evidence", NotTaken):
        for upload in form.whole_files():
            check_day(opened.report.subject, upload.size or 0)
            check_network(request, upload.size or 0)
            exhibits += [evidence.keep(upload=upload, key=opened.key, obtained=obtained, expires_at=expires_at)]
    return [facts_of(exhibit, key=opened.key) for exhibit in exhibits]


def _reply(opened: OpenReport, form: ReplyForm, arrived: list[ExhibitFacts]) -> bool:
    answers, exhibits = form.cleaned_data, [facts.exhibit for facts in arrived]
    with acting(form, "text", ExhibitGone):
        check_pace(opened)
        evidence.set_obtained(
            exhibit_ids=[exhibit.pk for exhibit in exhibits],
            key=opened.key,
            obtained=answers["obtained"] or Obtained.UNSURE,
        )
        answer(opened=opened, text=answers["text"] or _("(files only)"), exhibits=exhibits)
        return True
    return False


def check_pace(opened: OpenReport) -> None:
    """Raise Refused for who writes without end with one code; counted by report, so that nobody else waits."""
    if not take(MESSAGES, opened.report.subject):
        raise Refused(
            "too_many_messages",
            _("You wrote many messages in a short time. Please wait a minute; what you wrote is still here."),
        )


def proof(request: HttpRequest) -> HttpResponse:
    """A file that proves, to anyone and without us, that this report is in the log."""
    opened = codes.opened_by_cookie(request)
    report = opened.report if opened else codes.erased(request)
    if report is None:
        return redirect("public:track")
    entry = entry_of(report.subject, Act.REPORT_RECEIVED)
    proof_of_entry = prove(entry) if entry else None
    if proof_of_entry is None:
        return redirect("public:tracked")
    response = as_file(str(proof_of_entry), "bukti-laporan.tlog-proof", "text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


@csrf_exempt
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the code in this browser."""
    response = redirect("public:track")
    codes.forget(response)
    return response

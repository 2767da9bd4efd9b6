"""The report's own page: what an officer asks, how far it is, and what its reporter answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.allowances.actions import take
from pimpasa.cases.queries import public_progress
from pimpasa.common import clock
from pimpasa.education.helplines import helplines
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.errors import ExhibitGone, NotTaken
from pimpasa.evidence.forms import WholeMixin
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.queries import still_there
from pimpasa.handling.queries.custody import openings_of
from pimpasa.handling.queries.milestones import milestones_of
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.actions.resealing import bring_under
from pimpasa.reports.indicators import INDICATORS
from pimpasa.reports.kinds import News, Obtained, PersonRow
from pimpasa.reports.queries.opened import OpenMessage, OpenReport
from pimpasa.sealing.errors import SealingError
from pimpasa.sites.common.allowances import MESSAGES
from pimpasa.sites.common.http import acting
from pimpasa.sites.common.security import may_record
from pimpasa.sites.public import codes, confirmations
from pimpasa.sites.public.days import when
from pimpasa.sites.public.own_report import EXHIBIT, own_report, page_key_of, sent, typed_before
from pimpasa.sites.public.shares import check_day, check_network
from pimpasa.sites.public.track_forms import NewsForm, ReplyForm
from pimpasa.sites.public.way import stations_of, with_usual_term
from pimpasa.territory.zones import zone_of

DO_NOT_KNOW = "tidak_tahu"
KEPT = ("text", "obtained", "voice_changed")


@own_report
def tracked(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    """The report's state, what comes next, and the dialogue."""
    if request.method != "POST":
        return _standing_page(request, opened)
    exhibits = arrived(opened, request.POST.getlist(EXHIBIT))
    form = ReplyForm(request.POST, request.FILES, has_files=bool(exhibits), knows_nothing=DO_NOT_KNOW in request.POST)
    exhibits += keep_files(request, opened, form)
    if form.is_valid() and _reply(opened, form, exhibits):
        sent(request, reverse("public:tracked"))
        return confirmations.confirmed_at("public:tracked_sent", "tracked_sent")
    return show(request, opened, form=form, uploaded=exhibits)


def _standing_page(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    """The page, once with the word that something arrived; its address alone says nothing of the kind."""
    what = _what_was_sent(request)
    if not what:
        return show(request, opened)
    if not confirmations.has_happened(request, what):
        return redirect("public:tracked")
    return confirmations.said(request, show(request, opened))


def show(
    request: HttpRequest,
    opened: OpenReport,
    *,
    form: ReplyForm | None = None,
    uploaded: Sequence[ExhibitFacts] = (),
    news_form: NewsForm | None = None,
) -> HttpResponse:
    """The report's page, with whichever of its forms had errors; who says that there is danger gets numbers first."""
    wrong = [invalid for invalid in (form, news_form) if invalid is not None and invalid.errors]
    in_danger = news_form is not None and news_form.data.get("news") == News.DANGER
    if form is None and (typed := typed_before(request, opened, reverse("public:tracked"))):
        form = ReplyForm(initial={name: typed[name] for name in KEPT if typed.get(name)})
        uploaded = arrived(opened, typed.getlist(EXHIBIT))
    standing = _standing(opened)
    reply_form = form or ReplyForm()
    if standing["question"]:
        reply_form.fields["text"].label = _("Your answer")
    context = {
        **standing,
        "form": reply_form,
        "news_form": news_form or NewsForm(),
        "is_unsent": bool(form and not form.is_bound),
        "helplines": helplines() if in_danger else [],
        "wrong": wrong,
        "uploaded": uploaded,
        "upload_address": reverse("public:upload_later"),
        "page_key": page_key_of(request),
        "sent": _what_was_sent(request),
    }
    return may_record(render(request, "public/laporan.html", context, status=422 if wrong else 200))


def _what_was_sent(request: HttpRequest) -> str:
    """Which of the pages that say thank you this is, "" for none."""
    name = (request.resolver_match.url_name if request.resolver_match else "") or ""
    return name if name.startswith("tracked_") else ""


def _standing(opened: OpenReport) -> dict[str, Any]:
    """Where the report stands and what was said with its code; of what it said first, nothing."""
    report = opened.report
    milestones = milestones_of(report)
    progress = with_usual_term(public_progress(report), report, milestones)
    question = open_question(opened)
    return {
        "report": report,
        "progress": progress,
        "stations": stations_of(report, progress, milestones),
        "question": question,
        "asked_at": when(question.message.sent_at, zone_of(report.village_id)) if question else "",
        "asked_by": report.office.name,
        "turns": [(turn, *_added(turn)) for turn in opened.messages],
        "news": News.choices,
        "openings": openings_of(report),
    } | codes.logged(milestones.received)


def open_question(opened: OpenReport) -> OpenMessage | None:
    """What an officer asked last, while nobody has answered; what the reporter added or said of now is no answer."""
    for turn in reversed(opened.messages):
        if turn.message.officer_id is not None:
            return turn
        if turn.news is None and turn.added is None:
            return None
    return None


def _added(turn: OpenMessage) -> tuple[list[str], list[tuple[str, str]]]:
    if turn.added is None:
        return [], []
    signs = [str(INDICATORS[number].text) for number in turn.added.indicators]
    return signs, [(str(PersonRow(row.what).label), row.value) for row in turn.added.persons]


def arrived(opened: OpenReport, exhibit_ids: list[str]) -> list[ExhibitFacts]:
    """The files that were uploaded for this reply, whole and not sent yet; only this report's key opens them."""
    facts = []
    ids = _uuids(exhibit_ids)[: settings.EVIDENCE_MAX_FILES]
    bring_under(opened=opened, exhibit_ids=ids)
    for exhibit in still_there(ids):
        if exhibit.expires_at is not None and exhibit.is_whole:
            with suppress(SealingError):
                facts.append(facts_of(exhibit, key=opened.key))
    return facts


def _uuids(texts: list[str]) -> list[UUID]:
    ids = []
    for text in texts:
        with suppress(ValueError):
            ids.append(UUID(text))
    return ids


def keep_files(request: HttpRequest, opened: OpenReport, form: WholeMixin) -> list[ExhibitFacts]:
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


def _reply(opened: OpenReport, form: ReplyForm, exhibits: list[ExhibitFacts]) -> bool:
    answers = form.cleaned_data
    with acting(form, "text", ExhibitGone):
        check_pace(opened)
        note_files(opened, exhibits, answers)
        text = answers["text"] or (_("I don't know.") if form.knows_nothing else _("(files only)"))
        answer(opened=opened, text=text, exhibits=[facts.exhibit for facts in exhibits])
        return True
    return False


def note_files(opened: OpenReport, exhibits: list[ExhibitFacts], values: Mapping[str, Any]) -> None:
    """Write down how files came to the reporter and in which voice they are played: chosen after they were uploaded."""
    ids = [facts.exhibit.pk for facts in exhibits]
    evidence.set_obtained(exhibit_ids=ids, key=opened.key, obtained=values["obtained"] or Obtained.UNSURE)
    evidence.set_voice(exhibit_ids=ids, key=opened.key, voice_changed=values["voice_changed"])


def check_pace(opened: OpenReport) -> None:
    """Raise Refused for who writes without end with one code; counted by report, so that nobody else waits."""
    if not take(MESSAGES, opened.report.subject):
        raise Refused(
            "too_many_messages",
            _("You wrote many messages in a short time. Please wait a minute; what you wrote is still here."),
        )

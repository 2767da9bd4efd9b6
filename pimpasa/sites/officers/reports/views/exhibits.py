"""One exhibit: looked at safely, with what it says of itself, and copied with parts covered."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Permission
from pimpasa.evidence.decoder.films import AUDIO_SECONDS, FILM_SECONDS
from pimpasa.evidence.errors import NotViewable, StoreUnavailable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening import previews
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.opening.previews import Look
from pimpasa.evidence.threads import Thread
from pimpasa.handling.actions.hearing import write_heard
from pimpasa.handling.actions.redacting import make_redacted_copy
from pimpasa.handling.opening import log_look
from pimpasa.handling.queries.metadata import metadata_beside
from pimpasa.reports.kinds import Obtained
from pimpasa.reports.models import Report
from pimpasa.reports.queries.opened import copies_of, open_with_key
from pimpasa.reports.rules import can_own
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.forms import HeardForm, RedactForm, ThreadForm
from pimpasa.sites.officers.reports.views.evidence import exhibit_of

LATEST_START = 48 * 3600


@dataclass
class _Shown:
    """What the page shows of a file, or why it shows nothing."""

    look: Look | None
    reason: str = ""
    picture: str = ""
    page: previews.Page | None = None
    part: previews.PicturePart | None = None
    archive: previews.Archive | None = None
    document: previews.Document | None = None
    inside: int = 0
    thread: Thread | None = None
    wish: ThreadForm | None = None
    start: int = 0

    @property
    def step(self) -> int:
        return AUDIO_SECONDS if self.look is Look.AUDIO else FILM_SECONDS


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def exhibit(request: OfficerRequest, exhibit_id: UUID) -> HttpResponse:
    """Look at a file; that is written to the log."""
    exhibit, key, report = exhibit_of(exhibit_id, request.keyring)
    log_look(report=report, exhibit=exhibit, by=request.user)
    return _exhibit_page(request, exhibit, key, report, HeardForm())


def _exhibit_page(
    request: OfficerRequest, exhibit: Exhibit, key: bytes, report: Report, heard_form: HeardForm
) -> HttpResponse:
    facts = facts_of(exhibit, key=key)
    context = {
        "report": report,
        "has_sound": previews.has_sound(facts),
        "heard": open_with_key(report, key).heard_in(exhibit),
        "form": heard_form,
        "may_write": can_own(request.user, report) and request.user.may(Permission.VERIFY),
        "facts": facts,
        "obtained": Obtained(facts.obtained).label,
        "shown": _shown(request, exhibit, key),
        "metadata": metadata_beside(report, _said(exhibit, key)),
        "copies": [facts_of(copy, key=key) for copy in copies_of(exhibit)],
    }
    return render_form(request, "officers/reports/exhibit_page.html", context)


@require_POST
@never_cache
@officer_required(Permission.VERIFY, key=True)
def heard(request: OfficerRequest, exhibit_id: UUID) -> HttpResponse:
    """Write down what is heard in a recording."""
    exhibit, key, report = exhibit_of(exhibit_id, request.keyring)
    form = HeardForm(request.POST)
    if form.is_valid():
        with acting(form, "words"):
            write_heard(report=report, exhibit=exhibit, words=form.cleaned_data["words"], keyring=request.keyring)
            return HttpResponseRedirect(reverse("officers:exhibit", args=[exhibit.pk]) + "#heard")
    return _exhibit_page(request, exhibit, key, report, form)


def _shown(request: OfficerRequest, exhibit: Exhibit, key: bytes) -> _Shown:
    view = _Shown(previews.look_of(facts_of(exhibit, key=key)))
    try:
        _look(view, request, exhibit, key)
    except (NotViewable, StoreUnavailable) as reason:
        view.look, view.reason = None, str(reason.reason)
    return view


def _look(view: _Shown, request: OfficerRequest, exhibit: Exhibit, key: bytes) -> None:
    if view.look is None:
        view.reason = previews.no_look(facts_of(exhibit, key=key))
    elif view.look is Look.PICTURE:
        view.part = previews.part_of(exhibit, _number(request, "halaman", 1), key=key)
        view.picture = _inline(view.part.jpeg)
    elif view.look is Look.PAGES:
        view.page = previews.page_of(exhibit, _number(request, "halaman", 1), key=key)
        view.picture = _inline(view.page.jpeg)
    elif view.look is Look.DOCUMENT:
        view.document = previews.document_of(exhibit, _number(request, "halaman", 1), key=key)
        view.inside = min(_number(request, "gambar", 0), view.document.pictures)
        if view.inside:
            view.picture = _inline(previews.document_picture(exhibit, view.inside, key=key))
    elif view.look is Look.THREAD:
        _read(view, request, exhibit, key)
    elif view.look is Look.ARCHIVE:
        view.archive = previews.archive_of(exhibit, key=key)
        if not view.archive.is_cut:
            _read(view, request, exhibit, key)
    else:
        view.look = previews.recording_of(exhibit, key=key)
        view.start = _number(request, "mulai", 0)


def _read(view: _Shown, request: OfficerRequest, exhibit: Exhibit, key: bytes) -> None:
    view.wish = ThreadForm(request.POST if "cari" in request.POST else request.GET)
    thread = previews.thread_of(exhibit, key=key, **view.wish.asked())
    view.thread = thread if thread.count else None


def _inline(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode()


def _number(request: OfficerRequest, name: str, default: int) -> int:
    text = request.GET.get(name, "")
    return min(int(text), LATEST_START) if text.isascii() and text.isdecimal() and len(text) < 7 else default


def _said(exhibit: Exhibit, key: bytes) -> dict[str, Any]:
    try:
        return previews.metadata_of(exhibit, key=key)
    except StoreUnavailable:
        return {}


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def recording(request: OfficerRequest, exhibit_id: UUID) -> HttpResponse:
    """A stretch of an audio or film, encoded by us."""
    exhibit, key, report = exhibit_of(exhibit_id, request.keyring)
    start = _number(request, "mulai", 0)
    try:
        if previews.recording_of(exhibit, key=key) is Look.AUDIO:
            content, kind = previews.audio_of(exhibit, key=key, start=start), "audio/mpeg"
        else:
            content, kind = previews.film_of(exhibit, key=key, start=start), "video/webm"
    except (NotViewable, StoreUnavailable):
        raise Http404 from None
    log_look(report=report, exhibit=exhibit, by=request.user)
    return HttpResponse(content, content_type=kind)


@never_cache
@officer_required(Permission.VERIFY, key=True)
def redact(request: OfficerRequest, exhibit_id: UUID) -> HttpResponse:
    """Cover faces, plates or names in a copy; the original stays."""
    exhibit, key, report = exhibit_of(exhibit_id, request.keyring)
    form = RedactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form, "areas", NotViewable, StoreUnavailable):
            copy = make_redacted_copy(
                report=report, exhibit=exhibit, areas=form.cleaned_data["areas"], keyring=request.keyring
            )
            return HttpResponseRedirect(reverse("officers:exhibit", args=[copy.pk]))
    return _redact_page(request, form, exhibit, key, report)


def _redact_page(
    request: OfficerRequest, form: RedactForm, exhibit: Exhibit, key: bytes, report: Report
) -> HttpResponse:
    try:
        picture = _inline(previews.readable_preview(exhibit, key=key))
    except (NotViewable, StoreUnavailable) as reason:
        raise Refused("no_picture", reason.reason) from reason
    context = {
        "form": form,
        "picture": picture,
        "report": report,
        "facts": facts_of(exhibit, key=key),
    }
    return render_form(request, "officers/reports/redact.html", context)

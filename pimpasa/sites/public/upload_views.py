"""Resumable uploads, tus 1.0.0: into the draft of a report, or to a report that was sent.

A piece is acknowledged when it is durable. An upload answers only the browser that holds the key it is sealed under;
for everybody else there is none. Where it stood is asked of us, never kept on the phone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pimpasa.allowances.actions import take
from pimpasa.allowances.queries import wait
from pimpasa.common import clock
from pimpasa.evidence import room, tus
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.actions import transfers
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.errors import ChecksumMismatch, NotTaken, OffsetConflict, StoreUnavailable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.queries import still_there
from pimpasa.reports.actions.drafting import begin_file, drop_file
from pimpasa.reports.actions.resealing import bring_under
from pimpasa.reports.errors import AlreadySent, DraftGone
from pimpasa.reports.kinds import Obtained
from pimpasa.reports.queries.drafts import draft_key
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.sealing.errors import SealingError
from pimpasa.sites.common.allowances import UPLOADS, address
from pimpasa.sites.public import codes, drafts
from pimpasa.sites.public.shares import check_day

PIECE = 256 * 1024
LONGEST_RENEWING = timedelta(minutes=1)
# The protocol's own status for bytes that are not what the checksum says.
MISMATCH = 460


@dataclass
class _Refusal(Exception):
    """An answer other than the one hoped for, with a sentence."""

    status: int
    reason: str


class _Place(ABC):
    """What an upload belongs to, as the request's cookie says."""

    at: str
    key: bytes

    @abstractmethod
    def begin(self, *, name: str, declared: str, size: int, obtained: str) -> Exhibit:
        """Raises NotTaken, DraftGone, AlreadySent."""

    @abstractmethod
    def drop(self, exhibit: Exhibit) -> None:
        """Throw it away."""


class _OfDraft(_Place):
    at = "public:upload"

    def __init__(self, browser_key: bytes) -> None:
        self._browser_key, self.key = browser_key, draft_key(browser_key)

    def begin(self, *, name: str, declared: str, size: int, obtained: str) -> Exhibit:
        return begin_file(browser_key=self._browser_key, name=name, declared=declared, size=size, obtained=obtained)

    def drop(self, exhibit: Exhibit) -> None:
        drop_file(browser_key=self._browser_key, exhibit_id=exhibit.pk)


class _OfReport(_Place):
    at = "public:upload_later"

    def __init__(self, opened: OpenReport) -> None:
        self.key = opened.key
        self._subject = opened.report.subject

    def begin(self, *, name: str, declared: str, size: int, obtained: str) -> Exhibit:
        check_day(self._subject, size)
        expires_at = clock.now() + settings.DRAFT_LIFE
        return transfers.begin(
            name=name, declared=declared, size=size, obtained=obtained, key=self.key, expires_at=expires_at
        )

    def drop(self, exhibit: Exhibit) -> None:
        evidence.discard(exhibit=exhibit)


@csrf_exempt
def into_draft(request: HttpRequest, exhibit_id: UUID | None = None) -> HttpResponse:
    """On the report form, sealed under the draft's key."""
    key = drafts.key_of(request)
    return _answer(request, _OfDraft(key) if key else None, exhibit_id)


@csrf_exempt
def into_report(request: HttpRequest, exhibit_id: UUID | None = None) -> HttpResponse:
    """On the page of a sent report, sealed under the report's key.

    A film's pieces keep the code; one that took long does not: somebody may have left long before it was answered.
    """
    opened = codes.opened_by_cookie(request)
    began_at = clock.now()
    if opened is not None and exhibit_id is not None:
        bring_under(opened=opened, exhibit_ids=[exhibit_id])
    response = _answer(request, _OfReport(opened) if opened else None, exhibit_id)
    if opened is not None and clock.now() - began_at < LONGEST_RENEWING:
        codes.remember(response, request.COOKIES[codes.COOKIE])
    return response


def _answer(request: HttpRequest, place: _Place | None, exhibit_id: UUID | None) -> HttpResponse:
    try:
        response = _dispatch(request, place, exhibit_id)
    except _Refusal as refusal:
        response = _told(refusal.status, refusal.reason)
    except (DraftGone, AlreadySent, SealingError):
        response = _told(404, _("There is no such upload."))
    except StoreUnavailable:
        response = _told(503, _("We cannot store files right now. Please try again later."))
    response["Tus-Resumable"] = tus.VERSION
    return response


def _dispatch(request: HttpRequest, place: _Place | None, exhibit_id: UUID | None) -> HttpResponse:
    method = request.headers.get("X-HTTP-Method-Override", request.method or "").upper()
    if method == "OPTIONS":
        return _abilities()
    if request.headers.get("Tus-Resumable") != tus.VERSION:
        response = _told(412, f"Tus-Resumable: {tus.VERSION}")
        response["Tus-Version"] = tus.VERSION
        return response
    if place is None:
        raise DraftGone
    if exhibit_id is None and method == "POST":
        return _begin(request, place)
    acts = {"HEAD": _where, "PATCH": _take, "DELETE": _drop}
    if exhibit_id is None or method not in acts:
        response = _told(405, _("There is no such upload."))
        response["Allow"] = "OPTIONS, POST" if exhibit_id is None else "OPTIONS, HEAD, PATCH, DELETE"
        return response
    return acts[method](request, place, _exhibit(exhibit_id))


def _abilities() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Tus-Version"] = tus.VERSION
    response["Tus-Extension"] = tus.EXTENSIONS
    response["Tus-Max-Size"] = str(settings.EVIDENCE_MAX_BYTES)
    response["Tus-Checksum-Algorithm"] = ",".join(tus.ALGORITHMS)
    return response


def _begin(request: HttpRequest, place: _Place) -> HttpResponse:
    size = _header(tus.number, request.headers.get("Upload-Length"))
    metadata = _header(tus.metadata, request.headers.get("Upload-Metadata", ""))
    caller = address(request)
    if not take(UPLOADS, caller):
        response = _told(429, _("Many files are coming from here. Please wait a moment."))
        response["Retry-After"] = str(round(wait(UPLOADS, caller)) + 1)
        return response
    if not take(room.NETWORKS, caller, room.share(size)):
        raise _Refusal(422, str(room.NO_ROOM))
    obtained = metadata.get("obtained", "")
    try:
        exhibit = place.begin(
            name=metadata.get("filename", ""),
            declared=metadata.get("filetype", ""),
            size=size,
            obtained=obtained if obtained in dict(Obtained.of_reporters()) else Obtained.UNSURE,
        )
    except NotTaken as refused:
        raise _Refusal(413 if size > settings.EVIDENCE_MAX_BYTES else 422, str(refused.reason)) from refused
    response = HttpResponse(status=201)
    response["Location"] = reverse(f"{place.at}_one", args=[exhibit.pk])
    return _expiring(response, exhibit)


def _where(_request: HttpRequest, place: _Place, exhibit: Exhibit) -> HttpResponse:
    facts = facts_of(exhibit, key=place.key)
    response = HttpResponse(status=200)
    response["Upload-Length"] = str(facts.size)
    response["Upload-Metadata"] = tus.metadata_header({"filename": facts.name, "filetype": facts.declared})
    return _standing(response, facts)


def _take(request: HttpRequest, place: _Place, exhibit: Exhibit) -> HttpResponse:
    if request.content_type != "application/offset+octet-stream":
        raise _Refusal(415, "Content-Type: application/offset+octet-stream")
    length = _header(tus.number, request.headers.get("Content-Length"), status=411)
    offset = _header(tus.number, request.headers.get("Upload-Offset"))
    header = request.headers.get("Upload-Checksum")
    checksum = _header(tus.checksum, header) if header else None
    try:
        facts = transfers.receive(
            exhibit=exhibit, key=place.key, offset=offset, pieces=_pieces(request, length), checksum=checksum
        )
    except OffsetConflict as conflict:
        raise _Refusal(409, _("This file stands at another place meanwhile.")) from conflict
    except ChecksumMismatch as wrong:
        raise _Refusal(MISMATCH, _("Part of the file was damaged on the way.")) from wrong
    except NotTaken as refused:
        place.drop(exhibit)
        raise _Refusal(422, str(refused.reason)) from refused
    return _standing(HttpResponse(status=204), facts)


def _pieces(request: HttpRequest, length: int) -> Iterator[bytes]:
    """The body until it ends, be it cut off: what came is kept."""
    while length > 0:
        try:
            piece = request.read(min(PIECE, length))
        except UnreadablePostError:
            return
        if not piece:
            return
        length -= len(piece)
        yield piece


def _drop(_request: HttpRequest, place: _Place, exhibit: Exhibit) -> HttpResponse:
    facts_of(exhibit, key=place.key)
    place.drop(exhibit)
    return HttpResponse(status=204)


def _exhibit(exhibit_id: UUID) -> Exhibit:
    """An upload that was not sent yet; the place's key shows in time whether it belongs there."""
    exhibit = next((exhibit for exhibit in still_there([exhibit_id]) if exhibit.expires_at), None)
    if exhibit is None or exhibit.expires_at is None or exhibit.expires_at <= clock.now():
        raise _Refusal(410 if exhibit else 404, _("There is no such upload."))
    return exhibit


def _header(read: Any, value: str | None, *, status: int = 400) -> Any:
    try:
        return read(value)
    except ValueError as wrong:
        raise _Refusal(status, str(wrong)) from wrong


def _standing(response: HttpResponse, facts: ExhibitFacts) -> HttpResponse:
    response["Upload-Offset"] = str(facts.received)
    return _expiring(response, facts.exhibit)


def _expiring(response: HttpResponse, exhibit: Exhibit) -> HttpResponse:
    if exhibit.expires_at is not None:
        response["Upload-Expires"] = http_date(exhibit.expires_at.timestamp())
    return response


def _told(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")

"""A page of one's own report: the browser holds its code, and each use keeps it for another half hour.

Where the code had ended meanwhile, what was typed is kept sealed (reports.actions.retaining) and comes back with it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pimpasa.allowances.actions import take
from pimpasa.common import clock
from pimpasa.education.helplines import helplines
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.errors import NotTaken
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.queries import still_there
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.handling.queries.milestones import milestones_of
from pimpasa.reports.actions.retaining import release, retain
from pimpasa.reports.kinds import News, Obtained
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.reports.queries.retained import retained, retained_key
from pimpasa.sealing.errors import SealingError
from pimpasa.sealing.receipts import Receipt
from pimpasa.sites.common.allowances import RETAINED, address
from pimpasa.sites.public import codes
from pimpasa.sites.public.shares import check_network
from pimpasa.sites.public.track_forms import CodeForm

View = Callable[..., HttpResponse]
PAGE_KEY = "lembar"
EXHIBIT = "exhibit"
# Pages whose words are kept, in the order in which they come back.
FORMS = (
    "public:news",
    "public:tracked",
    "public:add_signs",
    "public:add_people",
    "public:add_files",
    "public:add_contact",
    "public:add_relation",
    "public:feedback",
    "public:complaint",
)
NOT_KEPT = {PAGE_KEY, "whole", "csrfmiddlewaretoken"}


def own_report(view: View) -> View:
    """Give the view the report of the browser's code, and keep that code for another while."""

    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        receipt = codes.receipt_of(request)
        opened = codes.opened_by_cookie(request)
        if receipt is None or opened is None:
            return _without_code(request)
        response = view(request, opened, *args, **kwargs)
        codes.remember(response, receipt.code)
        return response

    return page


def _without_code(request: HttpRequest) -> HttpResponse:
    if gone := codes.erased(request):
        return render(request, "public/terhapus.html", {"report": gone} | codes.logged(milestones_of(gone).received))
    if request.method != "POST":
        return redirect("public:track")
    is_kept, left_out = _retain(request)
    in_danger = request.POST.get("news") == News.DANGER
    asking = {
        "form": CodeForm(),
        "is_kept": is_kept,
        "left_out": left_out,
        "helplines": helplines() if in_danger else [],
    }
    return render(request, "public/lacak.html", asking, status=403)


def _retain(request: HttpRequest) -> tuple[bool, str]:
    """Keep what was typed, and the files that came with it; and why some of these were left out.

    Nothing is kept where the page did not say for which report.
    """
    page_key = _page_key(request)
    if page_key is None or not take(RETAINED, address(request)):
        return False, ""
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    before = _kept_before(page_key, [request.path])
    files = list(dict.fromkeys([*before, *fields.get(EXHIBIT, [])]))[: settings.EVIDENCE_MAX_FILES]
    reason = ""
    try:
        _keep_files(request, page_key, files)
    except NotTaken as refused:
        reason = str(refused.reason)
    retain(page_key=page_key, path=request.path, fields=fields | {EXHIBIT: files})
    return True, reason


def _kept_before(page_key: bytes, paths: Iterable[str]) -> list[str]:
    """The files that were kept for these paths and are not sent yet."""
    with suppress(SealingError):
        return [ident for page in retained(page_key, paths) for ident in page.fields.get(EXHIBIT, [])]
    return []


def _page_key(request: HttpRequest) -> bytes | None:
    with suppress(binascii.Error, ValueError):
        key = base64.urlsafe_b64decode(request.POST.get(PAGE_KEY, ""))
        return key if len(key) == 32 else None
    return None


def _keep_files(request: HttpRequest, page_key: bytes, files: list[str]) -> None:
    """Add the files that arrived to those of the page. Raises NotTaken at the first for which there is no room."""
    expires_at = clock.now() + settings.DRAFT_LIFE
    obtained = request.POST.get("obtained") or Obtained.UNSURE
    key = retained_key(page_key)
    present = _size_of(_kept_before(page_key, {request.path, *map(reverse, FORMS)}), key)
    for upload in [upload for name in request.FILES for upload in request.FILES.getlist(name)]:
        if not isinstance(upload, SealedUpload) or not upload.is_stored:
            continue
        size = upload.size or 0
        if len(files) >= settings.EVIDENCE_MAX_FILES or present + size > settings.DRAFT_MAX_BYTES:
            raise NotTaken(_("These were too many files at once. Send the others once your report is open again."))
        check_network(request, size)
        present += size
        files.append(str(evidence.keep(upload=upload, key=key, obtained=obtained, expires_at=expires_at).pk))


def _size_of(ids: list[str], key: bytes) -> int:
    """Bytes of those that wait for the code; what came with it was counted with its report."""
    size = 0
    for exhibit in _unsent(ids):
        with suppress(SealingError):
            size += facts_of(exhibit, key=key).size
    return size


def _unsent(ids: Iterable[str]) -> list[Exhibit]:
    return [
        exhibit for exhibit in still_there([ident for ident in ids if _is_id(ident)]) if exhibit.expires_at is not None
    ]


def _is_id(text: str) -> bool:
    with suppress(ValueError):
        return bool(UUID(text))
    return False


def page_key_of(request: HttpRequest) -> str:
    """What a form of the report's page carries, so that its words can be kept without a code."""
    receipt = codes.receipt_of(request)
    return base64.urlsafe_b64encode(receipt.page_key).decode() if receipt else ""


def waiting_path(receipt: Receipt) -> str:
    """The page on which words wait to be sent, "" for none."""
    with suppress(SealingError):
        waiting = retained(receipt.page_key, map(reverse, FORMS))
        return waiting[0].path if waiting else ""
    return ""


def typed_before(request: HttpRequest, opened: OpenReport, path: str = "") -> QueryDict | None:
    """What was typed on this page, or another of these, and not sent; its files are the report's from now on."""
    receipt = codes.receipt_of(request)
    if receipt is None:
        return None
    waiting = []
    with suppress(SealingError):
        waiting = retained(receipt.page_key, [path or request.path])
    if not waiting:
        return None
    typed = QueryDict(mutable=True)
    for name, values in waiting[0].fields.items():
        typed.setlist(name, values)
    for exhibit in _unsent(typed.getlist(EXHIBIT)):
        with suppress(SealingError):  # it is the report's already
            evidence.reseal(exhibits=[exhibit], from_key=retained_key(receipt.page_key), to_key=opened.key)
    return typed


def keep_typed(request: HttpRequest, path: str, fields: dict[str, list[str]]) -> None:
    """Keep what a form brought along that is not sent with it."""
    if receipt := codes.receipt_of(request):
        retain(page_key=receipt.page_key, path=path, fields=fields)


def sent(request: HttpRequest, path: str = "") -> None:
    """Forget what was kept for a page: its form was sent."""
    if receipt := codes.receipt_of(request):
        release(page_key=receipt.page_key, path=path or request.path)

"""The offices as residents see them: which there are, their emblems, and the picture beside a link."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pimpasa.accounts.errors import Refused
from pimpasa.papers.errors import TemplateFault
from pimpasa.sites.common.http import or_404
from pimpasa.sites.public.previews import preview
from pimpasa.welcome.queries import all_shown, emblem_of, office_by_id, recording_by_id, shown

DAY = 24 * 3600
PART = re.compile(r"bytes=(?P<first>[0-9]{1,12})-(?P<last>[0-9]{0,12})")


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Every office that uses this service, with its address and telephone."""
    return render(request, "public/kantor.html", {"offices": all_shown()})


@require_safe
def emblem(_request: HttpRequest, office_id: int) -> HttpResponse:
    """An office's emblem."""
    return _for_a_day(or_404(emblem_of(office_id)), "image/jpeg")


@require_safe
def preview_of(request: HttpRequest, office_id: int) -> HttpResponse:
    """The picture of a link to an office's pages."""
    here = shown(or_404(office_by_id(office_id)))
    return _preview(request, here.office.name, here.board.address)


@require_safe
def preview_of_all(request: HttpRequest) -> HttpResponse:
    """The picture of a link where many offices share the installation."""
    return _preview(request, "Pimpasa", "")


@require_safe
def recording(request: HttpRequest, recording_id: int) -> HttpResponse:
    """A page as it is read aloud; iPhones play nothing of which they cannot ask for a part."""
    sound = bytes(or_404(recording_by_id(recording_id)).sound)
    part = part_of(request.headers.get("Range", ""), len(sound))
    answer = _for_a_day(sound if part is None else sound[part[0] : part[1] + 1], "audio/mpeg")
    answer["Accept-Ranges"] = "bytes"
    if part:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {part[0]}-{part[1]}/{len(sound)}"
    return answer


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte that `Range: bytes=…` asks for (RFC 9110, 14.2); None where all are to be sent."""
    match = PART.fullmatch(asked)
    if match is None or not size:
        return None
    first, last = int(match["first"]), int(match["last"] or size - 1)
    return (first, min(last, size - 1)) if first <= last and first < size else None


def _preview(request: HttpRequest, office: str, address: str) -> HttpResponse:
    try:
        png = preview(office=office, address=address, language=request.LANGUAGE_CODE)
    except (Refused, TemplateFault):  # the typesetter is busy: who asks again gets it
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    return _for_a_day(png, "image/png")


def _for_a_day(content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": f"public, max-age={DAY}"})

"""The public log, as anyone and any tool may read it (c2sp.org/tlog-tiles), and what it means in plain words."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from pimpasa.allowances.actions import take
from pimpasa.common import clock
from pimpasa.insights.actions.publishing import published
from pimpasa.ledger import queries
from pimpasa.ledger.actions import cosign
from pimpasa.ledger.errors import UnknownWitness, Unproved
from pimpasa.ledger.tiles import HASH, WIDTH, parse_number
from pimpasa.sites.common.allowances import WRONG_COSIGNATURES, address
from pimpasa.sites.common.http import or_404
from pimpasa.territory.queries.offices import offices

FOR_GOOD = "public, max-age=31536000, immutable"
MOST = 1 << 62  # of a log's sizes
LONGEST_NOTE = 16_384  # bytes
TILE = re.compile(
    r"(?P<level>0|[1-9][0-9]?|entries) / (?P<number>(?:x[0-9]{3}/)*[0-9]{3}) (?:\.p/(?P<width>[1-9][0-9]{0,2}))?", re.X
)


@require_GET
def transparency(request: HttpRequest) -> HttpResponse:
    """What the log is for, counts, how long answers take, and how to check it oneself."""
    context = {
        "overview": published(on=clock.today()),
        "batch": queries.newest_batch(),
        "vkey": queries.public_vkey(),
        "office_keys": [(office.name, queries.office_vkey(office.pk)) for office in offices()],
        "witnesses": queries.signed_last(),
    }
    return render(request, "public/transparansi.html", context)


@require_GET
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed checkpoint, with its cosignatures."""
    newest = or_404(queries.newest_batch())
    response = _text(queries.note_of(newest))
    response["Cache-Control"] = "public, max-age=1"
    return response


@require_GET
def tile(request: HttpRequest, path: str) -> HttpResponse:
    """A tile of hashes, or a bundle of entries; whole or as far as it was filled once, either never changes."""
    match = or_404(TILE.fullmatch(path))
    width = int(match["width"] or WIDTH)
    if width > WIDTH or (match["width"] and width == WIDTH):
        raise Http404
    try:
        number = parse_number(match["number"])
    except ValueError:
        raise Http404 from None
    content = _entries(number, width) if match["level"] == "entries" else _tile(int(match["level"]), number, width)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Cache-Control"] = FOR_GOOD
    return response


def _tile(level: int, number: int, width: int) -> bytes:
    hashes = queries.read_public_tile(level, number)[: width * HASH]
    if len(hashes) < width * HASH:
        raise Http404
    return hashes


def _entries(number: int, width: int) -> bytes:
    leaves = queries.public_leaves(number * WIDTH, number * WIDTH + width)
    if len(leaves) < width:
        raise Http404
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)


@require_GET
def statement(request: HttpRequest, size: int) -> HttpResponse:
    """What was said to everybody with the checkpoint of this size: its last leaf is the SHA-256 of it."""
    return _for_good(or_404(queries.said_with(size) if size < MOST else None))


@require_GET
def listed(request: HttpRequest, digest: str) -> HttpResponse:
    """A list that a statement names by its SHA-256: of keys, or of code."""
    return _for_good(or_404(queries.told(digest)))


@csrf_exempt
@require_http_methods(["GET", "POST"])
def witness(request: HttpRequest) -> HttpResponse:
    """GET: what a witness that knows size `old` is asked to cosign. POST: the checkpoint with its cosignature."""
    return _take_cosignature(request) if request.method == "POST" else _asked_to_cosign(request)


def _asked_to_cosign(request: HttpRequest) -> HttpResponse:
    old = request.GET.get("old", "0")
    checkpoint_request = queries.add_checkpoint_request(int(old)) if re.fullmatch("[0-9]{1,18}", old) else None
    if checkpoint_request is None:
        return HttpResponseBadRequest("old is the size of a checkpoint you know, at most the newest one's\n")
    return _text(checkpoint_request)


def _take_cosignature(request: HttpRequest) -> HttpResponse:
    note = request.read(LONGEST_NOTE + 1)
    if len(note) > LONGEST_NOTE:
        return _text("too long\n", status=413)
    try:
        new = cosign(note=note.decode())
    except UnknownWitness:
        return _refused(request, "none of these signatures is of a witness that this office admitted", status=403)
    except (Unproved, UnicodeDecodeError) as wrong:
        return _refused(request, str(wrong), status=422)
    return _text("", status=201 if new else 200)


def _refused(request: HttpRequest, reason: str, *, status: int) -> HttpResponse:
    if not take(WRONG_COSIGNATURES, address(request)):
        return _text("too many at once; try again in a minute\n", status=429)
    return _text(f"{reason}\n", status=status)


def _for_good(text: str) -> HttpResponse:
    response = _text(text)
    response["Cache-Control"] = FOR_GOOD
    return response


def _text(text: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)

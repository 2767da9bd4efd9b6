"""The receipt: the code and its ten words, for a quarter of an hour or until they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from pimpasa.common.qr import for_screen
from pimpasa.reports.contents import LockedReceipt
from pimpasa.reports.deadlines import look_again_by, read_by
from pimpasa.reports.errors import AlreadySent, DraftGone
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import by_id
from pimpasa.reports.queries.opened import by_receipt
from pimpasa.reports.queries.terms import amounts_of
from pimpasa.sealing import receipts, ten_words
from pimpasa.sites.common.http import or_404
from pimpasa.sites.public import codes, confirmations, drafts
from pimpasa.sites.public.days import in_words
from pimpasa.sites.public.steps import first_open
from pimpasa.territory.zones import zone_of


def receipt(request: HttpRequest) -> HttpResponse:
    """The code; where nothing was sent from here, the form's next question."""
    try:
        answers = drafts.answers_of(request)
    except AlreadySent as sent:
        return _locked(request, sent.locked) if sent.locked else _receipt(request, sent.receipt)
    except DraftGone:
        return render(request, "public/report/receipt_over.html")
    return HttpResponseRedirect(first_open(answers).url)


def _receipt(request: HttpRequest, code: str) -> HttpResponse:
    own = receipts.parse(code)
    context = {"code": code, "groups": code.split("-"), "words": own.words, "qr": qr(request, code)}
    return _page(request, by_receipt(own).report, context)


def _locked(request: HttpRequest, locked: LockedReceipt) -> HttpResponse:
    """The same of a report that this phone sealed: it opens the code itself, which nobody else has."""
    report = or_404(by_id(UUID(locked.report)))
    context = {
        "locked": locked.envelope,
        "subject": report.subject,
        "list": " ".join(ten_words.WORDS),
        "link": way_back(request),
    }
    return _page(request, report, context)


def _page(request: HttpRequest, report: Report, own: Mapping[str, object]) -> HttpResponse:
    zone = zone_of(report.village_id)
    amounts = amounts_of(report.office_id)
    read = read_by(Urgency(report.urgency), since=report.received_at, amounts=amounts).astimezone(zone)
    look_again = look_again_by(report.received_at, village=report.village_id, amounts=amounts).astimezone(zone)
    context = {
        **own,
        "address": address_to_type(request),
        "look_again": in_words(look_again.date()),
        "read_by": in_words(read.date()),
        "read_within": read - report.received_at,
        "report": report,
        "is_emergency": report.urgency == Urgency.EMERGENCY,
    }
    return render(request, "public/report/tanda-terima.html", context)


def qr(request: HttpRequest, code: str) -> str:
    """The way back as a picture, a data URI; the code stands behind `#`, which no server is ever sent."""
    return for_screen(f"{way_back(request)}#{code}")


def way_back(request: HttpRequest) -> str:
    """Where a report is found again, in full."""
    return request.build_absolute_uri(reverse("public:track"))


def address_to_type(request: HttpRequest) -> str:
    """Where the code is typed, as somebody types an address: without the scheme and the last slash."""
    return f"{request.get_host()}{reverse('public:track')}".rstrip("/")


@csrf_exempt
def kept(request: HttpRequest) -> HttpResponse:
    """The resident has the code: forget it here. An address that is only opened shows the code again."""
    if request.method != "POST":
        return redirect("public:receipt")
    response = confirmations.confirmed_at("public:kept", "kept")
    drafts.forget(request, response)
    codes.forget(response)
    return response


def thanks(request: HttpRequest) -> HttpResponse:
    """The code was forgotten here just now; an address that is only opened forgot nothing."""
    if not confirmations.has_happened(request, "kept"):
        return redirect("public:track")
    return confirmations.said(request, render(request, "public/report/terima-kasih.html"))

"""What somebody told an officer by word of mouth becomes a report; who told it gets a card with its code."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Permission
from pimpasa.common.qr import for_screen
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.handling.actions.telling import tell
from pimpasa.handling.models import Telling
from pimpasa.handling.queries.tellings import telling_by_id, tellings_of
from pimpasa.keys.errors import NoDeskKey
from pimpasa.reports.deadlines import look_again_by
from pimpasa.reports.queries.terms import amounts_of
from pimpasa.reports.rules import can_read
from pimpasa.sealing import receipts
from pimpasa.sealing.errors import MalformedCode
from pimpasa.sealing.receipts import Receipt
from pimpasa.sites.common.http import acting, or_404, render_form
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.telling import TellingForm
from pimpasa.territory.errors import NoOffice
from pimpasa.territory.zones import zone_of

# The code waits in the browser until it is handed over, so that an answer lost on the way can be asked for again.
COOKIE = "kartu"
LISTED = 10


@never_cache
@officer_required(Permission.WRITE_TOLD)
def write_down(request: OfficerRequest) -> HttpResponse:
    """Write down what somebody told; needs no open key, since it is sealed to others' public ones."""
    form = TellingForm(request.POST or None, request.FILES or None, officer=request.user)
    if request.method == "POST" and form.is_valid():
        if telling_by_id(form.writing_id) is not None:
            return redirect("officers:telling", form.writing_id)
        try:
            with acting(form, None, ExhibitGone):
                files = form.cleaned_data["evidence"]
                telling, code = tell(pk=form.writing_id, answers=form.answers(), by=request.user, files=files)
                return with_card(redirect("officers:telling", telling.pk), telling, code)
        except (NoOffice, NoDeskKey):
            form.add_error("village", _("Nobody could read a report from there yet. Call the office that is near."))
    if form.errors and request.FILES:
        form.add_error("evidence", _("Files are not kept while something is missing. Choose them once more."))
    context = {"form": form, "rows": tellings_of(request.user)[:LISTED]}
    return render_form(request, "officers/reports/write_down.html", context)


def with_card(response: HttpResponse, telling: Telling, code: str) -> HttpResponse:
    if code:
        response.set_cookie(
            COOKIE,
            code,
            max_age=int(settings.RECEIPT_LIFE.total_seconds()),
            path=reverse("officers:telling", args=[telling.pk]),
            httponly=True,
            samesite="Strict",
            secure=settings.HTTPS,
        )
    return response


@never_cache
@officer_required(Permission.WRITE_TOLD)
def telling_page(request: OfficerRequest, telling_id: UUID) -> HttpResponse:
    """Who reads it, and the card while it waits to be handed over."""
    telling = _own(request, telling_id)
    report = telling.report
    since = report.received_at
    look_again = look_again_by(since, village=report.village_id, amounts=amounts_of(report.office_id))
    receipt = _receipt(request, telling)
    context = {
        "telling": telling,
        "report": report,
        "can_read": can_read(request.user, report),
        "code": receipt.code.split("-") if receipt else [],
        "ten_words": receipt.words if receipt else [],
        "qr": for_screen(f"{_track(request)}#{receipt.code}") if receipt else "",
        "address": _track(request).partition("://")[2].rstrip("/"),
        "look_again": look_again.astimezone(zone_of(report.village_id)),
    }
    return render(request, "officers/reports/telling.html", context)


@require_POST
@officer_required(Permission.WRITE_TOLD)
def handed(request: OfficerRequest, telling_id: UUID) -> HttpResponse:
    """The card is handed over: this browser has the code no more."""
    telling = _own(request, telling_id)
    address = reverse("officers:telling", args=[telling.pk])
    response = redirect(address)
    response.delete_cookie(COOKIE, path=address, samesite="Strict")
    return response


def _own(request: OfficerRequest, telling_id: UUID) -> Telling:
    telling = or_404(telling_by_id(telling_id))
    if telling.officer_id != request.user.pk:
        raise Refused("not_yours", _("A colleague wrote this down."))
    return telling


def _receipt(request: OfficerRequest, telling: Telling) -> Receipt | None:
    """Of the code in the browser, where it is this report's."""
    try:
        receipt = receipts.parse(request.COOKIES.get(COOKIE, ""))
    except MalformedCode:
        return None
    return receipt if receipt.lookup_id == bytes(telling.report.receipt_id) else None


def _track(request: OfficerRequest) -> str:
    """Where a code is typed; it stands behind `#`, which no server is ever sent."""
    return request.build_absolute_uri(reverse("public:track"))

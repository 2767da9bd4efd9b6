"""Referrals of a case: three pages to send one, then what became of it. What came from other offices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.queries import timeline_of
from pimpasa.accounts.roles import Permission
from pimpasa.cases.corrected import corrected_since
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.queries import by_id
from pimpasa.cases.rules.cases import check_view, check_work
from pimpasa.common.ids import uuid7
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.keys.errors import NoDeskKey
from pimpasa.referrals import labels, queries
from pimpasa.referrals.actions import receiving, sending
from pimpasa.referrals.contents import Choice, Parts
from pimpasa.referrals.kinds import PartnerKind, Purpose
from pimpasa.referrals.models import Partner, Referral
from pimpasa.referrals.opening.pieces import Piece, offer, preview
from pimpasa.referrals.opening.referrals import open_referral
from pimpasa.referrals.states import REFERRAL_TRANSITIONS, ReferralState, ReferralStep
from pimpasa.sealing.errors import SealingError
from pimpasa.sites.common.http import UNPROCESSABLE, Refusable, acting, as_stream, or_404, saying_why
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.sites.officers.referrals.forms import AcceptForm, ReceiptForm, RefuseForm, ToForm
from pimpasa.territory.models import Desk
from pimpasa.territory.queries.offices import desk_by_id

leads = officer_required(Permission.LEAD_CASES)
opens = officer_required(Permission.LEAD_CASES, key=True)


def case_or_404(case_id: UUID) -> Case:
    return or_404(by_id(case_id))


def _referral_or_404(referral_id: UUID) -> Referral:
    return or_404(queries.referral_by_id(referral_id))


@leads
def referrals(request: OfficerRequest) -> HttpResponse:
    """Everything one's units sent, newest first."""
    rows = page_of(queries.sent_by_units_of(request.user), request)
    return render(request, "officers/referrals/referrals.html", {"rows": rows})


@leads
def of_case(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """What of a case was handed over, and whether a crime still has to be."""
    case = case_or_404(case_id)
    check_view(request.user, case)
    rows = page_of(queries.of_case(case), request)
    context = {"rows": rows, "case": case, "handover": queries.handover_of(case).value}
    return render(request, "officers/referrals/referrals.html", context)


@never_cache
@opens
def new_referral(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """To whom and what for; which parts; what they will see. Nothing is stored before it is sent."""
    case = case_or_404(case_id)
    check_work(request.user, case)
    step = request.POST.get("step", "")
    form = ToForm(
        request.POST or None,
        partners=queries.active_partners_of(request.user.office),
        units=queries.other_units(request.user.office),
    )
    if request.method != "POST" or not form.is_valid() or step == "to":
        return _ask_to(request, case, form)
    if step == "parts":
        return _ask_parts(request, case, form)
    return _preview_or_send(request, case, form, step)


def _ask_to(request: OfficerRequest, case: Case, form: ToForm) -> HttpResponse:
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "officers/referrals/to.html", {"form": form, "case": case}, status=status)


def _ask_parts(request: OfficerRequest, case: Case, form: ToForm, *, error: str = "") -> HttpResponse:
    opened = peek(case, request.keyring)
    context = {
        "form": form,
        "case": case,
        "groups": _groups(offer(opened, request.keyring)),
        "ticked": set(request.POST.getlist("part")),
        "error": error,
    }
    return render(request, "officers/referrals/parts.html", context, status=UNPROCESSABLE if error else 200)


def _preview_or_send(request: OfficerRequest, case: Case, form: ToForm, step: str) -> HttpResponse:
    to, choice = _to(form), _wanted(request, form)
    try:
        with Refusable() as refusal:
            if step == "send":
                return _send(request, case, to, choice)
            parts = preview(case=case, to=to, choice=choice, keyring=request.keyring)
            context = _shown(parts) | {"form": form, "case": case, "to": to, "wanted": choice, "id": uuid7()}
            context["safe"] = request.POST.getlist("words_are_safe")
            return render(request, "officers/referrals/preview.html", context)
        return _ask_parts(request, case, form, error=refusal.reason)
    except NoDeskKey:
        return _ask_parts(request, case, form, error=_("That office cannot read anything yet: it has no key."))


def _send(request: OfficerRequest, case: Case, to: Partner | Desk, choice: Choice) -> HttpResponse:
    what: dict[str, Any] = {"case": case, "choice": choice, "keyring": request.keyring}
    what["referral_id"] = _form_id(request)
    if isinstance(to, Desk):
        referral = sending.send_to_unit(unit=to, **what)
        messages.success(request, _("Handed over."))
        return redirect("officers:referral", referral.pk)
    sent = sending.send_to_partner(partner=to, **what)
    path = reverse("public:referral", args=[sent.link])
    address = f"{settings.ADDRESS}{path}" if settings.ADDRESS else request.build_absolute_uri(path)
    return render(request, "officers/referrals/sent.html", {"sent": sent, "address": address, "case": case})


def _form_id(request: OfficerRequest) -> UUID:
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        raise Refused("begin_again", _("Please begin again.")) from None


def _to(form: ToForm) -> Partner | Desk:
    what, _colon, number = form.cleaned_data["to"].partition(":")
    if what == "partner":
        return or_404(queries.partner_by_id(int(number)))
    return or_404(desk_by_id(int(number)))


def _wanted(request: OfficerRequest, form: ToForm) -> Choice:
    """The choice; each report's words need a tick of their own that somebody looked through them."""
    parts, safe = request.POST.getlist("part"), set(request.POST.getlist("words_are_safe"))
    words_chosen = {token for token in parts if token.startswith("words:")}
    return form.wanted(parts, words_are_safe=words_chosen <= safe)


def _groups(pieces: list[Piece]) -> list[dict[str, Any]]:
    """Pieces of one person, event, finding or file under one heading, each with its rows in words."""
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for piece in pieces:
        group = groups.setdefault((piece.kind, piece.whose), {"kind": piece.kind, "of": piece.of, "pieces": []})
        rows = [labels.row_in_words(piece.kind, *row) for row in piece.rows]
        group["pieces"].append((piece, rows))
    return list(groups.values())


def _shown(parts: Parts) -> dict[str, Any]:
    return {
        "parts": parts,
        "sections": labels.sections_in_words(parts),
        "purpose": labels.purpose_of(parts),
        "consent": labels.consent_of(parts),
    }


@never_cache
@opens
def referral(request: OfficerRequest, referral_id: UUID) -> HttpResponse:
    """What was handed over, when it was opened, what came back. Reading it is logged."""
    referral = _referral_or_404(referral_id)
    opened = open_referral(referral=referral, keyring=request.keyring)
    may_withdraw = (
        referral.erased_at is None and ReferralStep.WITHDRAW in REFERRAL_TRANSITIONS[ReferralState(referral.state)]
    )
    to_police = referral.partner is not None and referral.partner.kind == PartnerKind.POLRI
    context = _shown(opened.parts) | {
        "referral": referral,
        "opened": opened,
        "timeline": timeline_of([referral.subject], others=_("The recipient")),
        "may_withdraw": may_withdraw,
        "corrections": corrected_since(referral.case, referral.sent_at),
        "wants_receipt": to_police and referral.purpose == Purpose.CRIME and opened.receipt is None,
    }
    return render(request, "officers/referrals/referral.html", context)


@require_POST
@opens
def withdraw(request: OfficerRequest, referral_id: UUID) -> HttpResponse:
    """Take it back; its sealed bytes are erased at once."""
    referral = _referral_or_404(referral_id)
    check_view(request.user, referral.case)
    with saying_why(request):
        sending.withdraw(referral=referral, by=request.user)
        messages.success(request, _("Withdrawn. Nobody can open it any more."))
    return redirect("officers:referral", referral.pk)


@opens
def receipt(request: OfficerRequest, referral_id: UUID) -> HttpResponse:
    """Record that the police took a crime over."""
    referral = _referral_or_404(referral_id)
    check_view(request.user, referral.case)
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            sending.record_receipt(referral=referral, receipt=form.receipt(), keyring=request.keyring)
            messages.success(request, _("Recorded."))
            return redirect("officers:referral", referral.pk)
    return form_page(request, form, _("Receipt of the police"), back=reverse("officers:referral", args=[referral.pk]))


@leads
def inbox(request: OfficerRequest) -> HttpResponse:
    """What other offices sent to one's units."""
    return render(request, "officers/referrals/inbox.html", {"rows": page_of(queries.inbox_of(request.user), request)})


@never_cache
@opens
def incoming(request: OfficerRequest, referral_id: UUID) -> HttpResponse:
    """Read what another office sent; take it over as a case of one's own, or refuse it with a reason."""
    referral = _referral_or_404(referral_id)
    doing = request.POST.get("doing", "")
    accept = AcceptForm(request.POST if doing == "accept" else None)
    refuse = RefuseForm(request.POST if doing == "refuse" else None)
    if accept.is_valid():
        title = accept.cleaned_data["title"]
        case = receiving.accept_incoming(referral=referral, title=title, keyring=request.keyring)
        messages.success(request, _("Taken over as a case of your unit."))
        return redirect("officers:case", case.pk)
    if refuse.is_valid():
        reason = refuse.cleaned_data["reason"]
        receiving.refuse_incoming(referral=referral, reason=reason, keyring=request.keyring)
        messages.success(request, _("Refused. The other office reads why."))
        return redirect("officers:inbox")
    return _incoming(request, referral, accept, refuse)


def _incoming(request: OfficerRequest, referral: Referral, accept: AcceptForm, refuse: RefuseForm) -> HttpResponse:
    parts = receiving.open_incoming(referral=referral, keyring=request.keyring)
    referral.refresh_from_db(fields=["state"])
    context = _shown(parts) | {"referral": referral, "accept": accept, "refuse": refuse}
    wrong = bool(accept.errors or refuse.errors)
    return render(request, "officers/referrals/incoming.html", context, status=UNPROCESSABLE if wrong else 200)


@never_cache
@opens
def incoming_file(request: OfficerRequest, referral_id: UUID, number: int) -> HttpResponseBase:
    """A file of what another office sent."""
    referral = _referral_or_404(referral_id)
    try:
        file, chunks = receiving.take_incoming_file(referral=referral, number=number, keyring=request.keyring)
        return as_stream(chunks, file.name, size=file.size)
    except (StoreUnavailable, SealingError):
        raise Refused(
            "store_unavailable", _("The store does not give this file right now. Please try again later.")
        ) from None

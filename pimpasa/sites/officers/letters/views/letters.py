"""Surat perintah: which are in force, what one says, entering one from outside, withdrawing one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.queries import timeline_of, units_of
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.evidence.errors import ExhibitGone, StoreUnavailable
from pimpasa.letters import queries
from pimpasa.letters.actions import letters as actions
from pimpasa.letters.contents import LetterContents
from pimpasa.letters.kinds import acts_in
from pimpasa.letters.models import Letter
from pimpasa.letters.opening import open_letter, peek, take_out
from pimpasa.letters.rules import check_enter
from pimpasa.operations.queries import candidates
from pimpasa.sites.common.http import acting, as_file, or_404
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.sites.officers.letters.forms import OutsideForm, WithdrawForm
from pimpasa.territory.models import Desk
from pimpasa.territory.queries.places import villages_by_code


def _letter_or_404(letter_id: UUID) -> Letter:
    return or_404(queries.by_id(letter_id))


@officer_required(Permission.READ_REPORTS)
def letters(request: OfficerRequest) -> HttpResponse:
    """The letters that name the officer or belong to their unit; those in force stand first."""
    context = {"rows": page_of(queries.visible_to(request.user), request), "today": clock.today()}
    return render(request, "officers/letters/letters.html", context)


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def letter(request: OfficerRequest, letter_id: UUID) -> HttpResponse:
    """What a letter says, and what can be planned under it; reading it is written to the log."""
    opened = open_letter(letter=_letter_or_404(letter_id), keyring=request.keyring)
    row = opened.letter
    villages = villages_by_code(opened.contents.villages).values()
    context = {
        "opened": opened,
        "letter": row,
        "acts": [act.label for act in sorted(acts_in(opened.contents.task))],
        "villages": sorted(village.name for village in villages),
        "named": queries.named_in(row),
        "in_force": row.withdrawn_at is None and row.valid_until >= clock.today(),
        "timeline": timeline_of([row.subject]),
    }
    return render(request, "officers/letters/letter.html", context)


@never_cache
@officer_required(Permission.ISSUE_PAPERS, key=True)
def enter_letter(request: OfficerRequest) -> HttpResponse:
    """Enter a letter that was signed outside of this program."""
    unit = _unit(request)
    check_enter(request.user, unit)
    form = OutsideForm(request.POST or None, request.FILES or None, officers=candidates(unit.office))
    if request.method == "POST" and form.is_valid():
        with acting(form, None, ExhibitGone):
            entered = _entered(request, unit, form)
            messages.success(request, _("The letter is recorded."))
            return redirect("officers:order", entered.pk)
    return form_page(
        request,
        form,
        _("A surat perintah from outside"),
        back=reverse("officers:letters"),
        template="officers/letters/enter.html",
    )


def _unit(request: OfficerRequest) -> Desk:
    unit = units_of(request.user, on=clock.today()).first()
    if unit is None:
        raise Refused("no_unit_today", _("You sit at no unit of the office today."))
    return unit


def _entered(request: OfficerRequest, unit: Desk, form: OutsideForm) -> Letter:
    values = form.cleaned_data
    villages = queries.villages_in(values["places"], unit.office)
    contents = LetterContents(
        signer=values["signer"].strip(),
        task=values["task"].strip(),
        places=form.named_places(),
        villages=[village.pk for village in villages],
    )
    return actions.enter(
        unit=unit,
        facts=form.facts(),
        contents=contents,
        officers=form.named(),
        scan=values["evidence"][0],
        keyring=request.keyring,
    )


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def letter_scan(request: OfficerRequest, letter_id: UUID) -> HttpResponse:
    """The scan of a letter from outside, as it was handed in."""
    row = _letter_or_404(letter_id)
    try:
        content = take_out(letter=row, keyring=request.keyring)
    except StoreUnavailable as gone:
        raise Refused("store_unavailable", gone.reason) from gone
    or_404(content)
    return as_file(content or b"", f"{row.number.replace('/', '-')}.{_ending(content or b'')}")


def _ending(content: bytes) -> str:
    return "pdf" if content.startswith(b"%PDF") else "jpg" if content.startswith(b"\xff\xd8") else "png"


@never_cache
@officer_required(Permission.ISSUE_PAPERS, key=True)
def withdraw_letter(request: OfficerRequest, letter_id: UUID) -> HttpResponse:
    """Withdraw a letter, with a reason."""
    opened = peek(_letter_or_404(letter_id), request.keyring)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            actions.withdraw(letter=opened.letter, reason=form.cleaned_data["reason"], keyring=request.keyring)
            messages.success(request, _("The letter is withdrawn."))
            return redirect("officers:order", letter_id)
    title = _("Withdraw %(number)s") % {"number": opened.letter.number}
    return form_page(request, form, title, back=reverse("officers:order", args=[letter_id]))

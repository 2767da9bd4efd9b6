"""Complaints, as who audits the office reads and answers them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.complaints.actions import passing_on
from pimpasa.complaints.actions.answering import answer_complaint
from pimpasa.complaints.opening import read_complaint
from pimpasa.complaints.queries import complaint_by_id, complaints_to
from pimpasa.complaints.rules import check_complaint
from pimpasa.keys.queries import own_codes
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack
from pimpasa.sites.common.http import acting, as_file, or_404, render_form
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.oversight.forms import ComplaintAnswerForm, PassOnForm
from pimpasa.vault.opening import key_of


@officer_required(Permission.READ_LOG)
def complaints(request: OfficerRequest) -> HttpResponse:
    """Those that one's own key opens; an auditor whom nobody let in yet finds the code to read aloud."""
    codes = own_codes(request.user, on=clock.today())
    context = {"complaints": complaints_to(request.user), "own_codes": codes}
    return render(request, "officers/oversight/complaints.html", context)


@never_cache
@officer_required(Permission.READ_LOG, key=True)
def complaint(request: OfficerRequest, complaint_id: UUID) -> HttpResponse:
    """Read one, which is written to the log, and answer it."""
    complaint = or_404(complaint_by_id(complaint_id))
    form = ComplaintAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form, "text"):
            answer_complaint(complaint=complaint, text=form.cleaned_data["text"], keyring=request.keyring)
            return redirect("officers:complaint", complaint.pk)
    opened = read_complaint(complaint=complaint, keyring=request.keyring)
    context = {"opened": opened, "form": form}
    return render_form(request, "officers/oversight/complaint.html", context)


@never_cache
@officer_required(Permission.READ_LOG, key=True)
def pass_on(request: OfficerRequest, complaint_id: UUID) -> HttpResponse:
    """A file for SP4N-LAPOR!, which the officer uploads there by hand."""
    complaint = or_404(complaint_by_id(complaint_id))
    check_complaint(request.user, complaint)
    key_of(complaint, request.keyring)  # the form is for who may read what was complained of
    form = PassOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form, "summary"):
            text = passing_on.pass_on(complaint=complaint, keyring=request.keyring, **form.cleaned_data)
            return as_file(text, f"lapor-{clock.today()}.txt", "text/plain; charset=utf-8")
    context = {"form": form, "complaint": complaint, "where": pack(PackName.ADDRESSEES).entry("complaint")}
    return render_form(request, "officers/oversight/pass_on.html", context)

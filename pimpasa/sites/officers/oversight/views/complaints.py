"""Complaints, as who audits the office reads and answers them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Permission
from pimpasa.complaints.actions.answering import answer_complaint
from pimpasa.complaints.models import Complaint
from pimpasa.complaints.opening import read_complaint
from pimpasa.complaints.queries import complaints_to
from pimpasa.sites.officers.administration.forms.office import ComplaintAnswerForm
from pimpasa.sites.officers.http import OfficerRequest, officer_required

UNPROCESSABLE = 422


@officer_required(Permission.READ_LOG)
def complaints(request: OfficerRequest) -> HttpResponse:
    """Those that one's own key opens."""
    return render(request, "officers/oversight/complaints.html", {"complaints": complaints_to(request.user)})


@never_cache
@officer_required(Permission.READ_LOG, key=True)
def complaint(request: OfficerRequest, complaint_id: UUID) -> HttpResponse:
    """Read one, which is written to the log, and answer it."""
    found = get_object_or_404(Complaint.objects.select_related("report__office", "answered_by"), pk=complaint_id)
    form = ComplaintAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_complaint(complaint=found, text=form.cleaned_data["text"], keyring=request.keyring)
        except Refused as refused:
            form.add_error("text", str(refused.reason))
        else:
            return redirect("officers:complaint", found.pk)
    opened = read_complaint(complaint=found, keyring=request.keyring)
    context = {"opened": opened, "form": form}
    return render(request, "officers/oversight/complaint.html", context, status=UNPROCESSABLE if form.errors else 200)

"""What people ask about their data, and breaches: each with its term of 3×24 hours (UU 27/2022)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.keys.errors import NoDeskKey
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack
from pimpasa.privacy import queries, rules
from pimpasa.privacy.actions.answering import answer_request
from pimpasa.privacy.actions.breaches import mark_told, record_breach
from pimpasa.privacy.contents import BreachFacts
from pimpasa.privacy.kinds import Outcome
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.privacy.opening import open_breach, open_request
from pimpasa.sites.common.http import acting, as_file, or_404, render_form, saying_why
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.administration.forms.keeping import AnswerForm, BreachForm
from pimpasa.sites.officers.administration.letters import breach_letter
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required

handler = officer_required(Permission.DECIDE_KEEPING, key=True)


def _request_or_404(request_id: UUID) -> SubjectRequest:
    return or_404(queries.request_by_id(request_id))


def _breach_or_404(breach_id: UUID) -> Breach:
    return or_404(queries.breach_by_id(breach_id))


@handler
def privacy(request: OfficerRequest) -> HttpResponse:
    """Requests and breaches of the office, what is due first."""
    rules.check_handle(request.user, request.user.office)
    context = {
        "rows": page_of(queries.requests_of(request.user.office), request),
        "breaches": queries.breaches_of(request.user.office)[:100],
    }
    return render(request, "officers/administration/privacy.html", context)


@never_cache
@handler
def subject_request(request: OfficerRequest, request_id: UUID) -> HttpResponse:
    """Read a request and write down its answer; reading is written to the log."""
    subject_request = _request_or_404(request_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with acting(form):
            answer_request(
                request=subject_request,
                outcome=Outcome(values["outcome"]),
                text=values["text"],
                keyring=request.keyring,
            )
            return redirect("officers:subject_request", subject_request.pk)
    question, answer = open_request(request=subject_request, keyring=request.keyring)
    context = {"found": subject_request, "asked": question, "answer": answer, "form": form}
    return render_form(request, "officers/administration/subject_request.html", context)


@handler
def new_breach(request: OfficerRequest) -> HttpResponse:
    """Write down that data came into wrong hands; the clock runs from when it was discovered."""
    rules.check_handle(request.user, request.user.office)
    form = BreachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        discovered_at = values.pop("discovered_at").replace(tzinfo=timezone.get_current_timezone())
        try:
            with acting(form, "discovered_at"):
                breach = record_breach(
                    office=request.user.office,
                    discovered_at=discovered_at,
                    facts=BreachFacts(**values),
                    by=request.user,
                )
                return redirect("officers:breach", breach.pk)
        except NoDeskKey:
            form.add_error(None, _("The unit has no key yet: its first member makes it by signing in."))
    return form_page(request, form, _("Record a breach"), back=reverse("officers:privacy"))


@never_cache
@handler
def breach(request: OfficerRequest, breach_id: UUID) -> HttpResponse:
    """A breach with its clock and its letter; reading is written to the log."""
    breach = _breach_or_404(breach_id)
    facts = open_breach(breach=breach, keyring=request.keyring)
    addressees = pack(PackName.ADDRESSEES)
    authority = addressees.entry("breach")
    whom = {"authority": authority, "is_stale": addressees.is_stale(authority, on=clock.today())}
    return render(request, "officers/administration/breach.html", {"found": breach, "facts": facts, **whom})


@never_cache
@handler
def letter(request: OfficerRequest, breach_id: UUID) -> HttpResponse:
    """The notice as a PDF, to be signed and sent."""
    breach = _breach_or_404(breach_id)
    facts = open_breach(breach=breach, keyring=request.keyring)
    return as_file(breach_letter(breach, facts), f"pemberitahuan-{breach.reference}.pdf", "application/pdf")


@require_POST
@handler
def told(request: OfficerRequest, breach_id: UUID) -> HttpResponse:
    """The people and the authority were told."""
    breach = _breach_or_404(breach_id)
    rules.check_handle(request.user, breach.office)
    with saying_why(request):
        mark_told(breach=breach, by=request.user)
    return redirect("officers:breach", breach.pk)

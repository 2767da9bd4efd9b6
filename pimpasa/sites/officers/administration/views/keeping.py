"""How long the office keeps reports, and what is erased next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.cases.actions.shredding import take_back_report
from pimpasa.cases.models import Case
from pimpasa.common import clock
from pimpasa.letters.models import Letter
from pimpasa.operations.models import Operation
from pimpasa.papers.models import Paper
from pimpasa.reports.actions.keeping import set_periods
from pimpasa.reports.models import Report
from pimpasa.reports.queries import retention
from pimpasa.reports.states import State
from pimpasa.sites.common.http import acting, or_404, render_form, saying_why
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.administration.forms.keeping import PeriodsForm
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.territory.models import Office
from pimpasa.vault.actions import take_back
from pimpasa.vault.models import Shreddable
from pimpasa.vault.queries import set_aside_by_id, set_aside_of

# Of each kind: who looks through more acts on a clock, not on a page.
MOST_WAITING = 100


@officer_required(Permission.DECIDE_KEEPING)
def keeping(request: OfficerRequest) -> HttpResponse:
    """Periods for each outcome, which the head sets, and the reports whose time is nearly over."""
    office, may_set = request.user.office, request.user.may(Permission.SET_PERIODS)
    form = PeriodsForm(request.POST or None, initial=retention.periods_of(office))
    if request.method == "POST" and form.is_valid() and _set(request, form):
        messages.success(request, _("Saved. It counts for reports that get their outcome from now on."))
        return redirect("officers:keeping")
    rows = page_of(retention.erased_within_a_month(office), request)
    held = retention.held_among(rows, on=clock.today())
    context = {"form": form, "may_set": may_set, "rows": rows, "held": held, "waiting": list(_waiting(office))}
    return render_form(request, "officers/administration/keeping.html", context)


@require_POST
@officer_required(Permission.DECIDE_KEEPING)
def take_thing_back(request: OfficerRequest, thing_kind: str, thing_id: UUID) -> HttpResponse:
    """Take back that a thing is erased, which nobody can open meanwhile."""
    kind = or_404(KINDS.get(thing_kind))
    thing = or_404(set_aside_by_id(kind.model, request.user.office, thing_id))
    with saying_why(request):
        kind.take_back(thing, request.user)
        messages.success(request, _("Taken back. It stays for another month at least; a hold keeps a report longer."))
    return redirect("officers:keeping")


@dataclass(frozen=True)
class Kind:
    """What can be set aside, what it is called, and how it is taken back."""

    model: type[Shreddable]
    label: str | Promise
    take_back: Callable[[Any, Officer], None]


@dataclass(frozen=True)
class Row:
    kind: str
    label: str | Promise
    thing: Shreddable


def _take_back(thing: Shreddable, officer: Officer) -> None:
    take_back(thing=thing, by=officer)


KINDS = {
    "laporan": Kind(Report, gettext_lazy("Report"), lambda report, by: take_back_report(report=report, by=by)),
    "perkara": Kind(Case, gettext_lazy("Case"), _take_back),
    "operasi": Kind(Operation, gettext_lazy("Operation"), _take_back),
    "surat-perintah": Kind(Letter, "Surat perintah", _take_back),
    "surat": Kind(Paper, gettext_lazy("Paper"), _take_back),
}


def _waiting(office: Office) -> Iterator[Row]:
    for name, kind in KINDS.items():
        for thing in set_aside_of(kind.model, office)[:MOST_WAITING]:
            yield Row(name, kind.label, thing)


def _set(request: OfficerRequest, form: PeriodsForm) -> bool:
    with acting(form):
        set_periods(
            office=request.user.office,
            days={State(outcome): days for outcome, days in form.cleaned_data.items()},
            by=request.user,
        )
        return True
    return False

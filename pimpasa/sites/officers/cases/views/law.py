"""By which law an event is judged that was before the law changed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.cases import queries
from pimpasa.cases.actions.events import choose_law
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.events import open_event
from pimpasa.cases.rules.cases import check_work
from pimpasa.sites.common.http import or_404
from pimpasa.sites.officers.cases.law import LawChoiceForm
from pimpasa.sites.officers.cases.views.cases import act_on
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def choose(request: OfficerRequest, event_id: UUID) -> HttpResponse:
    """Record which of two rules a lawyer takes, with the reason; both stay on the case's page."""
    event = or_404(queries.event_by_id(event_id))
    check_work(request.user, event.case)
    opened = open_event(event, peek(event.case, request.keyring).key)
    law = opened.law

    def act(_case: Case, form: LawChoiceForm) -> None:
        choose_law(event=event, **form.cleaned_data, keyring=request.keyring)

    title = _("Choose the rule for an event")
    template = "officers/cases/law.html"
    form = LawChoiceForm(request.POST or None, law=law)
    return act_on(request, event.case_id, form, title, act, template=template, event=opened, law=law)

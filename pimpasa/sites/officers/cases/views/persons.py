"""People of a case, the gentle screening that comes before all else, and what happened to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.cases import queries
from pimpasa.cases.actions.events import add_event
from pimpasa.cases.actions.persons import add_person, change_person, screen, seek_protected
from pimpasa.cases.models import Case, Person
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.people import OpenPerson, open_person, persons_of
from pimpasa.cases.rules.cases import check_work
from pimpasa.cases.rules.standing import check_stands
from pimpasa.education.helplines import helplines, stale_numbers
from pimpasa.sites.common.http import or_404, saying_why
from pimpasa.sites.officers.cases.correcting import PersonCorrection
from pimpasa.sites.officers.cases.forms import EventForm, PersonForm, ScreeningForm
from pimpasa.sites.officers.cases.views.cases import act_on, case_or_404
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.territory.models import Village
from pimpasa.territory.queries.places import by_code, search_villages


def person_or_404(person_id: UUID) -> Person:
    return or_404(queries.person_by_id(person_id))


def opened_person(request: OfficerRequest, person: Person) -> OpenPerson:
    """Somebody of an open case that this officer may work on."""
    opened = peek(person.case, request.keyring)
    check_work(request.user, person.case)
    check_stands(person)
    return open_person(person, opened.key)


def people_of(request: OfficerRequest, case: Case) -> list[tuple[str, str]]:
    """Ids and names of a case's people, for a form to choose among."""
    return [(str(person.person.pk), person.contents.name) for person in persons_of(peek(case, request.keyring))]


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def add(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Add somebody to a case."""
    check_work(request.user, case_or_404(case_id))

    def act(case: Case, form: PersonForm) -> None:
        add_person(case=case, **form.told(), keyring=request.keyring)

    return act_on(request, case_id, PersonForm(request.POST or None), _("Add a person"), act)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def change(request: OfficerRequest, person_id: UUID) -> HttpResponse:
    """Correct who somebody is and how they stand to the case."""
    person = person_or_404(person_id)
    form = PersonCorrection(request.POST or None, initial=PersonForm.of(opened_person(request, person)))

    def act(_case: Case, form: PersonCorrection) -> None:
        change_person(person=person, **form.told(), reason=form.because, keyring=request.keyring)

    return act_on(request, person.case_id, form, _("Correct a person"), act)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def screening(request: OfficerRequest, person_id: UUID) -> HttpResponse:
    """The gentle conversation, step by step; one that was paused goes on where it was."""
    person = person_or_404(person_id)
    opened = opened_person(request, person)
    form = ScreeningForm(request.POST or None, initial=ScreeningForm.of(opened))

    def act(_found: Case, form: ScreeningForm) -> None:
        screen(
            person=person,
            contents=form.contents(),
            outcome=form.cleaned_data["outcome"],
            keyring=request.keyring,
        )

    stale = ", ".join(line.number for line in stale_numbers())
    numbers = {"helplines": helplines(), "stale_numbers": stale}
    more = {"opened": opened, "stands": queries.stands_against(person), **numbers}
    title = _("Talk with %(name)s") % {"name": opened.contents.name}
    return act_on(request, person.case_id, form, title, act, template="officers/cases/screening.html", **more)


@require_POST
@officer_required(Permission.SET_GELAR)
def seek(request: OfficerRequest, person_id: UUID) -> HttpResponse:
    """Look whether somebody with the same papers is protected elsewhere; only who decides reads the answer."""
    person = person_or_404(person_id)
    with saying_why(request):
        cases = seek_protected(person=person, by=request.user)
        if cases:
            named = ", ".join(sorted({case.office.name for case in cases}))
            sentence = _("Somebody with the same papers is protected in a case of %(offices)s. Talk with them first.")
            messages.warning(request, sentence % {"offices": named})
        else:
            messages.success(
                request, _("Nobody with the same papers is protected elsewhere. This counts until tomorrow.")
            )
    return redirect(f"{reverse('officers:case', args=[person.case_id])}#orang-{person.pk}")


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def event(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Add what happened; without JavaScript a search for the kelurahan shows its matches on the same page."""
    case = case_or_404(case_id)
    check_work(request.user, case)

    def act(case: Case, form: EventForm) -> None:
        add_event(case=case, contents=form.contents(), keyring=request.keyring)

    return event_page(request, case, _("Add an event"), EventForm, act)


def event_page(request: OfficerRequest, case: Case, title: str, form_of: Any, act: Any) -> HttpResponse:
    """The page of an event; `form_of` makes its form, `act` takes what was written."""
    people = people_of(request, case)
    more: dict[str, Any] = {"template": "officers/cases/event.html"}
    if "cari" in request.POST:
        # Read as a first showing, so that nothing is called missing while somebody only searches.
        typed = request.POST.dict() | {"persons": request.POST.getlist("persons")}
        more |= {"villages": search_villages(request.POST.get("q", "")[:100]), "searched": True}
        form = form_of(people=people)
        form.initial = typed
        return form_page(request, form, title, back=reverse("officers:case", args=[case.pk]), **more)
    form = form_of(request.POST if request.method == "POST" else None, people=people)
    return act_on(request, case.pk, form, title, act, villages=_chosen(request, form), **more)


def _chosen(request: OfficerRequest, form: EventForm) -> list[Village]:
    village = by_code(request.POST.get("village", form.initial.get("village", "")))
    return [village] if village else []

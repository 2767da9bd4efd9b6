"""Somebody of one case is somebody of another: found, said at once or asked of the other unit, answered and ended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import sits_at
from pimpasa.accounts.roles import Permission
from pimpasa.allowances.actions import take
from pimpasa.cases import queries
from pimpasa.cases.actions.tying import agree_tie, ask_tie, end_tie, tie_persons
from pimpasa.cases.models import Case, Person, PersonTie
from pimpasa.cases.opening.cases import OpenCase, view_case
from pimpasa.cases.opening.people import OpenPerson, persons_of
from pimpasa.cases.rules.cases import check_work
from pimpasa.cases.rules.standing import check_stands
from pimpasa.cases.rules.ties import check_answer
from pimpasa.cases.tied import alike, tie_by_id
from pimpasa.sites.common.allowances import CASE_NUMBERS
from pimpasa.sites.common.http import acting, or_404
from pimpasa.sites.officers.cases.forms import EndTieForm, MergeForm, OtherCaseForm, SameForm
from pimpasa.sites.officers.cases.views.cases import act_on, case_or_404
from pimpasa.sites.officers.cases.views.persons import opened_person, person_or_404
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.territory.models import Office
from pimpasa.territory.queries.offices import offices


def tie_or_404(tie_id: UUID) -> PersonTie:
    return or_404(tie_by_id(tie_id))


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def seek(request: OfficerRequest, person_id: UUID) -> HttpResponse:
    """Say which other case somebody is in, by its number."""
    person = person_or_404(person_id)
    name = opened_person(request, person).contents.name
    there = {str(office.pk): office for office in offices()}
    form = OtherCaseForm(
        request.POST if request.method == "POST" else None,
        offices=[(pk, office.name) for pk, office in there.items()],
        initial={"office": request.user.office_id},
    )
    if request.method == "POST" and form.is_valid():
        with acting(form, "number"):
            office = there[form.cleaned_data["office"]]
            case = _other_case(request.user, office, form.cleaned_data["number"], person)
            return redirect("officers:tie_person", person.pk, case.pk)
    title = _("In which other case is %(name)s?") % {"name": name}
    hint = _("Both cases keep their own records. Of a case that you do not read you see whom to ask, and nothing more.")
    return form_page(
        request,
        form,
        title,
        back=reverse("officers:case", args=[person.case_id]),
        told=hint,
        button=_("Look for the case"),
    )


def _other_case(officer: Officer, office: Office, number: str, person: Person) -> Case:
    """Found by its number. Raises Refused where there is none, or the officer looked up too many."""
    if not take(CASE_NUMBERS, officer.actor):
        raise Refused("looked_often", _("You looked up many numbers of cases. Wait three minutes."))
    case = queries.numbered_at(office, number)
    if case is None or case.pk == person.case_id:
        raise Refused("no_such_case", _("There is no other case of this number there."))
    return case


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def tie(request: OfficerRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Choose who it is in a case that the officer reads, else ask its unit."""
    person, case = person_or_404(person_id), case_or_404(case_id)
    check_work(request.user, person.case)
    check_stands(person)
    if sits_at(request.user, case.unit_id):
        return _choose(request, person, case)

    def act(_case: Case, form: SameForm) -> None:
        ask_tie(one=person, case=case, reason=form.cleaned_data["reason"], keyring=request.keyring)

    unit = {"unit": case.unit.name, "office": case.office.name, "name": case.leader.name}
    hint = _(
        "%(unit)s, %(office)s, is asked whether somebody of that case is this person, and reads who asks and whether a"
        " number or paper is the same; not your reason. %(name)s leads it: talk with them, too."
    )
    form = SameForm(request.POST if request.method == "POST" else None)
    return act_on(request, person.case_id, form, _("Ask the other unit"), act, told=hint % unit)


def _choose(request: OfficerRequest, person: Person, other: Case) -> HttpResponse:
    people = _people_in(view_case(case=other, keyring=request.keyring))
    form = MergeForm(request.POST if request.method == "POST" else None, people=_choices(people, set()))

    def act(_case: Case, form: MergeForm) -> None:
        two = people[form.cleaned_data["gone"]].person
        tie_persons(one=person, two=two, reason=form.cleaned_data["reason"], keyring=request.keyring)

    hint = _(
        "Both records stay as they are, and both cases say so. Who may be a victim in one is met as one in the other:"
        " actions against them are lifted."
    )
    title = _("Who is it in case %(number)s?") % {"number": other}
    return act_on(request, person.case_id, form, title, act, told=hint)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def answer(request: OfficerRequest, tie_id: UUID) -> HttpResponse:
    """Another unit asks whether somebody of theirs is in this case, too: say who, or that nobody is."""
    row = tie_or_404(tie_id)
    check_answer(request.user, row)
    opened = view_case(case=row.other_case, keyring=request.keyring)
    people = _people_in(opened)
    form = MergeForm(request.POST if request.method == "POST" else None, people=_choices(people, alike(row)))
    if request.method == "POST" and form.is_valid():
        with acting(form):
            two = people[form.cleaned_data["gone"]].person
            agree_tie(tie=row, two=two, reason=form.cleaned_data["reason"], keyring=request.keyring)
            messages.success(request, _("Recorded."))
            return redirect("officers:case", row.other_case_id)
    asker = row.one.case
    asks = {"name": row.officer.name, "unit": asker.unit.name, "office": asker.office.name, "number": row.other_case}
    title = _("Is somebody of case %(number)s in a case of theirs, too?") % asks
    hint = _(
        "%(name)s asks, of %(unit)s, %(office)s. Talk with them first. They read that you agreed, and nothing of this"
        " case; you read nothing of theirs."
    )
    back, template = reverse("officers:workplace"), "officers/cases/answer_tie.html"
    return form_page(request, form, title, back=back, template=template, told=hint % asks, row=row)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def end(request: OfficerRequest, tie_id: UUID, case_id: UUID) -> HttpResponse:
    """They are two persons after all, or nobody here is the one who was asked about: say why."""
    row, case = tie_or_404(tie_id), case_or_404(case_id)
    if row.ended_at is not None:
        raise Refused("ended_already", _("This was ended already."))

    def act(_case: Case, form: EndTieForm) -> None:
        end_tie(tie=row, case=case, reason=form.cleaned_data["reason"], keyring=request.keyring)

    form = EndTieForm(request.POST if request.method == "POST" else None)
    hint = _("Both records stay as they are. The other unit is told that it ended; your reason stays with this case.")
    return act_on(request, case.pk, form, _("Not the same person"), act, told=hint)


def _people_in(opened: OpenCase) -> dict[str, OpenPerson]:
    people = {str(who.person.pk): who for who in persons_of(opened)}
    if not people:
        raise Refused("nobody_there", _("Nobody is in that case. Add them first."))
    return people


def _choices(people: dict[str, OpenPerson], alike: set[UUID]) -> list[tuple[str, str]]:
    """By what an officer knows somebody in a list; who has a number or paper alike comes first and says so."""
    rows = sorted(people.values(), key=lambda who: who.person.pk not in alike)
    return [(str(who.person.pk), _in_words(who, is_alike=who.person.pk in alike)) for who in rows]


def _in_words(who: OpenPerson, *, is_alike: bool) -> str:
    parts = [who.person.role_names, str(who.person.get_screening_display()), who.contents.born]
    if is_alike:
        parts.append(_("a number or paper is the same"))
    return f"{who.contents.name} – {', '.join(filter(None, parts))}"

"""Two people of a case turn out to be one and the same, or were taken for it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Permission
from pimpasa.cases import queries
from pimpasa.cases.actions.merging import merge_persons, split_persons
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.people import OpenPerson, persons_of
from pimpasa.cases.rules.cases import check_work
from pimpasa.cases.rules.standing import check_stands
from pimpasa.sites.common.http import or_404
from pimpasa.sites.officers.cases.correcting import ReasonForm
from pimpasa.sites.officers.cases.forms import MergeForm
from pimpasa.sites.officers.cases.views.cases import act_on
from pimpasa.sites.officers.cases.views.persons import person_or_404
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def merge(request: OfficerRequest, person_id: UUID) -> HttpResponse:
    """Choose who else of the case is this person, and say why."""
    person = person_or_404(person_id)
    opened = peek(person.case, request.keyring)
    check_work(request.user, person.case)
    check_stands(person)
    people = persons_of(opened)
    others = {str(who.person.pk): who for who in people if who.person.pk != person.pk}
    if not others:
        raise Refused("nobody_else", _("Nobody else is in this case. Add them first."))
    form = MergeForm(request.POST or None, people=[(pk, _in_words(who)) for pk, who in others.items()])

    def act(_case: Case, form: MergeForm) -> None:
        gone = others[form.cleaned_data["gone"]].person
        merge_persons(kept=person, gone=gone, reason=form.cleaned_data["reason"], keyring=request.keyring)

    name = next(who.contents.name for who in people if who.person.pk == person.pk)
    title = _("Who else is %(name)s?") % {"name": name}
    hint = _(
        "Both become one, with the roles and data of both. The stricter state counts: who may be a victim stays one, "
        "and waits for a screening. Actions against them are then lifted. Both records stay, and can be split again."
    )
    return act_on(request, person.case_id, form, title, act, told=hint)


def _in_words(opened: OpenPerson) -> str:
    """By what an officer knows somebody in a list: name, role, screening, when they were born."""
    person = opened.person
    parts = [person.role_names, str(person.get_screening_display()), opened.contents.born]
    return f"{opened.contents.name} – {', '.join(filter(None, parts))}"


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def split(request: OfficerRequest, merge_id: UUID) -> HttpResponse:
    """Let two be two again who were taken for one, and say why."""
    row = or_404(queries.merge_by_id(merge_id))
    check_work(request.user, row.kept.case)

    def act(_case: Case, form: ReasonForm) -> None:
        split_persons(merge=row, reason=form.because, keyring=request.keyring)

    form = ReasonForm(request.POST if request.method == "POST" else None)
    hint = _(
        "Both are again as they were before. What was written down meanwhile stays with the one that was kept. Signs of"
        " trafficking found meanwhile count for both. An action that was lifted stays lifted."
    )
    return act_on(request, row.kept.case_id, form, _("They are two persons"), act, told=hint)

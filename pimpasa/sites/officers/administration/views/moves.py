"""The office's own name, and what goes to another office or comes from it: areas, officers, the whole office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pimpasa.accounts.actions import rename_office
from pimpasa.accounts.queries import officer_of
from pimpasa.accounts.roles import Permission
from pimpasa.moves import actions, queries
from pimpasa.moves.kinds import What
from pimpasa.moves.models import Move
from pimpasa.moves.rules import check_see
from pimpasa.sites.common.http import acting, or_404, saying_why
from pimpasa.sites.officers.administration.forms.moves import AreaForm, OfficeNameForm, OnDayForm, RecipientForm
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required

manager = officer_required(Permission.MANAGE_OFFICERS)
head = officer_required(Permission.AGREE_MOVES)
LISTED = 50  # open reports by name on the page of a move; all of them are counted


@manager
def moves(request: OfficerRequest) -> HttpResponse:
    """What goes and comes, and the ways to ask for it."""
    office = request.user.office
    rows = [(move, queries.name_of(move), move.from_office_id == office.pk) for move in queries.moves_of(office)]
    return render(request, "officers/administration/moves.html", {"rows": rows, "office": office})


@manager
def rename(request: OfficerRequest) -> HttpResponse:
    """Call the office by another name."""
    office = request.user.office
    form = OfficeNameForm(request.POST or None, initial={"name": office.name})
    if request.method == "POST" and form.is_valid():
        with acting(form, "name"):
            rename_office(office=office, name=form.cleaned_data["name"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:moves")
    words = _("Residents and letters read it from now on. Papers that have a number keep the name they were given.")
    return form_page(request, form, _("Name of the office"), back=reverse("officers:moves"), told=words)


@manager
def move_area(request: OfficerRequest) -> HttpResponse:
    """Ask that an area goes to another office from a day."""
    form = AreaForm(request.POST or None, office=request.user.office)
    if request.method == "POST" and form.is_valid():
        with acting(form, "area"):
            return _asked(request, actions.ask_area(**form.cleaned_data, by=request.user))
    words = _(
        "Until that day nothing changes. From then on the other office reads new reports; desks of these villages "
        "close, and your unit hands their open reports on. Both heads see it, and each can stop it before."
    )
    return form_page(request, form, _("An area goes to another office"), back=reverse("officers:moves"), told=words)


@manager
def move_officer(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Ask that an officer goes to another office from a day."""
    colleague = or_404(officer_of(request.user.office, officer_id))
    form = OnDayForm(request.POST or None, office=request.user.office)
    if request.method == "POST" and form.is_valid():
        with acting(form, "to_office"):
            return _asked(request, actions.ask_officer(officer=colleague, **form.cleaned_data, by=request.user))
    words = _(
        "Give their open reports and cases to colleagues before. On that day they leave their desks here and all keys. "
        "At the other office somebody seats them, and a colleague there lets them in by their code."
    )
    title = _("%(name)s goes to another office") % {"name": colleague.name}
    return form_page(request, form, title, back=reverse("officers:officer", args=[colleague.pk]), told=words)


@manager
def close_own_office(request: OfficerRequest) -> HttpResponse:
    """Ask that the office closes, and another reads for it."""
    form = RecipientForm(request.POST or None, office=request.user.office)
    if request.method == "POST" and form.is_valid():
        with acting(form, "to_office"):
            return _asked(request, actions.ask_closing(successor=form.cleaned_data["to_office"], by=request.user))
    words = _(
        "The other office's head has to agree. Then your unit hands on or finishes what is open, and your head closes "
        "the office with its key. From then on the other office reads what comes, and the finished reports too. "
        "A closed office is not opened again."
    )
    return form_page(request, form, _("Close the office"), back=reverse("officers:moves"), told=words)


def _asked(request: OfficerRequest, move: Move) -> HttpResponse:
    messages.success(
        request, _("Asked. The head of %(office)s has to agree on their first page.") % {"office": move.to_office}
    )
    return redirect("officers:moves")


@require_POST
@manager
def stop_move(request: OfficerRequest, move_id: int) -> HttpResponse:
    """The administrator who asked takes it back."""
    with saying_why(request):
        actions.drop(move=_move_or_404(move_id), by=request.user)
        messages.success(request, _("It is stopped."))
    return redirect("officers:moves")


@officer_required(Permission.READ_REPORTS)
def move(request: OfficerRequest, move_id: int) -> HttpResponse:
    """What a head agrees to or stops, and what the unit hands on."""
    moving = _move_or_404(move_id)
    check_see(request.user, moving)
    is_leaving = request.user.office_id == moving.from_office_id
    reports = queries.left_behind(moving)
    is_closing = is_leaving and moving.what == What.OFFICE and moving.is_pending and moving.agreed_at is not None
    context = {
        "move": moving,
        "name": queries.name_of(moving),
        "is_leaving": is_leaving,
        "is_head": request.user.may(Permission.AGREE_MOVES),
        "left": reports[:LISTED],
        "number": reports.count(),
        "hands_on": moving.done_at is not None if moving.what == What.AREA else is_closing,
        "is_closing": is_closing,
        "unfinished": queries.unfinished_at(moving.from_office) if is_closing else [],
    }
    return render(request, "officers/administration/move.html", context)


@require_POST
@head
def agree_move(request: OfficerRequest, move_id: int) -> HttpResponse:
    """The head of the office that it comes to agrees."""
    with saying_why(request):
        actions.agree(move=_move_or_404(move_id), by=request.user)
        messages.success(request, _("Agreed."))
    return redirect("officers:workplace")


@require_POST
@head
def decline_move(request: OfficerRequest, move_id: int) -> HttpResponse:
    """A head of one of the two offices stops it."""
    moving = _move_or_404(move_id)
    stop = actions.drop if moving.from_office_id == request.user.office_id else actions.decline
    with saying_why(request):
        stop(move=moving, by=request.user)
        messages.success(request, _("It is stopped."))
    return redirect("officers:workplace")


@require_POST
@officer_required(Permission.VERIFY, key=True)
def hand_on(request: OfficerRequest, move_id: int) -> HttpResponse:
    """The unit gives open reports to the office that answers for them now."""
    moving = _move_or_404(move_id)
    with saying_why(request):
        handed = actions.hand_on(move=moving, keyring=request.keyring)
        text = ngettext("%(n)s report is handed on.", "%(n)s reports are handed on.", handed.went)
        messages.success(request, text % {"n": handed.went})
        for reason in handed.stayed:
            messages.error(request, reason)
    return redirect("officers:move", moving.pk)


@require_POST
@officer_required(Permission.AGREE_MOVES, key=True)
def close_office(request: OfficerRequest, move_id: int) -> HttpResponse:
    """The head closes the office, and gives its keys to the one that reads for it."""
    moving = _move_or_404(move_id)
    with saying_why(request):
        actions.close_office(move=moving, keyring=request.keyring)
        messages.success(request, _("The office is closed. %(office)s reads for it.") % {"office": moving.to_office})
    return redirect("officers:move", moving.pk)


def _move_or_404(move_id: int) -> Move:
    return or_404(queries.by_id(move_id))

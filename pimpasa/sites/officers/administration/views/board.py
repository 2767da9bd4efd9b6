"""What residents see of the office: where it is, how it is called, and its emblem."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.sites.common.http import acting, or_404, render_form
from pimpasa.sites.officers.administration.forms.board import BoardForm, EmblemForm, RecordingForm, recordable
from pimpasa.sites.officers.http import OfficerRequest, officer_required, received_in_memory
from pimpasa.welcome.actions import BoardWords, add_recording, remove_emblem, remove_recording, set_board, set_emblem
from pimpasa.welcome.queries import recording_of, recordings_of, shown
from pimpasa.welcome.rules import LARGEST_EMBLEM, LARGEST_RECORDING

manager = officer_required(Permission.MANAGE_OFFICERS)


@manager
def board(request: OfficerRequest) -> HttpResponse:
    """The board as residents see it, and the form that changes its words."""
    form = BoardForm(request.POST or None, initial=BoardForm.initial_of(shown(request.user.office).board))
    if request.method == "POST" and form.is_valid():
        with acting(form):
            set_board(office=request.user.office, words=BoardWords(**form.cleaned_data), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:board")
    return _page(request, form=form, emblem_form=EmblemForm())


@require_POST
@received_in_memory(LARGEST_EMBLEM)
@manager
def emblem(request: OfficerRequest) -> HttpResponse:
    """Show an emblem."""
    form = EmblemForm(request.POST, request.FILES)
    if form.is_valid():
        with acting(form, "file"):
            set_emblem(office=request.user.office, content=form.cleaned_data["file"].read(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:board")
    words = BoardForm(initial=BoardForm.initial_of(shown(request.user.office).board))
    return _page(request, form=form, emblem_form=form, words=words)


@require_POST
@manager
def no_emblem(request: OfficerRequest) -> HttpResponse:
    """Take the emblem down."""
    remove_emblem(office=request.user.office, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("officers:board")


@require_POST
@received_in_memory(LARGEST_RECORDING)
@manager
def record_page(request: OfficerRequest) -> HttpResponse:
    """Let a page be heard as somebody of the office reads it."""
    form = RecordingForm(request.POST, request.FILES)
    if form.is_valid():
        with acting(form, "sound"):
            add_recording(
                office=request.user.office,
                page=form.cleaned_data["page"],
                pages=[path for path, _name in recordable()],
                content=form.cleaned_data["sound"].read(),
                by=request.user,
            )
            messages.success(request, _("Saved."))
            return redirect("officers:board")
    words = BoardForm(initial=BoardForm.initial_of(shown(request.user.office).board))
    return _page(request, form=form, emblem_form=EmblemForm(), words=words, recording_form=form)


@require_POST
@manager
def remove_page_recording(request: OfficerRequest, recording_id: int) -> HttpResponse:
    """The page is heard with the phone's own voice again."""
    recording = or_404(recording_of(request.user.office, recording_id))
    remove_recording(recording=recording, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("officers:board")


def _page(request: OfficerRequest, *, words: BoardForm | None = None, **forms: Any) -> HttpResponse:
    office = request.user.office
    names = dict(recordable())
    context = {
        "words": words or forms["form"],
        "here": shown(office),
        "recording_form": RecordingForm(),
        "recordings": [(row, names.get(row.page, row.page)) for row in recordings_of(office)],
        **forms,
    }
    return render_form(request, "officers/administration/board.html", context)

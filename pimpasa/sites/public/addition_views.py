"""What a reporter adds to a sent report, one small page each, as often as they like."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.evidence.room import is_tight
from pimpasa.keys.errors import NoDeskKey
from pimpasa.reports.actions.adding import add, give_contact, give_relation, withdraw_contact, withdraw_relation
from pimpasa.reports.contents import Addition
from pimpasa.reports.indicators import INDICATORS
from pimpasa.reports.kinds import PersonRow
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.public import confirmations
from pimpasa.sites.public.addition_forms import ContactForm, FilesForm, PeopleForm, RelationForm, SignsForm
from pimpasa.sites.public.own_report import EXHIBIT, own_report, page_key_of, sent, typed_before
from pimpasa.sites.public.reply_views import arrived, check_pace, keep_files, note_files

TAKE_BACK = "tarik"
AnyForm = TypeVar("AnyForm", bound=forms.Form)


def _form_of(kind: type[AnyForm], request: HttpRequest, opened: OpenReport, **options: Any) -> AnyForm:
    """The form as it was sent; else with what was typed before and kept."""
    if request.method == "POST":
        return kind(request.POST, **options)
    typed = typed_before(request, opened)
    return kind(initial=_values(kind, typed, options) if typed else None, **options)


def _values(kind: type[forms.Form], typed: Any, options: dict[str, Any]) -> dict[str, Any]:
    several = {name for name, field in kind(**options).fields.items() if isinstance(field, forms.MultipleChoiceField)}
    return {name: typed.getlist(name) if name in several else typed.get(name) for name in typed}


def _page(request: HttpRequest, name: str, form: forms.Form, **context: Any) -> HttpResponse:
    return render_form(
        request, f"public/tambah/{name}.html", {"form": form, "page_key": page_key_of(request), **context}
    )


def _added(request: HttpRequest) -> HttpResponse:
    sent(request)
    return confirmations.confirmed_at("public:tracked_added", "tracked_added")


@own_report
def signs(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    """What the reporter saw or heard: at most eight signs at once, the rest behind a link."""
    form = _form_of(SignsForm, request, opened)
    if request.method == "POST" and form.is_valid() and _add(opened, form, form.addition()):
        return _added(request)
    earlier = [INDICATORS[number].text for addition in _added_before(opened) for number in addition.indicators]
    return _page(request, "tanda", form, earlier=earlier)


@own_report
def people(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    """A name, a number, an account, a plate: one at a time."""
    form = _form_of(PeopleForm, request, opened)
    if request.method == "POST" and form.is_valid() and _add(opened, form, form.addition()):
        return _added(request)
    rows = [row for addition in _added_before(opened) for row in addition.persons]
    earlier = [(PersonRow(row.what).label, row.value) for row in rows]
    return _page(request, "orang", form, earlier=earlier)


def _added_before(opened: OpenReport) -> list[Addition]:
    """What was told with the code. What the report said first, whoever has the code does not read."""
    return [turn.added for turn in opened.messages if turn.added is not None]


def _add(opened: OpenReport, form: forms.Form, addition: Addition) -> bool:
    with acting(form):
        check_pace(opened)
        add(opened=opened, addition=addition)
        return True
    return False


@own_report
def files(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    """Photos and files, with pieces over a bad line or without a script."""
    if request.method != "POST":
        typed = typed_before(request, opened)
        form = FilesForm(initial={"obtained": typed["obtained"]} if typed and typed.get("obtained") else None)
        return _files_page(request, form, arrived(opened, typed.getlist(EXHIBIT)) if typed else [])
    exhibits = arrived(opened, request.POST.getlist(EXHIBIT))
    form = FilesForm(request.POST, request.FILES, has_files=bool(exhibits))
    exhibits += keep_files(request, opened, form)
    if form.is_valid() and _add_files(opened, form, exhibits):
        return _added(request)
    return _files_page(request, form, exhibits)


def _files_page(request: HttpRequest, form: FilesForm, uploaded: list[ExhibitFacts]) -> HttpResponse:
    address = reverse("public:upload_later")
    return _page(request, "berkas", form, uploaded=uploaded, is_tight=is_tight(), upload_address=address)


def _add_files(opened: OpenReport, form: FilesForm, exhibits: list[ExhibitFacts]) -> bool:
    with acting(form, "evidence", ExhibitGone):
        check_pace(opened)
        note_files(opened, exhibits, form.cleaned_data)
        add(opened=opened, addition=Addition(), exhibits=[facts.exhibit for facts in exhibits])
        return True
    return False


@own_report
def contact(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    """May an officer contact you? Sealed apart; a no takes a number of before back."""
    form = _form_of(ContactForm, request, opened)
    if request.method == "POST" and form.is_valid():
        with acting(form, None, NoDeskKey):
            check_pace(opened)
            _tell_contact(opened, form)
            return _added(request)
    return _page(request, "kontak", form)


def _tell_contact(opened: OpenReport, form: ContactForm) -> None:
    if form.says_yes:
        give_contact(opened=opened, name=form.cleaned_data["name"], way=form.cleaned_data["way"])
    else:
        withdraw_contact(opened=opened)


@own_report
def relation(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    """For whom somebody reported, without a name, and as what. Sealed apart."""
    if TAKE_BACK in request.POST:
        withdraw_relation(opened=opened)
        return _added(request)
    form = _form_of(RelationForm, request, opened)
    if request.method == "POST" and form.is_valid():
        with acting(form, None, NoDeskKey):
            check_pace(opened)
            give_relation(opened=opened, **form.cleaned_data)
            return _added(request)
    return _page(request, "untuk-siapa", form)

"""A file is brought, its columns are matched, its entries are listed and thrown away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.evidence.uploads import clean_name
from pimpasa.imports import actions
from pimpasa.imports.contents import Table
from pimpasa.imports.kinds import Guess
from pimpasa.imports.models import Import
from pimpasa.imports.opening import brought_in, opened
from pimpasa.imports.queries import entries_of, import_of, imports_of, numbers_of, traces_of
from pimpasa.imports.reading import LARGEST, read
from pimpasa.imports.rules import LIFE, check_bring
from pimpasa.sites.common.http import acting, or_404, render_form, saying_why
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.http import OfficerRequest, officer_required, received_in_memory
from pimpasa.sites.officers.imports.forms import BringForm, ColumnsForm

SHOWN_ROWS = 3


@received_in_memory(LARGEST)
@never_cache
@officer_required(Permission.WRITE_TOLD)
def imports(request: OfficerRequest) -> HttpResponse:
    """Bring a file; and the files that one still looks through."""
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with acting(form, "file"):
            return redirect("officers:import", _brought(request, form).pk)
    context = {"form": form, "rows": list(imports_of(request.user)), "days": LIFE.days}
    return render_form(request, "officers/imports/start.html", context)


def _brought(request: OfficerRequest, form: BringForm) -> Import:
    check_bring(request.user)
    values = form.cleaned_data
    upload = values["file"]
    reading = read(upload.read(), since=values["since"], until=values["until"])
    return actions.bring(reading=reading, name=clean_name(upload.name), by=request.user)


def import_or_404(request: OfficerRequest, import_id: UUID) -> Import:
    return or_404(import_of(request.user, import_id))


@never_cache
@officer_required(Permission.WRITE_TOLD, key=True)
def entries(request: OfficerRequest, import_id: UUID) -> HttpResponse:
    """The entries proposed as one thing, `?jenis=`; a table first has its columns matched."""
    within = import_or_404(request, import_id)
    brought = brought_in(within, request.keyring)
    if brought.tables:
        return redirect("officers:import_columns", within.pk)
    numbers = numbers_of(within)
    chosen = _chosen(request, numbers)
    page = page_of(entries_of(within, chosen), request)
    traces = traces_of(request.user.office, page.rows)
    open_entries = opened(page.rows, within, request.keyring)
    context = {
        "within": within,
        "name": brought.name,
        "chosen": chosen,
        "chips": [(guess, numbers.get(guess, 0)) for guess in Guess],
        "rows": page,
        "shown": [(row, traces.get(bytes(row.entry.trace))) for row in open_entries],
        "query": f"jenis={chosen}&",
        "total": sum(numbers.values()),
    }
    return render(request, "officers/imports/list.html", context)


def _chosen(request: OfficerRequest, numbers: dict[str, int]) -> Guess:
    choice = request.GET.get("jenis", "")
    first = next((guess for guess in Guess if numbers.get(guess)), Guess.OTHER)
    return Guess(choice) if choice in Guess else first


@never_cache
@officer_required(Permission.WRITE_TOLD, key=True)
def columns(request: OfficerRequest, import_id: UUID) -> HttpResponse:
    """Say which column of a sheet, `?lembar=`, says what."""
    within = import_or_404(request, import_id)
    brought = brought_in(within, request.keyring)
    if not brought.tables:
        return redirect("officers:import", within.pk)
    place = _place(request, brought.tables)
    table = brought.tables[place]
    form = ColumnsForm(request.POST or None, table=table)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            number = actions.match(
                within=within, brought=brought, table=table, places=form.places(), keyring=request.keyring
            )
            messages.success(request, ngettext("%(n)d row was read.", "%(n)d rows were read.", number) % {"n": number})
            return redirect("officers:import", within.pk)
    context = {
        "within": within,
        "brought": brought,
        "place": place,
        "header": table.header,
        "rows": [list(zip(table.header, row, strict=False)) for row in table.rows[:SHOWN_ROWS]],
        "form": form,
    }
    return render_form(request, "officers/imports/columns.html", context)


def _place(request: OfficerRequest, tables: list[Table]) -> int:
    """The sheet that is chosen; otherwise the one with the most rows."""
    choice = request.GET.get("lembar", "")
    if choice.isascii() and choice.isdecimal() and int(choice[:4]) < len(tables):
        return int(choice[:4])
    return max(range(len(tables)), key=lambda place: len(tables[place].rows))


@require_POST
@officer_required(Permission.WRITE_TOLD)
def throw_entries_away(request: OfficerRequest, import_id: UUID) -> HttpResponse:
    """Throw some entries away; goes back to the list that they stood on."""
    within = import_or_404(request, import_id)
    with saying_why(request):
        number = actions.throw_away(within=within, entries=_ids(request.POST.getlist("entry")), by=request.user)
        sentence = ngettext("%(n)d was thrown away.", "%(n)d were thrown away.", number) % {"n": number}
        messages.success(request, sentence)
    return to_list(request, within)


def to_list(request: OfficerRequest, within: Import) -> HttpResponse:
    """Back to the entries of the same kind, or to the beginning where none is left."""
    if import_of(request.user, within.pk) is None:
        messages.info(request, _("All of the file was decided on. Nothing of it is kept here any more."))
        return redirect("officers:imports")
    choice = request.GET.get("jenis", "")
    chosen = f"?jenis={choice}" if choice in Guess else ""
    return redirect(f"{reverse('officers:import', args=[within.pk])}{chosen}")


def _ids(texts: list[str]) -> list[UUID]:
    """What reads as an id."""
    ids = []
    for text in texts[:1000]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return ids


@require_POST
@officer_required(Permission.WRITE_TOLD)
def finish_import(request: OfficerRequest, import_id: UUID) -> HttpResponse:
    """Throw away all that is left of a file."""
    within = import_or_404(request, import_id)
    with saying_why(request):
        actions.finish(within=within, by=request.user)
        messages.success(request, _("Finished. Nothing of the file is kept any more."))
    return redirect("officers:imports")

"""Laws, numbers and lists that outdate: what holds here, who read it and when, and what the office says otherwise."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import can_keep_shared
from pimpasa.common import clock
from pimpasa.packs import actions, queries
from pimpasa.packs.kinds import FIELDS, FieldKind, PackName
from pimpasa.packs.reading import Entry, Pack
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.officers.administration.forms.packs import EntryForm, ReadingForm
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.territory.queries.offices import steward

keeper = officer_required(Permission.KEEP_SHARED)


@keeper
def packs(request: OfficerRequest) -> HttpResponse:
    """Every pack with its age; what has to be read again comes first."""
    today = clock.today()
    rows = [(pack, len(pack.stale(on=today))) for pack in queries.packs()]
    return render(request, "officers/administration/packs.html", {"rows": rows})


@keeper
def pack(request: OfficerRequest, pack_name: str) -> HttpResponse:
    """A pack with its entries, and for who looks after it the word that it was read again."""
    pack = _pack_or_404(pack_name)
    form = ReadingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            actions.read_again(name=pack.name, **form.cleaned_data, by=request.user)
            messages.success(request, _("Recorded. It counts from now on."))
            return redirect("officers:pack", pack.name.value)
    today = clock.today()
    context = {
        "form": form,
        "pack": pack,
        "entries": [(entry, _lines(pack.name, entry), pack.is_stale(entry, on=today)) for entry in pack.entries],
        "readings": queries.readings(pack.name),
        "may_keep": can_keep_shared(request.user),
        "is_own": any(facts.is_own for facts in FIELDS[pack.name].values()),
        "steward": steward(),
    }
    return render_form(request, "officers/administration/pack.html", context)


@keeper
def entry(request: OfficerRequest, pack_name: str, entry_key: str) -> HttpResponse:
    """Say otherwise than the program; an empty field puts the program's own back."""
    pack = _pack_or_404(pack_name)
    try:
        entry = pack.entry(entry_key)
    except KeyError as unknown:
        raise Http404 from unknown
    form = EntryForm(request.POST or None, name=pack.name, entry=entry)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            actions.change_entry(name=pack.name, key=entry_key, texts=form.texts(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:pack", pack.name.value)
    hint = _("What you write here stands in the place of the program's own, for all offices of this installation.")
    title = f"{pack.name.label}: {_lines(pack.name, entry)[0]}"
    return form_page(request, form, title, back=reverse("officers:pack", args=[pack.name.value]), told=hint)


def _pack_or_404(name: str) -> Pack:
    if name not in PackName.values:
        raise Http404
    return queries.pack(PackName(name))


def _lines(name: PackName, entry: Entry) -> list[str]:
    """What an entry says, as people read it: names and words, without what only the program reads."""
    lines = []
    for field, facts in FIELDS[name].items():
        if facts.kind == FieldKind.WORDS:
            lines.append(entry.words(field))
        elif facts.kind in {FieldKind.LINE, FieldKind.PHONE} and field != "source":
            lines.append(str(entry.values.get(field, "")))
    return [line for line in lines if line]

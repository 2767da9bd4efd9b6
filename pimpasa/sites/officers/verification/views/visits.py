"""A visit on a phone: what is seen is written down entry by entry, and kept on the phone while there is no network."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.evidence.opening.files import facts_of
from pimpasa.logbook.forms import SealedEntryForm
from pimpasa.logbook.queries import OpenEntry
from pimpasa.logbook.rules import BOX
from pimpasa.reports.rules import check_own
from pimpasa.sites.common.http import UNPROCESSABLE
from pimpasa.sites.officers import logbook
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.verification.views.findings import check_or_404
from pimpasa.territory.queries.places import places_named
from pimpasa.vault.opening import key_of
from pimpasa.verification.actions.visits import add_entry
from pimpasa.verification.contents import EntryContents
from pimpasa.verification.kinds import CheckState, VisitItem
from pimpasa.verification.models import FieldCheck, VisitEntry
from pimpasa.verification.opening import draft_key
from pimpasa.verification.queries import open_check


class VisitEntryForm(SealedEntryForm):
    items = forms.MultipleChoiceField(choices=VisitItem.choices, required=False)
    strokes = forms.CharField(max_length=200_000, required=False)

    def clean_strokes(self) -> list[list[list[int]]]:
        try:
            strokes = json.loads(self.cleaned_data["strokes"] or "[]")
            return [[[int(x), int(y)] for x, y in stroke] for stroke in strokes]
        except (ValueError, TypeError, OverflowError, RecursionError) as wrong:
            raise forms.ValidationError(_("This signature cannot be read. Please sign again.")) from wrong

    def contents(self) -> EntryContents:
        return EntryContents(**self.written(), strokes=self.cleaned_data["strokes"])


@never_cache
@officer_required(Permission.VERIFY, key=True)
def visit(request: OfficerRequest, check_id: UUID) -> HttpResponse:
    """The visit's page: where and what for, what was written down, and forms for more."""
    check = check_or_404(check_id)
    check_own(request.user, check.report)
    return _page(request, check)


def _page(
    request: OfficerRequest, check: FieldCheck, problem: str = "", form: VisitEntryForm | None = None
) -> HttpResponse:
    key = key_of(check.report, request.keyring)
    opened = open_check(check, key)
    context = {
        "check": check,
        "report": check.report,
        "plan": opened.plan,
        "places": places_named(opened.plan.place, check.report.village_id),
        "entries": [_shown(entry, key) for entry in opened.entries],
        "may_write": check.officer_id == request.user.pk and check.state in (CheckState.READY, CheckState.VISITED),
        "is_signed": check.state == CheckState.VISITED,
        "items": VisitItem.choices,
        "box": BOX,
        "is_empty": not opened.entries,
        **logbook.context_of(
            check.pk,
            enter=reverse("officers:enter", args=[check.pk]),
            draft_key=draft_key(check, request.keyring),
            problem=problem,
            form=form,
        ),
    }
    return render(request, "officers/verification/visit.html", context, status=UNPROCESSABLE if problem else 200)


def _shown(opened: OpenEntry[VisitEntry, EntryContents], key: bytes) -> dict[str, Any]:
    entry, contents = opened.entry, opened.contents
    labels = dict(VisitItem.choices)
    return {
        "entry": entry,
        "kind": entry.get_kind_display(),
        "at": contents.at,
        "text": contents.text,
        "items": [labels[item] for item in contents.items],
        "place": ", ".join(f"{number:.5f}" for number in contents.place[:2]),
        "strokes": [" ".join(f"{x},{y}" for x, y in stroke) for stroke in contents.strokes],
        "facts": facts_of(entry.exhibit, key=key) if entry.exhibit else None,
    }


@logbook.entry_view(Permission.VERIFY)
def enter(request: OfficerRequest, check_id: UUID) -> logbook.LogPage:
    """Keep an entry of a visit."""
    check = check_or_404(check_id)
    check_own(request.user, check.report)
    form = VisitEntryForm(request.POST, request.FILES)

    def keep() -> bool:
        _entry, is_new = add_entry(check=check, contents=form.contents(), keyring=request.keyring, **form.sent())
        return is_new

    return logbook.LogPage(
        problem=form.problem,
        keep=keep,
        page=lambda problem: _page(request, check, problem, form),
        address=reverse("officers:visit", args=[check_id]) + "#entries",
    )

"""An entry as it is sent."""

from __future__ import annotations

import uuid

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from pimpasa.common import clock
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.logbook.forms import SealedEntryForm
from pimpasa.logbook.rules import moment_of


class ChecklistForm(SealedEntryForm):
    items = forms.MultipleChoiceField(choices=[("letter", "Surat")], required=False)


def form(**changes: str | list[str]) -> ChecklistForm:
    return ChecklistForm({"id": str(uuid.uuid4()), "kind": "note", "text": "Karangan", "whole": "1", **changes})


def test_it_works() -> None:
    at = clock.now().isoformat()
    entry = form(at=at, place="-6.1438,106.7394,12", items=["letter"])
    assert entry.is_valid()
    assert entry.written() == {"at": at, "text": "Karangan", "items": ["letter"], "place": [-6.1438, 106.7394, 12.0]}
    assert (entry.photo, entry.problem) == (None, "")


def test_a_page_without_javascript_has_the_office_s_moment() -> None:
    entry = form()
    assert entry.is_valid()
    assert abs((moment_of(entry.cleaned_data["at"]) - clock.now()).total_seconds()) < 60


@pytest.mark.parametrize("place", ["", "di sini", "1;2"])
def test_a_place_that_cannot_be_read_is_left_out(place: str) -> None:
    entry = form(place=place)
    assert entry.is_valid()
    assert entry.cleaned_data["place"] == []


def test_what_was_cut_off_on_the_way_is_no_entry() -> None:
    entry = form(whole="")
    assert not entry.is_valid()
    assert entry.problem == "Pengiriman berkas terputus di jalan. Kirim sekali lagi."


def test_several_files_are_no_entry_rather_than_one_with_the_first_of_them() -> None:
    fields = {"id": str(uuid.uuid4()), "kind": "photo", "text": "", "whole": "1"}
    photos = [SealedUpload("satu.jpg", "image/jpeg"), SealedUpload("dua.jpg", "image/jpeg")]
    entry = ChecklistForm(fields, MultiValueDict({"evidence": photos}))
    assert not entry.is_valid()
    assert entry.errors.as_data()["evidence"][0].code == "several"
    assert "multiple" not in str(entry["evidence"])

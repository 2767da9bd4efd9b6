"""The report on a dialogue, as others read it: tagged PDF/A, with everything that was counted."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.outreach.actions import minutes
from pimpasa.outreach.actions.photos import add_photo
from pimpasa.outreach.actions.promises import keep_promise
from pimpasa.papers.opening.activity import activity_report
from tests.factories import outreach as made
from tests.factories import photos as taken
from tests.factories.people import Cast, cast, keyring
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def test_it_works(office: Cast) -> None:
    dialogue = made.held(office, letter_number="W.10-UM.01-123", partners="Karangan: Kelurahan dan PKK")
    made.came(dialogue, 34)
    made.counted(dialogue, before=(9, 30), after=(24, 31))
    asked = made.shown(dialogue, text="Karangan: apakah visa wisata boleh untuk bekerja?")
    minutes.answer_in_writing(question=asked, answer="Karangan: tidak boleh.", by=office.sari)
    made.shown(dialogue, text="Karangan: di mana melapor?")
    keep_promise(promise=made.promise(office, dialogue), how="Karangan: sudah dipasang", by=office.dewi)
    made.promise(office, dialogue, owner=None, owner_elsewhere="Lurah")
    photo, _faces = add_photo(
        dialogue=dialogue, content=taken.photo(), consent="Karangan: semua setuju, lisan", by=office.sari
    )
    minutes.publish_minutes(dialogue=dialogue, summary="Karangan: warga membahas janji kerja palsu.", by=office.sari)
    dialogue.refresh_from_db()
    report = activity_report(dialogue=dialogue, keyring=keyring(office.sari), pictures=True)
    _keep_for_eyes(report.pages)
    with pikepdf.open(io.BytesIO(report.pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []
        with pdf.open_metadata() as metadata:
            claims = {name: metadata.get(name) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}
        assert claims == {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
        assert bool(pdf.Root.MarkInfo.Marked) is True
    said = _words(report.pdf)
    for told in ("W.10-UM.01-123", "Hadir 34 orang", "9 dari 30 (30 %)", "24 dari 31 (77 %)", "Karangan: tidak boleh.",
                 "Akan dijawab kemudian.", "Ditepati", "Lurah", "Foto 1"):  # fmt: skip
        assert told in said
    assert photo.caption == ""  # unpublished, and printed for the office all the same


def test_a_dialogue_of_which_nothing_was_written_down(office: Cast) -> None:
    said = _words(activity_report(dialogue=made.held(office), keyring=keyring(office.hadi)).pdf)
    for told in ("Kehadiran belum dicatat.", "Tidak ada kuis, atau belum dijawab.", "Tidak ada janji yang dicatat."):
        assert told in said


def test_not_before_the_end_and_not_for_others(office: Cast) -> None:
    dialogue = made.held(office)
    for who in (office.agus, office.rina, office.at.fallback_unit.assignments.get().officer):
        with pytest.raises(Refused):
            activity_report(dialogue=dialogue, keyring=keyring(who))
    with refused("not_held_yet"):
        activity_report(dialogue=made.dialogue(office, hall="Lain", by=office.hadi, desk=office.at.unit),
                        keyring=keyring(office.sari))  # fmt: skip


def _words(pdf: bytes) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    return " ".join(" ".join(pages).split())


def _keep_for_eyes(pages: list[bytes]) -> None:
    if folder := os.environ.get("TESTS_LOOK"):
        for number, page in enumerate(pages):
            Path(folder, f"kegiatan-{number}.png").write_bytes(page)

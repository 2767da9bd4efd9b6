"""A group's chat and an old recap, from the file to the last decision, form by form; and nothing is left of them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.areas.models import AreaNote
from pimpasa.common import clock
from pimpasa.handling.models import Telling
from pimpasa.imports.actions import purge
from pimpasa.imports.kinds import Guess
from pimpasa.imports.models import Entry, Import, Trace
from pimpasa.imports.rules import LIFE, MOST_OPEN
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import DialogueState
from pimpasa.reports.kinds import Channel
from pimpasa.reports.models import Report
from pimpasa.unsent.models import Writing
from tests.factories import recaps
from tests.factories.people import Cast
from tests.factories.tables import everything
from tests.factories.territory import CENGKARENG_TIMUR

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
ADDRESS = "/petugas/impor/"
REPORT = {
    "urgency": "3",
    "kind": "pmi",
    "village": CENGKARENG_TIMUR,
    "rw": "17",
    "source": "phone",
    "consent": "unasked",
    "card": "unreachable",
    "whole": "1",
}


def brought(client: Client, content: bytes | str = recaps.ANDROID, name: str = "grup.txt", **days: str) -> HttpResponse:
    plain = content.encode() if isinstance(content, str) else content
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, plain), **days}, follow=True)  # type: ignore[return-value]


def text_of(response: Any) -> str:
    return str(response.content.decode())


def place_of(guess: Guess) -> str:
    """The address of the first entry that is proposed as something."""
    entry = Entry.objects.filter(guess=guess)[0]
    return f"{ADDRESS}{entry.within_id}/{entry.pk}/"


def test_each_message_is_proposed_with_its_words(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    page = text_of(brought(sari, recaps.zipped(recaps.ANDROID), "Chat WhatsApp.zip"))
    assert "Chat WhatsApp.zip" in page
    assert "Laporan (1)" in page
    assert (recaps.OFFER in page, recaps.GREETING in page) == (True, False)
    others = text_of(sari.get(f"{ADDRESS}{Import.objects.get().pk}/?jenis=other"))
    assert (recaps.OFFER in others, recaps.GREETING in others) == (False, True)
    assert "25 September 2025, 09:00" in others


def test_a_message_becomes_a_report_that_was_told(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    brought(sari)
    place = place_of(Guess.REPORT)
    form = text_of(sari.get(f"{place}laporan/"))
    assert form.count(recaps.OFFER) == 2  # as it was written, and in the field
    assert f'<option value="{CENGKARENG_TIMUR}" selected>' in form
    sent = {**REPORT, "writing": re.search(r'name="writing"\s+value="([^"]+)"', form)[1], "words": "Karangan: diubah."}  # type: ignore[index]
    answer = sari.post(f"{place}laporan/", sent)
    telling = Telling.objects.get()
    assert answer["Location"] == f"/petugas/lisan/{telling.pk}/"
    assert (telling.officer, telling.report.channel) == (office.sari, Channel.ORAL)
    assert "Karangan: diubah." in text_of(sari.get(f"/petugas/laporan/{telling.report_id}/"))
    assert sari.post(f"{place}laporan/", sent)["Location"] == f"/petugas/lisan/{telling.pk}/"
    assert (Report.objects.count(), Entry.objects.filter(guess=Guess.REPORT).count()) == (1, 0)


def test_a_message_becomes_a_dialogue_that_was_held(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    brought(sari)
    place = f"{place_of(Guess.ACTIVITY)}kegiatan/"
    form = text_of(sari.get(place))
    assert 'value="2025-09-23"' in form
    filled = {"kind": "sosialisasi", "village": CENGKARENG_TIMUR, "rws": "5", "hall": "Balai RW 05"}
    filled |= {"on": "2025-09-23", "begins": "14:00", "agenda": recaps.HELD}
    to_come = sari.post(place, filled | {"on": str(clock.today() + timedelta(days=3))})
    assert (to_come.status_code, Dialogue.objects.count()) == (422, 0)
    assert "Rencanakan sebagai kegiatan baru" in text_of(to_come)
    assert sari.post(place, filled).status_code == 302
    dialogue = Dialogue.objects.get()
    assert (dialogue.state, dialogue.is_public, dialogue.rws) == (DialogueState.HELD, False, ["005"])
    assert [entry.act for entry in entries_of([dialogue.subject])] == [Act.DIALOGUE_PLANNED, Act.DIALOGUE_ENDED]
    assert sari.get(f"/petugas/dialog/{dialogue.pk}/notula/").status_code == 200


def test_a_message_is_passed_on_as_of_an_area_without_persons(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    brought(sari)
    place = f"{place_of(Guess.AREA)}wilayah/"
    form = {"village": CENGKARENG_TIMUR, "teller": "rw", "happening": "crowded", "words": recaps.CROWDED}
    for words, sentence in (
        ("Kontrakan penuh, telepon 0812-0000-0000", "Itu menunjuk ke seseorang"),
        ("Kontrakan Pak Karangan penuh", "Karangan"),
    ):
        answer = sari.post(place, form | {"words": words})
        assert (answer.status_code, sentence in text_of(answer)) == (422, True), text_of(answer)
    assert sari.post(place, form).status_code == 302
    note = AreaNote.objects.get()
    assert (note.village_id, note.happening) == (CENGKARENG_TIMUR, "crowded")
    assert [(entry.act, entry.actor) for entry in entries_of([note.subject])] == [(Act.AREA_TOLD, office.sari.actor)]
    assert recaps.CROWDED in text_of(sari.get("/petugas/kabar-wilayah/"))


def test_a_table_has_its_columns_matched_first(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    matching = brought(sari, recaps.workbook(Jan=[recaps.HEADER, *recaps.ROWS], Feb=[["A"], ["=1+1"]]), "rekap.xlsx")
    assert "1 sel berisi rumus" in text_of(matching)
    place = f"{ADDRESS}{Import.objects.get().pk}/kolom/?lembar=0"
    assert sari.post(place, {"words": [], "day": "1", "place": "2", "rw": "3", "who": "5"}).status_code == 422
    page = text_of(sari.post(place, {"words": ["4"], "day": "1", "place": "2", "rw": "3", "who": "-"}, follow=True))
    assert "2 baris dibaca." in page
    assert recaps.OFFER in page
    assert "5 Januari 2026" in page


def test_what_was_taken_over_before_is_named_to_the_whole_office(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    brought(sari)
    form = {"village": CENGKARENG_TIMUR, "teller": "rw", "happening": "crowded", "words": recaps.CROWDED}
    sari.post(f"{place_of(Guess.AREA)}wilayah/", form)
    bayu = signed_in(office.bayu)
    brought(bayu, recaps.IPHONE)
    own = Import.objects.get(officer=office.bayu)
    page = text_of(bayu.get(f"{ADDRESS}{own.pk}/?jenis=area"))
    assert "Sudah pernah dicatat" in page
    assert "oleh Sari Contoh" in page
    assert "Sudah pernah dicatat" not in text_of(bayu.get(f"{ADDRESS}{own.pk}/?jenis=report"))


def test_nobody_else_gets_at_it(office: Cast, signed_in: SignIn) -> None:
    brought(signed_in(office.sari))
    own, entry = Import.objects.get(), Entry.objects.all()[0]
    dewi = signed_in(office.dewi)
    for path in ("", "kolom/", f"{entry.pk}/laporan/", f"{entry.pk}/kegiatan/", f"{entry.pk}/wilayah/"):
        assert dewi.get(f"{ADDRESS}{own.pk}/{path}").status_code == 404, path
    for path in ("buang/", "selesai/"):
        assert dewi.post(f"{ADDRESS}{own.pk}/{path}", {"entry": str(entry.pk)}).status_code == 404, path
    assert "grup.txt" not in text_of(dewi.get(ADDRESS))
    assert Entry.objects.count() == 4
    agus = signed_in(office.agus)
    assert agus.post(ADDRESS, {"file": SimpleUploadedFile("grup.txt", b"x")}).status_code == 403


def test_several_are_thrown_away_at_once_and_the_file_goes_with_its_last(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    brought(sari)
    own = Import.objects.get()
    first, *rest = [str(entry.pk) for entry in Entry.objects.all()]
    sari.post(f"{ADDRESS}{own.pk}/buang/", {"entry": [first, "kapan-kapan"]})
    assert Entry.objects.count() == 3
    last = sari.post(f"{ADDRESS}{own.pk}/buang/", {"entry": rest}, follow=True)
    assert "Semua isi berkas sudah diputuskan" in text_of(last)
    assert (Import.objects.count(), Entry.objects.count(), Trace.objects.count()) == (0, 0, 0)


def files_in(*folders: Path) -> set[Path]:
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("ending", ["finished", "over"])
def test_nothing_of_it_remains(office: Cast, signed_in: SignIn, settings: Any, tmp_path: Path, ending: str) -> None:
    """Not in the database, not in the store of files, not among temporary ones; nor what was typed and not sent."""
    temporary = tmp_path / "sementara"
    temporary.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(temporary)
    sari = signed_in(office.sari)
    tables = {model: rows for model, rows in everything().items() if "session" not in str(model).lower()}
    files = files_in(tmp_path, Path(settings.DATA))
    in_temporary = set(Path(tempfile.gettempdir()).glob("*.upload*"))
    brought(sari, recaps.zipped(recaps.ANDROID, foto=b"\xff\xd8karangan" * 999), "grup.zip")
    page = f"{place_of(Guess.REPORT)}laporan/"
    words = {"page": page, "action": page, "fields": {"words": ["Karangan yang belum dikirim."]}}
    keep_unsent(office.sari, **words)
    assert files_in(tmp_path, Path(settings.DATA)) == files
    assert set(Path(tempfile.gettempdir()).glob("*.upload*")) == in_temporary
    own = Import.objects.get()
    if ending == "finished":
        sari.post(f"{ADDRESS}{own.pk}/selesai/")
    else:
        assert purge(at=own.ends_at - timedelta(seconds=1)) == 0
        assert purge(at=own.ends_at + timedelta(seconds=1)) == 1
    assert Writing.objects.count() == 0
    assert {model: rows for model, rows in everything().items() if "session" not in str(model).lower()} == tables


def keep_unsent(officer: Officer, **words: Any) -> None:
    from uuid import uuid4

    from pimpasa.unsent.actions import keep
    from pimpasa.unsent.contents import Words

    keep(pk=uuid4(), officer=officer, words=Words(**words))


def test_no_row_says_a_word_of_it(office: Cast, signed_in: SignIn) -> None:
    brought(signed_in(office.sari))
    rows = str(list(Import.objects.values())) + str(list(Entry.objects.values()))
    assert [word for word in ("Karangan", "grup.txt", "Kamboja") if word in rows] == []


def test_what_cannot_be_read_says_what_to_do(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    for content, name, sentence in (
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "rekap.xls", "Simpan sebagai .xlsx"),
        (b"", "grup.txt", "kosong"),
        (b"PK\x03\x04rusak", "grup.zip", "Berkas ini tidak bisa dibaca"),
        (b"x" * (32 * 1024**2 + 1), "grup.txt", "paling banyak 32 MB"),
    ):
        answer = brought(sari, content, name)
        assert (answer.status_code, sentence in text_of(answer)) == (422, True), text_of(answer)
    wrong = brought(sari, since="2025-09-24", until="2025-09-23")
    assert "Hari terakhir ada sebelum hari pertama" in text_of(wrong)
    assert Import.objects.count() == 0


def test_few_files_at_once_and_each_for_three_days(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    for number in range(MOST_OPEN):
        brought(sari, recaps.ANDROID, f"grup {number}.txt")
    assert brought(sari).status_code == 422
    ends = [own.ends_at - clock.now() for own in Import.objects.all()]
    assert all(timedelta(days=2, hours=23) < end <= LIFE for end in ends)


def test_the_way_there(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    for page in ("/petugas/lisan/", "/petugas/dialog/"):
        assert f'href="{ADDRESS}"' in text_of(sari.get(page)), page

"""After the dialogue: Sari writes minutes, adds photos without faces, keeps promises; residents read it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.common import clock
from pimpasa.evidence.covering import LARGEST
from pimpasa.outreach.actions import minutes
from pimpasa.outreach.actions.promises import keep_promise
from pimpasa.outreach.models import Dialogue, Photo, Promise
from pimpasa.outreach.states import DialogueState
from tests.factories import outreach as made
from tests.factories import photos as taken
from tests.factories.people import Cast

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

HOME = "/petugas/dialog/"
CONSENT = "Karangan: semua yang hadir setuju, ditanya lisan"
CAPTION = "Karangan: warga mendengarkan di balai RW"
SUMMARY = "Karangan: warga RW 017 membahas janji kerja palsu dan cara melapor."


@pytest.fixture
def held(office: Cast) -> Dialogue:
    return made.held(office)


@pytest.fixture
def sari(office: Cast, signed_in: SignIn) -> Client:
    return signed_in(office.sari)


def a_photo(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("ngopi.jpg", content, content_type="image/jpeg")


def test_it_works(held: Dialogue, sari: Client) -> None:
    """From a phone's photo to what a resident sees."""
    page = f"{HOME}{held.pk}/foto/"
    answer = sari.post(page, {"file": a_photo(taken.photo()), "consent": CONSENT}, follow=True)
    assert "2 wajah ditutupi" in answer.content.decode()
    photo = Photo.objects.get()
    one, public = f"{HOME}foto/{photo.pk}/", f"/ngopi/foto/{photo.pk}.jpg"
    assert CONSENT in sari.get(one).content.decode()
    assert Client().get(public).status_code == 404
    sari.post(one, {"do": "cover", "areas": "0, 0, 30, 30"})
    sari.post(one, {"do": "publish", "caption": CAPTION, "looked": "on"})
    shown = Client().get(public)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert shown.headers["Cache-Control"] == "public, max-age=604800"
    resident = Client().get(f"/ngopi/{held.pk}/").content.decode()
    assert public in resident
    assert CAPTION in resident
    assert CONSENT not in resident
    sari.post(f"{one}hapus/")
    assert Client().get(public).status_code == 404


def test_minutes(office: Cast, held: Dialogue, sari: Client) -> None:
    asked = made.shown(held, text="Karangan: apakah visa wisata boleh untuk bekerja?")
    made.shown(held, text="Karangan: di mana melapor?")
    page, public = f"{HOME}{held.pk}/notula/", f"/ngopi/{held.pk}/"
    typed = {"summary": SUMMARY, f"answer-{asked.pk}": "Karangan: tidak boleh."}
    preview = sari.post(page, typed | {"do": "preview"}).content.decode()
    for told in (SUMMARY, "Karangan: tidak boleh.", "Dijawab nanti."):
        assert told in preview
    assert "Karangan: tidak boleh." not in Client().get(public).content.decode()
    sari.post(page, {"summary": SUMMARY, "do": "publish"})
    held.refresh_from_db()
    assert (held.state, held.summary) == (DialogueState.REPORTED, SUMMARY)
    resident = Client().get(public).content.decode()
    for told in (SUMMARY, "Karangan: tidak boleh.", "Karangan: di mana melapor?"):
        assert told in resident
    answer = sari.post(page, {"summary": "pendek", "do": "publish"})
    assert (answer.status_code, "beberapa kalimat" in answer.content.decode()) == (422, True)


def test_residents_read_no_small_number_and_nothing_of_what_is_not_public(office: Cast, held: Dialogue) -> None:
    made.came(held, 9)
    made.counted(held, before=(2, 9), after=(9, 40))
    keep_promise(promise=made.promise(office, held), how="Karangan: dipasang di pos", by=office.sari)
    minutes.publish_minutes(dialogue=held, summary=SUMMARY, by=office.sari)
    page = Client().get(f"/ngopi/{held.pk}/").content.decode()
    assert "Karangan: dipasang di pos" in page
    assert "orang hadir" not in page
    assert "Jawaban benar" not in page
    Dialogue.objects.filter(pk=held.pk).update(is_public=False)
    assert Client().get(f"/ngopi/{held.pk}/").status_code == 404


def test_residents_read_ten_and_more(office: Cast, held: Dialogue) -> None:
    made.came(held, 34)
    made.counted(held, before=(9, 30), after=(24, 32))
    made.promise(office, held)
    minutes.publish_minutes(dialogue=held, summary=SUMMARY, by=office.sari)
    page = Client().get(f"/ngopi/{held.pk}/").content.decode()
    for told in ("34 orang hadir.", "30 %", "75 %"):
        assert told in page
    assert "memasang poster" not in page  # not kept yet


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xff\xd8\xff" + bytes(LARGEST)])
def test_what_is_no_photo_is_said_so(held: Dialogue, sari: Client, content: bytes) -> None:
    answer = sari.post(f"{HOME}{held.pk}/foto/", {"file": a_photo(content), "consent": CONSENT})
    assert answer.status_code == 422
    assert CONSENT in answer.content.decode()
    assert not Photo.objects.exists()


@pytest.mark.parametrize("who", ["bayu", "dewi", "hadi", "agus", "rina"])
def test_only_who_leads_it_looks_at_a_photo_or_removes_it(
    office: Cast, held: Dialogue, signed_in: SignIn, who: str
) -> None:
    photo = made.photo(office, held)
    browser = signed_in(getattr(office, who))
    assert browser.get(f"{HOME}foto/{photo.pk}/").status_code == 403
    assert browser.post(f"{HOME}foto/{photo.pk}/hapus/").status_code == 403
    assert Photo.objects.exists()


def test_a_forged_form_adds_no_photo(office: Cast, held: Dialogue, sari: Client) -> None:
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = sari.cookies
    assert forged.post(f"{HOME}{held.pk}/foto/", {"file": a_photo(taken.photo())}).status_code == 403


def test_bad_input_comes_back_with_a_sentence(office: Cast, held: Dialogue, sari: Client) -> None:
    promise = made.promise(office, held)
    photo = f"{HOME}foto/{made.photo(office, held).pk}/"
    for path, typed in (
        (f"{HOME}{held.pk}/janji/", {"text": "Karangan", "due_on": "kapan-kapan", "owner": "0"}),
        (f"{HOME}{held.pk}/janji/", {"text": "Karangan", "due_on": str(clock.today()), "owner": "elsewhere"}),
        (f"{HOME}janji/{promise.pk}/", {"do": "keep", "how": ""}),
        (f"{HOME}janji/{promise.pk}/", {"do": "drop", "reason": "-"}),
        (photo, {"do": "cover", "areas": "nan, 1, 2, 3"}),
        (photo, {"do": "cover", "areas": "a"}),
        (photo, {"do": "publish", "caption": CAPTION}),
        (photo, {}),
    ):
        answer = sari.post(path, typed)
        assert (path, answer.status_code) == (path, 422)
        assert "govuk-error-summary" in answer.content.decode()


def test_promises_from_word_to_deed(office: Cast, held: Dialogue, sari: Client, signed_in: SignIn) -> None:
    due = clock.today() + timedelta(days=14)
    typed = {"text": "Karangan: memasang poster", "due_on": str(due), "owner": str(office.dewi.pk)}
    assert sari.post(f"{HOME}{held.pk}/janji/", typed).status_code == 302
    elsewhere = typed | {"text": "Karangan: memperbaiki lampu", "owner": "elsewhere", "owner_elsewhere": "Lurah"}
    assert sari.post(f"{HOME}{held.pk}/janji/", elsewhere).status_code == 302
    promise = Promise.objects.get(owner=office.dewi)
    dewi = signed_in(office.dewi)
    assert "Karangan: memasang poster" in dewi.get(f"{HOME}janji/").content.decode()
    dewi.post(f"{HOME}janji/{promise.pk}/", {"do": "keep", "how": "Karangan: dipasang"})
    sari.post(f"{HOME}janji/{Promise.objects.get(owner=None).pk}/", {"do": "drop", "reason": "Karangan: sudah baik"})
    assert "Tidak ada janji" in dewi.get(f"{HOME}janji/").content.decode()
    page = sari.get(f"{HOME}{held.pk}/").content.decode()
    for told in ("Karangan: memasang poster", "Lurah", "Tidak dilanjutkan", "Janji ditepati: 1 dari 2"):
        assert told in page


def test_one_s_own_promises_come_first_and_late_ones_before_others(office: Cast, held: Dialogue, sari: Client) -> None:
    for text, days, owner in (
        ("d", 30, office.dewi),
        ("c", 2, office.dewi),
        ("b", 20, office.sari),
        ("a", 1, office.sari),
    ):
        made.promise(office, held, text=f"Karangan-{text}", due_on=clock.today() + timedelta(days=days), owner=owner)
    page = sari.get(f"{HOME}janji/").content.decode()
    places = [page.index(f"Karangan-{text}") for text in "abcd"]
    assert places == sorted(places)


def test_lists_ask_the_database_as_often_for_many_as_for_one(office: Cast, held: Dialogue, sari: Client) -> None:
    def ask(path: str) -> int:
        sari.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert sari.get(path).status_code == 200
        return len(asked)

    paths = (f"{HOME}janji/", f"{HOME}{held.pk}/", f"{HOME}{held.pk}/notula/", f"/ngopi/{held.pk}/", f"{HOME}hasil/")
    minutes.publish_minutes(dialogue=held, summary=SUMMARY, by=office.sari)

    def more() -> None:
        made.shown(held, text="Karangan: di mana melapor?")
        made.promise(office, held)
        keep_promise(promise=made.promise(office, held), how="Karangan: sudah", by=office.sari)

    more()
    before = {path: ask(path) for path in paths}
    more()
    more()
    assert {path: ask(path) for path in paths} == before


def test_the_report_and_what_came_of_a_quarter(office: Cast, held: Dialogue, sari: Client) -> None:
    held.hall = "=Karangan"
    made.came(held, 12)
    made.counted(held, before=(4, 10), after=(8, 10))
    report = sari.get(f"{HOME}{held.pk}/laporan/")
    assert report.headers["Content-Type"] == "application/pdf"
    assert report.content.startswith(b"%PDF-")
    page = sari.get(f"{HOME}hasil/").content.decode()
    for told in ("12 orang", "40 % sebelum, 80 % sesudah"):
        assert told in page
    table = sari.get(f"{HOME}hasil/?unduh=csv").content.decode("utf-8-sig").splitlines()
    assert table[0].startswith("tanggal,jenis,kelurahan,tempat,hadir,")
    assert table[1].endswith(",Ngopi Pimpasa,Cengkareng Timur,'=Karangan,12,40,80,0,0,0,0")
    for nonsense in ("x", "2026-5", "99999-1", "0000-1", "²-1"):
        assert sari.get(f"{HOME}hasil/?triwulan={nonsense}").status_code == 200


def test_before_it_began_there_is_nothing_after_it(office: Cast, sari: Client) -> None:
    planned = made.dialogue(office)
    assert "Setelah acara" not in sari.get(f"{HOME}{planned.pk}/").content.decode()
    for path in ("notula/", "janji/", "foto/", "laporan/"):
        assert sari.get(f"{HOME}{planned.pk}/{path}").status_code == 403

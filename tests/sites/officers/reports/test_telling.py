"""The one screen for what somebody told an officer, form by form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.evidence.models import Exhibit
from pimpasa.handling.models import Telling
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.models import Report
from pimpasa.sealing import receipts
from pimpasa.territory.models import Office
from tests.factories import reports as given
from tests.factories.people import Cast
from tests.factories.territory import CENGKARENG_TIMUR, PEGADUNGAN

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
ADDRESS = "/petugas/lisan/"


def form(**changes: Any) -> dict[str, Any]:
    filled = {
        "writing": str(uuid4()),
        "urgency": "3",
        "kind": "pmi",
        "words": "Karangan: tetangganya akan berangkat tanpa surat.",
        "village": CENGKARENG_TIMUR,
        "rw": "17",
        "source": "dialogue",
        "consent": "agreed",
        "card": "given",
        "whole": "1",
    }
    return filled | changes


def sent(client: Client, **changes: Any) -> str:
    """Where the form leads once it was sent."""
    response = client.post(ADDRESS, form(**changes))
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def test_it_works(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    page = sari.get(ADDRESS).content.decode()
    assert f'<option value="{CENGKARENG_TIMUR}" selected>' in page
    address = sent(sari)
    report = Report.objects.get()
    card = sari.get(address).content.decode()
    cookie = sari.cookies["kartu"]
    assert receipts.parse(cookie.value).lookup_id == bytes(report.receipt_id)
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (address, True, "Strict", 900)
    assert f"<span>{cookie.value[:4]}</span>" in card
    assert "Buka laporannya" in card
    shown = sari.get(f"/petugas/laporan/{report.pk}/").content.decode()
    assert "Disampaikan lisan, ditulis oleh petugas" in shown
    assert "Yang ditulis petugas dari cerita orang" in shown
    assert "Yang ditulis pelapor" not in shown
    assert "Sari Contoh" in shown
    finding = sari.post(f"/petugas/laporan/{report.pk}/mulai/") and sari.get(f"/petugas/laporan/{report.pk}/temuan/")
    assert "Yang ditulis petugas dari cerita orang" in finding.content.decode()


def test_the_card_is_gone_once_it_was_handed_over(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    address = sent(sari)
    code = sari.cookies["kartu"].value
    after = sari.post(f"{address}diserahkan/", follow=True).content.decode()
    assert code[:4] not in after
    assert "Tidak ada kode di layar ini" in after
    assert code not in sari.get(ADDRESS).content.decode()


def test_a_form_that_is_sent_twice_is_one_report_with_its_card(office: Cast, signed_in: SignIn) -> None:
    sari, writing = signed_in(office.sari), str(uuid4())
    assert sent(sari, writing=writing) == sent(sari, writing=writing)
    assert Report.objects.count() == 1


def test_nobody_else_sees_the_card(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    address = sent(sari)
    dewi = signed_in(office.dewi)
    dewi.cookies["kartu"] = sari.cookies["kartu"].value
    assert dewi.get(address).status_code == 403
    assert dewi.post(f"{address}diserahkan/").status_code == 403
    other = given.written_down(office.dewi)[0]
    assert sari.cookies["kartu"].value[:4] not in dewi.get(f"{ADDRESS}{other.pk}/").content.decode()


def test_bayu_is_told_that_others_read_it(office: Cast, signed_in: SignIn) -> None:
    bayu = signed_in(office.bayu)
    page = bayu.get(sent(bayu)).content.decode()
    assert "Petugas lain yang membacanya" in page
    assert office.at.cengkareng_timur.name in page
    assert "Buka laporannya" not in page
    assert bayu.get(f"/petugas/laporan/{Report.objects.get().pk}/").status_code == 403


def test_a_place_that_is_not_in_the_list(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    sent(sari, village="", elsewhere=PEGADUNGAN)
    assert Report.objects.get().village_id == PEGADUNGAN
    asked = sari.post(ADDRESS, form(village="", elsewhere="pegadung"))
    assert asked.status_code == 422
    assert f'<option value="{PEGADUNGAN}">Pegadungan, Kalideres' in asked.content.decode()
    nowhere = sari.post(ADDRESS, form(village="", elsewhere=""))
    assert "Pilih kelurahan, atau tulis nama tempat lain" in nowhere.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"writing": "kapan-kapan"},
        {"urgency": "9"},
        {"kind": "lain"},
        {"words": ""},
        {"words": "k" * 50_001},
        {"village": "99.99.99.9999"},
        {"rw": "tujuh belas puluh"},
        {"source": ""},
        {"consent": "unasked", "contact_name": "Orang Karangan", "card": "unwanted"},
        {"consent": "unasked"},
        {"card": ""},
    ],
)
def test_bad_input_gets_a_sentence(office: Cast, signed_in: SignIn, changes: dict[str, str]) -> None:
    answer = signed_in(office.sari).post(ADDRESS, form(**changes))
    assert answer.status_code == 422
    assert "Perlu diperbaiki" in answer.content.decode()
    assert not Report.objects.exists()


def test_the_place_of_a_report_that_nobody_could_read(office: Cast, signed_in: SignIn) -> None:
    Office.objects.update(is_fallback=False)
    answer = signed_in(office.sari).post(ADDRESS, form(village="", elsewhere="11.01.01.2001"))
    assert answer.status_code == 422


def test_what_was_written_down_is_listed(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    address = sent(sari)
    telling = Telling.objects.get(pk=UUID(address.strip("/").rpartition("/")[2]))
    assert telling.report.reference in sari.get(ADDRESS).content.decode()
    assert telling.report.reference not in signed_in(office.dewi).get(ADDRESS).content.decode()


def handed(name: str = "surat.txt", content: bytes = b"Karangan: surat dari tetangga.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/plain")


def stored_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_handed_over_lies_beside_the_words(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    sent(sari, evidence=[handed(), handed("tiket.txt", b"Karangan: tiket.")])
    report = Report.objects.get()
    page = sari.get(f"/petugas/laporan/{report.pk}/").content.decode()
    assert page.count("Diserahkan kepada petugas oleh yang bercerita") == 2
    assert ("surat.txt" in page, "tiket.txt" in page) == (True, True)
    exhibits = [attachment.exhibit for attachment in report.attachments.all()]
    looked = [sari.get(f"/petugas/bukti/{exhibit.pk}/").content.decode() for exhibit in exhibits]
    assert sum("Karangan: surat dari tetangga." in look for look in looked) == 1
    entries = [entry for exhibit in exhibits for entry in entries_of([exhibit.subject])]
    came = [(entry.act, entry.actor) for entry in entries if entry.act == Act.EXHIBIT_RECEIVED]
    assert came == [(Act.EXHIBIT_RECEIVED, office.sari.actor)] * 2
    assert Exhibit.objects.filter(expires_at=None).count() == 2


def test_files_beside_a_form_with_a_fault_are_asked_for_again_and_nothing_of_them_stays(
    office: Cast, signed_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    answer = signed_in(office.sari).post(ADDRESS, form(card="", evidence=[handed()]))
    assert answer.status_code == 422
    assert "Pilih sekali lagi" in answer.content.decode()
    assert Exhibit.objects.count() == 0
    assert stored_files(tmp_path) == []


def test_a_program_is_not_taken(office: Cast, signed_in: SignIn, settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    answer = signed_in(office.sari).post(ADDRESS, form(evidence=[handed("surat.exe", b"MZ" + b"x" * 200)]))
    assert answer.status_code == 422
    assert "surat.exe: " in answer.content.decode()
    assert (Report.objects.count(), stored_files(tmp_path)) == (0, [])

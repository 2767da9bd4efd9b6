"""Sari writes her month by pages, Dewi receives it; Hadi's goes up to Kartika."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.monthly.models import Monthly
from pimpasa.monthly.rules import last_month
from tests.factories.pages import refused, text_of
from tests.factories.people import Cast, above

pytestmark = pytest.mark.django_db
SignIn = Callable[[Officer], Client]


def writing() -> str:
    return f"/petugas/laporan-bulanan/tulis/{last_month(clock.today()):%Y-%m}/"


def address(monthly: Monthly) -> str:
    return f"/petugas/laporan-bulanan/{monthly.pk}/"


def test_it_is_written_sent_and_received(office: Cast, signed_in: SignIn) -> None:
    sari, dewi = signed_in(office.sari), signed_in(office.dewi)
    draft = text_of(sari.post(writing(), {"words": "Warga RW 017 bertanya."}, follow=True))
    assert "Disimpan sebagai draf. Belum ada yang dikirim." in draft
    assert "Warga RW 017 bertanya." in draft
    monthly = Monthly.objects.get()
    assert "Warga RW 017 bertanya." in sari.get(writing()).content.decode()
    sari.post(f"{address(monthly)}kirim/")
    before = text_of(dewi.get(address(monthly)))
    assert "Terima dulu untuk membacanya." in before
    assert "Warga RW 017 bertanya." not in before
    assert "Warga RW 017 bertanya." in text_of(dewi.post(f"{address(monthly)}terima/", follow=True))
    assert "Diterima pada" in text_of(sari.get(address(monthly)))
    assert "sudah dikirim" in text_of(sari.post(f"{address(monthly)}tarik/", follow=True))


def test_it_is_taken_back_by_its_page(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    sari.post(writing(), {"words": "Karangan"})
    monthly = Monthly.objects.get()
    sari.post(f"{address(monthly)}kirim/")
    assert "Ditarik. Sekarang menjadi draf lagi." in text_of(sari.post(f"{address(monthly)}tarik/", follow=True))


def test_a_name_is_refused_beside_what_was_typed(office: Cast, signed_in: SignIn) -> None:
    page = refused(signed_in(office.hadi).post(writing(), {"summary": "Pak Budi membantu.", "words": "Karangan"}))
    assert "Hapus: Budi." in page
    assert "Pak Budi membantu." in page


def test_above_the_summary_is_read_and_nothing_sealed(office: Cast, signed_in: SignIn) -> None:
    levels = above(office)
    office.hadi.office.refresh_from_db()
    hadi, kartika = signed_in(office.hadi), signed_in(levels.kartika)
    hadi.post(writing(), {"summary": "Acara berjalan baik.", "words": "Rahasia unit"})
    monthly = Monthly.objects.get()
    hadi.post(f"{address(monthly)}kirim/")
    assert "Yang masuk" in text_of(kartika.get("/petugas/laporan-bulanan/"))
    page = text_of(kartika.post(f"{address(monthly)}terima/", follow=True))
    assert "Acara berjalan baik." in page
    assert "Rahasia unit" not in page
    assert "kurang dari sepuluh" in page
    assert "Laporan yang masuk" not in page
    kartika.post(writing(), {"summary": "Semua kantor mengirim."})
    own = Monthly.objects.get(of="kanwil")
    kartika.post(f"{address(own)}kirim/")
    assert "Semua kantor mengirim." in text_of(signed_in(levels.damar).post(f"{address(own)}terima/", follow=True))


def test_files_say_what_the_page_says(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    sari.post(writing(), {"words": "Karangan"})
    monthly = Monthly.objects.get()
    assert sari.get(f"{address(monthly)}?unduh=pdf").content.startswith(b"%PDF-")
    book = openpyxl.load_workbook(BytesIO(sari.get(f"{address(monthly)}?unduh=xlsx").content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0] == ["Pilar", "Yang dihitung", "Jumlah"]
    assert ["Pengetahuan", "Orang yang datang ke acara", 0] in rows
    assert [row[1] for row in rows if row[0] == "Keterangan"] == ["Karangan"]


@pytest.mark.parametrize("month", ["2026-13", "bulan", "2019-01"])
def test_a_month_that_is_none_is_not_found_or_refused(office: Cast, signed_in: SignIn, month: str) -> None:
    answer = signed_in(office.sari).post(f"/petugas/laporan-bulanan/tulis/{month}/", {"words": "Karangan"})
    assert answer.status_code in (404, 422)
    assert not Monthly.objects.exists()


def test_a_bare_name_goes_up_with_a_reason_or_not_at_all(office: Cast, signed_in: SignIn) -> None:
    above(office)
    office.hadi.office.refresh_from_db()
    hadi = signed_in(office.hadi)
    hadi.post(writing(), {"summary": "Dibantu Budi Santoso.", "words": "Karangan"})
    monthly = Monthly.objects.get()
    assert "Ini seperti nama orang: Dibantu Budi Santoso." in text_of(hadi.get(address(monthly)))
    assert "Ini seperti nama orang: Dibantu Budi Santoso." in text_of(
        hadi.post(f"{address(monthly)}kirim/", follow=True)
    )
    sent = text_of(hadi.post(f"{address(monthly)}kirim/", {"nobody_because": "Itu nama jalan."}, follow=True))
    assert "bukan nama orang, kata pengirim: Itu nama jalan." in sent

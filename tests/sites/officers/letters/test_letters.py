"""Letters as officers see them: the list, one of them, entering one, withdrawing one, and planning from one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.letters.models import Letter
from pimpasa.operations.models import Operation
from pimpasa.verification.models import FieldCheck
from tests.factories import letters
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]


def outside(office: Cast, **changes: object) -> dict[str, object]:
    today = clock.today()
    return {
        "number": "W.10/KANWIL/7", "signer": "Kepala Kanwil Karangan", "valid_from": str(today),
        "valid_until": str(today + timedelta(days=3)), "task": "Karangan: pengawasan keimigrasian",
        "places": "Kelurahan Cengkareng Timur\nKelurahan Pegadungan", "officers": [office.sari.pk], "whole": "1",
        "evidence": SimpleUploadedFile("surat.pdf", letters.SCAN, "application/pdf"),
    } | changes  # fmt: skip


def test_one_from_outside_is_entered_read_and_withdrawn(office: Cast, signed_in: SignIn) -> None:
    hadi, sari = signed_in(office.hadi), signed_in(office.sari)
    answer = hadi.post("/petugas/surat-perintah/luar/", outside(office))
    letter = Letter.objects.get()
    path = f"/petugas/surat-perintah/{letter.pk}/"
    assert answer.headers["Location"] == path
    page = sari.get(path).content.decode()
    for words in ("W.10/KANWIL/7", "Dari luar", "Kepala Kanwil Karangan", "Cengkareng Timur, Pegadungan"):
        assert words in page
    assert path in sari.get("/petugas/surat-perintah/").content.decode()
    assert sari.get(f"{path}pindaian/").content == letters.SCAN
    assert hadi.post(f"{path}tarik/", {"reason": "a"}).status_code == 422
    assert hadi.post(f"{path}tarik/", {"reason": "Karangan: salah tanggal"}).headers["Location"] == path
    assert "Ditarik" in sari.get(path).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": ""}, "Tulislah nomornya"),
        ({"officers": []}, "Pilih siapa yang disebut"),
        ({"evidence": ""}, "paling sedikit satu berkas"),
        ({"valid_until": "2020-01-01"}, "berakhir sebelum"),
        ({"task": "x" * 5_000}, "5000"),
    ],
)
def test_what_is_missing_is_told(office: Cast, signed_in: SignIn, changes: dict[str, object], said: str) -> None:
    answer = signed_in(office.hadi).post("/petugas/surat-perintah/luar/", outside(office, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_plan_says_what_its_letter_says(office: Cast, signed_in: SignIn) -> None:
    """Of 31 fields nine are seen and two have to be answered: whom it is about, and where exactly if one wants."""
    letter = letters.letter([office.sari, office.dewi], task="Karangan: pengawasan keimigrasian")
    dewi = signed_in(office.dewi)
    path = f"/petugas/operasi/baru/?surat={letter.pk}"
    assert f"?surat={letter.pk}" in dewi.get("/petugas/operasi/baru/").content.decode()
    page = dewi.get(path).content.decode()
    begins = page.index('<form method="post" novalidate>')
    before_fold = page[begins : page.index("Kendaraan, risiko, juru bahasa, mitra")]
    seen = set(re.findall(r'name="(\w+)"', before_fold)) - {"csrfmiddlewaretoken", "kind", "place"}
    assert seen == {"starts_at", "ends_at", "spot", "person", "citizen_purpose", "purpose",
                    f"officer_{office.sari.pk}", f"officer_{office.dewi.pk}"}  # fmt: skip
    inputs = re.findall(r"<input[^>]*>", before_fold)
    values = [re.search(r'name="(kind|place|starts_at|ends_at)".*? value="([^"]+)"', tag, re.DOTALL) for tag in inputs]
    form = {value[1]: value[2] for value in values if value}
    assert form.keys() == {"kind", "place", "starts_at", "ends_at"}
    form |= {f"officer_{office.dewi.pk}": "leader", f"officer_{office.sari.pk}": "member", "manner": "open"}
    form |= {"person": "wna", "purpose": "Karangan: pengawasan keimigrasian"}
    assert dewi.post(path, form).status_code == 302
    operation = Operation.objects.get()
    assert (operation.kind, [member.officer for member in operation.team.all()]) == (
        "supervision", [office.dewi, office.sari])  # fmt: skip


def test_a_letter_that_is_not_ones_own_plans_nothing(office: Cast, signed_in: SignIn) -> None:
    of_fani = letters.letter([office.fani], unit=office.at.fallback_unit)
    dewi = signed_in(office.dewi)
    assert dewi.get(f"/petugas/operasi/baru/?surat={of_fani.pk}").status_code == 403
    assert dewi.get("/petugas/operasi/baru/?surat=asal-asalan-123").status_code == 404
    assert dewi.get("/petugas/operasi/baru/?surat=00000000-0000-7000-8000-000000000000").status_code == 404


def test_a_visit_is_planned_with_a_chosen_letter(office: Cast, signed_in: SignIn) -> None:
    report = given.taken(office.sari, kind="foreigner", indicators=[45])
    path = f"/petugas/laporan/{report.pk}/cek-lapangan/"
    sari = signed_in(office.sari)
    assert "Belum ada surat yang berlaku" in sari.get(path).content.decode()
    form = {"person": "wna", "place": "Karangan: lantai tiga", "what_for": "Karangan: melihat penghuni",
            "takes_place_on": str(clock.today())}  # fmt: skip
    made_up = {"number": "asal-asalan-123", "signer": "siapa saja", "valid_from": str(clock.today()),
               "valid_until": str(clock.today())}  # fmt: skip
    assert sari.post(path, form | made_up).status_code == 422
    assert sari.post(path, form | {"letter": str(letters.letter([office.bayu]).pk)}).status_code == 422
    assert not FieldCheck.objects.exists()
    letter = letters.letter([office.sari])
    assert letter.number in sari.get(path).content.decode()
    assert sari.post(path, form | {"letter": str(letter.pk)}).status_code == 302
    check = FieldCheck.objects.get()
    assert letter.number in sari.get(f"/petugas/cek-lapangan/{check.pk}/").content.decode()

"""What is heard in a recording, on the page of the file."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from pimpasa.accounts.models import Officer
from tests.factories.people import Cast
from tests.factories.sound import recorded

SignIn = Callable[[Officer], Client]
HEARD = "Karangan: katanya pintunya hijau."


def test_it_works(office: Cast, signed_in: SignIn) -> None:
    _report, exhibit = recorded(voice_changed=True)
    sari, path = signed_in(office.sari), f"/petugas/bukti/{exhibit.pk}/"
    assert "Yang Anda dengar di sini suara yang sudah diubah." in sari.get(path).content.decode()
    assert sari.post(f"{path}terdengar/", {"words": ""}).status_code == 422
    assert sari.post(f"{path}terdengar/", {"words": HEARD}).headers["Location"] == f"{path}#heard"
    page = sari.get(path).content.decode()
    assert HEARD in page
    assert "Bukan kata-kata pelapor sendiri." in page


def test_who_may_not_read_the_report_does_not_write_it(office: Cast, signed_in: SignIn) -> None:
    _report, exhibit = recorded(voice_changed=False)
    path = f"/petugas/bukti/{exhibit.pk}/terdengar/"
    answers = [signed_in(who).post(path, {"words": HEARD}) for who in (office.bayu, office.agus)]
    assert [answer.status_code for answer in answers] == [403, 403]


def test_additions_stand_on_the_reports_page_with_their_time(office: Cast, signed_in: SignIn) -> None:
    report, _exhibit = recorded(voice_changed=False)
    page = signed_in(office.sari).get(f"/petugas/laporan/{report.pk}/").content.decode()
    assert "Ditambahkan kemudian" in page

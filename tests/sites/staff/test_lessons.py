"""The office's pages about learning: reviewing questions."""

from __future__ import annotations

from django.test import Client

from pimpasa.education import queries
from tests.factories.people import Cast


def test_it_works(office: Cast, dewi: Client) -> None:
    first, second = queries.bank()[:2]
    page = dewi.get("/kantor/belajar/soal/").content.decode()
    assert "0 dari" in page
    assert first.said("id").why in page
    ticked = [f"{one.key}:{one.digest.hex()}" for one in (first, second)]
    page = dewi.post("/kantor/belajar/soal/", {"read": ticked}, follow=True).content.decode()
    assert "2 soal sudah ditinjau." in page
    assert queries.reviewed(office.at.office) == [first, second]
    page = dewi.post(f"/kantor/belajar/soal/{first.key}/tarik/", follow=True).content.decode()
    assert "tidak memakai soal ini lagi" in page
    assert queries.reviewed(office.at.office) == [second]


def test_a_changed_form_says_so(office: Cast, dewi: Client) -> None:
    for ticked, told in (("tppo-parts:zz", "berubah"), ("tppo-parts:00", "berubah"), ("nothing:00", "tidak ada")):
        page = dewi.post("/kantor/belajar/soal/", {"read": [ticked]}, follow=True).content.decode()
        assert told in page
    assert queries.reviewed(office.at.office) == []

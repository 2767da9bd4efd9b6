"""A resident whose office does not read yet is told who does, before they write."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.people import Cast
from tests.factories.territory import TANAH_TINGGI, make_office, make_unit, make_village_desk


@pytest.fixture
def unready(office: Cast) -> Cast:
    new = make_office("Kantor Baru Contoh", districts=["36.71.01"])
    make_unit(new)
    make_village_desk(new, office.at.village(TANAH_TINGGI))
    return office


@pytest.mark.parametrize("path", [f"/wilayah/?w={TANAH_TINGGI}", f"/lapor/?w={TANAH_TINGGI}"])
def test_it_is_said_before_anything_is_written(unready: Cast, path: str) -> None:
    page = Client().get(path).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert unready.at.fallback.name in main
    assert "Kantor Baru Contoh" not in main
    assert "belum" in main


def test_where_the_office_reads_nothing_is_said(office: Cast) -> None:
    page = Client().get("/lapor/?w=31.73.01.1006").content.decode()
    assert "belum memakai layanan ini" not in page

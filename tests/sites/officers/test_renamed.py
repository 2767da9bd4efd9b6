"""A decree renames a kelurahan, or its code is gone: reports from there stay readable and find their desk."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.reports.models import Report
from pimpasa.reports.queries import readers
from pimpasa.territory.actions import import_areas
from pimpasa.territory.models import Village
from pimpasa.territory.sources import Point
from tests.factories import reports as given
from tests.factories.people import Cast
from tests.factories.territory import CENGKARENG_TIMUR, PEGADUNGAN

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
NEW = "Karangan Baru Timur"


@pytest.fixture
def before(office: Cast) -> list[Report]:
    return [given.report(), given.report(village=PEGADUNGAN)]


@pytest.fixture
def after(before: list[Report], tmp_path: Path) -> list[Report]:
    """The newest lists rename Cengkareng Timur and no longer know Pegadungan, nor its district."""
    rows = {
        "provinces": [{"code": "31", "name": "Daerah Khusus Ibukota Jakarta"}],
        "regencies": [{"code": "31.73", "province_code": "31", "name": "Kota Administrasi Jakarta Barat"}],
        "districts": [{"code": "31.73.01", "regency_code": "31.73", "name": "Karangan Kecamatan"}],
        "villages": [{"code": CENGKARENG_TIMUR, "district_code": "31.73.01", "name": NEW}],
    }
    for level, given_rows in rows.items():
        text = io.StringIO()
        writer = csv.DictWriter(text, list(given_rows[0]))
        writer.writeheader()
        writer.writerows(given_rows)
        (tmp_path / f"{level}.csv").write_text(text.getvalue())
    (tmp_path / "points.csv").write_text(",".join(Point._fields))
    import_areas(folder=tmp_path, progress=lambda _said: None)
    readers.forget()
    return before


@pytest.mark.parametrize("which", [0, 1])
def test_it_works(office: Cast, after: list[Report], signed_in: SignIn, which: int) -> None:
    """Report page, queue, filter, search, map and export show the name that is known."""
    report = after[which]
    name = [NEW, "Pegadungan"][which]
    officer = [office.sari, office.bayu][which]
    browser, code = signed_in(officer), report.village_id
    page = browser.get(f"/petugas/laporan/{report.pk}/").content.decode()
    assert name in page
    queue = browser.get("/petugas/laporan/", {"village": code}).content.decode()
    assert (name in queue, report.reference in queue) == (True, True)
    assert report.reference in browser.post("/petugas/cari/", {"q": "tetangga", "village": code}).content.decode()
    assert name in browser.get("/petugas/peta/").content.decode()
    exported = browser.post(f"/petugas/laporan/{report.pk}/ekspor/", {"reason": "Karangan: untuk penyidik."})
    file = zipfile.ZipFile(io.BytesIO(b"".join(exported.streaming_content)))  # type: ignore[attr-defined]
    told = [file.read(one).decode() for one in file.namelist() if one.endswith(".json")]
    assert any(f'"name": "{name}"' in text and code in text for text in told)


def test_the_unit_sees_both(office: Cast, after: list[Report], signed_in: SignIn) -> None:
    dewi = signed_in(office.dewi)
    for path in ("/petugas/laporan/", "/petugas/peta/"):
        page = dewi.get(path).content.decode()
        assert (NEW in page, "Pegadungan" in page) == (True, True)
    choices = dict(dewi.get("/petugas/laporan/").context["choices"]["village"])
    assert (choices[CENGKARENG_TIMUR], choices[PEGADUNGAN]) == (NEW, "Pegadungan")


def test_routing_goes_on(office: Cast, after: list[Report]) -> None:
    assert given.report().desk == office.at.cengkareng_timur
    assert given.report(village=PEGADUNGAN).desk == office.at.pegadungan
    assert Village.objects.get(pk=PEGADUNGAN).latitude is not None

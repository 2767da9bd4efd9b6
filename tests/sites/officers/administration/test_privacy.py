"""The pages on personal data, the public's and the office's."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.sites.common import allowances
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db


def asking(where: Cast, **changes: str) -> dict[str, str]:
    good = {"right": "access", "office": str(where.at.office.pk), "name": "Karangan", "way": "0814", "text": "Apa?"}
    return good | changes


def test_from_the_public_s_question_to_the_answer(office: Cast, signed_in: SignIn) -> None:
    asked = Client().post("/hak-data/", asking(office, text="Karangan: hapus nama saya")).content.decode()
    found = SubjectRequest.objects.get()
    assert found.reference in asked
    dewi = signed_in(office.dewi)
    assert found.reference in dewi.get("/petugas/data-pribadi/").content.decode()
    page = f"/petugas/data-pribadi/{found.pk}/"
    assert "Karangan: hapus nama saya" in dewi.get(page).content.decode()
    assert dewi.post(page, {"outcome": "", "text": ""}).status_code == 422
    assert dewi.post(page, {"outcome": "granted", "text": "pendek"}).status_code == 422
    assert dewi.post(page, {"outcome": "granted", "text": "Karangan: sudah dihapus."}).status_code == 302
    assert "Karangan: sudah dihapus." in dewi.get(page).content.decode()


@pytest.mark.parametrize("missing", ["right", "office", "name", "way", "text"])
def test_what_is_missing_is_told_and_the_rest_kept(office: Cast, missing: str) -> None:
    answer = Client().post("/hak-data/", asking(office, **{missing: ""}))
    assert answer.status_code == 422
    if missing != "way":
        assert 'value="0814"' in answer.content.decode()
    assert not SubjectRequest.objects.exists()


@pytest.mark.parametrize("office_id", ["999999", "x", "-1", "1 OR 1=1"])
def test_an_office_that_is_none(office: Cast, office_id: str) -> None:
    assert Client().post("/hak-data/", asking(office, office=office_id)).status_code == 422


def test_null_bytes_and_ten_megabytes(office: Cast) -> None:
    assert Client().post("/hak-data/", asking(office, text="a\x00b")).status_code == 200
    assert Client().post("/hak-data/", asking(office, text="a" * 10_000_000)).status_code == 422


def test_a_flood_waits(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances.DATA_REQUESTS, "most", 1)
    browser = Client()
    assert [browser.post("/hak-data/", asking(office)).status_code for _ in range(2)] == [200, 422]


def test_a_breach_with_its_letter(office: Cast, signed_in: SignIn) -> None:
    hadi = signed_in(office.hadi)
    facts = {"which": "Karangan: nama #strong[x]", "how": "Karangan", "efforts": "Karangan", "people": "Karangan"}
    made = hadi.post("/petugas/data-pribadi/kebocoran/baru/", facts | {"discovered_at": "2026-01-02T03:04"})
    breach = Breach.objects.get()
    assert made["Location"] == f"/petugas/data-pribadi/kebocoran/{breach.pk}/"
    assert breach.discovered_at.isoformat() == "2026-01-01T20:04:00+00:00"
    page = hadi.get(made["Location"]).content.decode()
    assert "Karangan: nama #strong[x]" in page
    assert "5 Januari 2026, 03.04 WIB" in page
    letter = hadi.get(f"{made['Location']}surat/")
    words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(letter.content))
    assert "Karangan: nama #strong[x]" in re.sub(r"\s+", " ", words)
    assert hadi.post(f"{made['Location']}diberitahu/").status_code == 302
    again = hadi.post(f"{made['Location']}diberitahu/", follow=True).content.decode()
    assert "Sudah dicatat" in again


@pytest.mark.parametrize("moment", ["", "kemarin", "2999-01-01T00:00"])
def test_a_wrong_moment_is_told(office: Cast, signed_in: SignIn, moment: str) -> None:
    facts = {"which": "Karangan", "how": "Karangan", "efforts": "Karangan", "people": "Karangan"}
    answer = signed_in(office.hadi).post("/petugas/data-pribadi/kebocoran/baru/", facts | {"discovered_at": moment})
    assert answer.status_code == 422
    assert not Breach.objects.exists()


def test_what_is_not_there(office: Cast, signed_in: SignIn) -> None:
    dewi, nothing = signed_in(office.dewi), "00000000-0000-7000-8000-000000000000"
    for path in ("{}/", "kebocoran/{}/", "kebocoran/{}/surat/"):
        assert dewi.get("/petugas/data-pribadi/" + path.format(nothing)).status_code == 404
    assert given.BREACH.which == "Karangan: nama"

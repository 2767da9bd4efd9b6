"""The office's pages about partners and referrals, walked as Dewi walks them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.models import Officer
from pimpasa.common.ids import uuid7
from pimpasa.referrals.actions.sending import send_to_unit
from pimpasa.referrals.models import Partner, Referral
from tests.factories import referrals as made
from tests.factories.people import Cast, keyring
from tests.factories.referrals import WANTED, Whole

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(office: Cast) -> Whole:
    return made.whole_case(office)


@pytest.fixture
def dewi(office: Cast, signed_in: SignIn) -> Client:
    return signed_in(office.dewi)


def to_form(to: object, **changes: object) -> dict[str, object]:
    given = {name: getattr(WANTED, name) for name in ("purpose", "consent", "consent_words", "summary", "days")}
    return given | {"to": to, "step": "parts"} | changes


def hidden(page: str) -> dict[str, list[str]]:
    """What the page would send again."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)">', page):
        found.setdefault(name, []).append(unescape(value))
    return found


def test_from_three_pages_to_the_partner_and_back(office: Cast, whole: Whole, dewi: Client) -> None:
    partner = made.partner(office)
    new = f"/petugas/kasus/{whole.case.pk}/rujukan/baru/"
    assert "Kepada siapa?" in dewi.get(new).content.decode()
    parts = dewi.post(new, to_form(f"partner:{partner.pk}")).content.decode()
    assert "Bagian yang mana?" in parts
    assert "Pelapor Karangan" not in parts
    ticked = [f"person:{whole.victim.pk}:name", f"person:{whole.victim.pk}:contacts"]
    preview = dewi.post(new, hidden(parts) | {"part": ticked, "step": "preview"}).content.decode()
    assert "Yang akan mereka lihat" in preview
    assert "Perekrut Karangan" not in preview
    sent = dewi.post(new, hidden(preview) | {"step": "send"}).content.decode()
    link, code = (unescape(found) for found in re.findall(r'class="app-code">([^<]+)<', sent))
    assert link.startswith("http://testserver/rujukan/")
    browser = Client()
    assert browser.post(link, {"code": code}).status_code == 302
    shown = browser.get(link).content.decode()
    main = re.compile(r'<div class="app-card"><h2.*?(?=</div>\s*<form|<form)', re.DOTALL)
    assert _words(main.search(shown)) == _words(main.search(preview))
    browser.post(f"{link}jawab/", {"kind": "words", "text": "Karangan: kapan?"})
    referral = Referral.objects.get()
    page = dewi.get(f"/petugas/rujukan/{referral.pk}/").content.decode()
    for told in ("Karangan: kapan?", "Penerima membuka yang diserahkan: Penerima", "Korban Karangan"):
        assert told in page
    assert code not in page
    again = dewi.post(new, hidden(preview) | {"step": "send"})
    assert again.status_code == 422
    assert "sudah dikirim" in again.content.decode()


def _words(found: re.Match[str] | None) -> str:
    assert found
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])).strip()


@pytest.mark.parametrize(
    "changes", [{"to": ""}, {"to": "partner:999"}, {"to": "x"}, {"days": "61"}, {"days": "x"}, {"summary": ""}]
)
def test_what_is_wrong_on_the_first_page(office: Cast, whole: Whole, dewi: Client, changes: dict[str, object]) -> None:
    partner = made.partner(office)
    form = to_form(f"partner:{partner.pk}") | changes
    assert dewi.post(f"/petugas/kasus/{whole.case.pk}/rujukan/baru/", form).status_code == 422


@pytest.mark.parametrize(
    "changes",
    [
        {"part": ["x"]},
        {"part": ["person:x:name"]},
        {"consent": "nobody"},
        {"step": "send", "id": "x"},
        {"step": "send", "id": ""},
        {"words": True},
    ],
)
def test_what_is_wrong_later(office: Cast, whole: Whole, dewi: Client, changes: dict[str, object]) -> None:
    partner, report = made.partner(office), whole.case.case_reports.get().report_id
    form = to_form(f"partner:{partner.pk}", step="preview", part=[f"person:{whole.victim.pk}:name"])
    if changes.pop("words", False):
        form["part"] = [f"words:{report}"]
    answer = dewi.post(f"/petugas/kasus/{whole.case.pk}/rujukan/baru/", form | changes)
    assert answer.status_code == 422
    assert not Referral.objects.exists()


def test_each_report_s_words_are_looked_through(office: Cast, whole: Whole, dewi: Client) -> None:
    partner, report = made.partner(office), whole.case.case_reports.get().report_id
    new, token = f"/petugas/kasus/{whole.case.pk}/rujukan/baru/", f"words:{report}"
    form = to_form(f"partner:{partner.pk}", step="preview", part=[token])
    assert dewi.post(new, form | {"words_are_safe": f"words:{uuid7()}"}).status_code == 422
    preview = dewi.post(new, form | {"words_are_safe": token})
    assert preview.status_code == 200
    assert dewi.post(new, hidden(preview.content.decode()) | {"step": "send"}).status_code == 200
    assert Referral.objects.count() == 1


def test_partners(office: Cast, dewi: Client) -> None:
    assert dewi.post("/petugas/mitra/usulan/").status_code == 302
    page = dewi.get("/petugas/mitra/").content.decode()
    assert page.count("Perlu diperiksa lagi") >= 3
    assert page.count("Tidak dipakai") == 4
    new = {"kind": "dinsos", "name": "Dinsos Karangan", "area": "31.73", "verified_on": "", "contact": "021"}
    assert dewi.post("/petugas/mitra/baru/", new | {"is_active": "on"}).status_code == 422
    assert dewi.post("/petugas/mitra/baru/", new | {"area": "99.99"}).status_code == 422
    assert dewi.post("/petugas/mitra/baru/", new).status_code == 302
    made_one = Partner.objects.get(name="Dinsos Karangan")
    assert 'value="31.73"' in dewi.get(f"/petugas/mitra/{made_one.pk}/").content.decode()
    checked = new | {"verified_on": "2026-01-02", "is_active": "on"}
    assert dewi.post(f"/petugas/mitra/{made_one.pk}/", checked).status_code == 302
    made_one.refresh_from_db()
    assert made_one.is_active


def test_a_crime_is_owed_until_the_police_received_it(office: Cast, whole: Whole, dewi: Client) -> None:
    made.decided_a_crime(office, whole.case)
    case = f"/petugas/kasus/{whole.case.pk}/"
    assert "masih harus diserahkan kepada polisi" in dewi.get(case).content.decode()
    referral = made.handed_to_police(office, whole)
    assert "Tanda terimanya belum ada" in dewi.get(case).content.decode()
    page = f"/petugas/rujukan/{referral.pk}/tanda-terima/"
    receipt = {"number": "LP/0/KARANGAN", "receiver": "Polisi Karangan", "rank": "Ipda", "day": "2026-01-02"}
    assert dewi.post(page, receipt | {"day": "besok"}).status_code == 422
    assert dewi.post(page, receipt | {"day": "2999-01-01"}).status_code == 422
    assert dewi.post(page, receipt).status_code == 302
    assert "LP/0/KARANGAN; Ipda Polisi Karangan" in dewi.get(f"/petugas/rujukan/{referral.pk}/").content.decode()
    assert "sudah diserahkan kepada polisi dan tercatat" in dewi.get(case).content.decode().lower()


def test_withdrawing(office: Cast, whole: Whole, dewi: Client) -> None:
    sent = made.sent(office, whole)
    for _ in range(2):
        answer = dewi.post(f"/petugas/rujukan/{sent.referral.pk}/tarik/", follow=True)
        assert answer.status_code == 200
    assert "tidak dapat: ditarik kembali" in answer.content.decode()
    assert Client().get(f"/rujukan/{sent.link}/").status_code == 404


def test_another_office_takes_it_over(office: Cast, whole: Whole, dewi: Client, signed_in: SignIn) -> None:
    fani = signed_in(Officer.objects.get(email="fani@contoh.invalid"))
    new = f"/petugas/kasus/{whole.case.pk}/rujukan/baru/"
    form = to_form(f"unit:{office.at.fallback_unit.pk}", step="send", id=str(uuid7()))
    sent = dewi.post(new, form | {"part": [f"person:{whole.victim.pk}:name"]})
    referral = Referral.objects.get()
    assert sent["Location"] == f"/petugas/rujukan/{referral.pk}/"
    page = f"/petugas/kiriman/{referral.pk}/"
    assert dewi.get(page).status_code == 403
    assert page in fani.get("/petugas/kiriman/").content.decode()
    assert "Korban Karangan" in fani.get(page).content.decode()
    assert fani.post(page, {"doing": "accept", "title": ""}).status_code == 422
    assert fani.post(page, {"doing": "refuse", "reason": ""}).status_code == 422
    assert fani.get(f"{page}berkas/1/").status_code == 403
    taken = fani.post(page, {"doing": "accept", "title": "Karangan: dari bandara"}, follow=True)
    assert "Karangan: dari bandara" in taken.content.decode()
    assert fani.post(page, {"doing": "refuse", "reason": "Karangan"}).status_code == 403


def test_a_file_for_another_office(office: Cast, whole: Whole, signed_in: SignIn) -> None:
    fani = signed_in(Officer.objects.get(email="fani@contoh.invalid"))
    referral = send_to_unit(
        case=whole.case,
        unit=office.at.fallback_unit,
        choice=made.everything(whole, office.dewi),
        keyring=keyring(office.dewi),
        referral_id=uuid7(),
    )
    file = fani.get(f"/petugas/kiriman/{referral.pk}/berkas/1/")
    assert b"".join(file.streaming_content) == whole.file  # type: ignore[attr-defined]


def test_lists_ask_the_database_as_often_for_three_as_for_one(office: Cast, whole: Whole, dewi: Client) -> None:
    paths = ["/petugas/rujukan/", f"/petugas/kasus/{whole.case.pk}/rujukan/", "/petugas/mitra/"]

    def counts() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                dewi.get(path)
            found.append(len(asked))
        return found

    made.sent(office, whole)
    dewi.get(paths[0])
    before = counts()
    made.sent(office, whole)
    made.sent(office, whole, to=made.partner(office, "polri"))
    assert counts() == before


@pytest.mark.parametrize(("form", "ending"), [("json", "json"), ("csv", "zip"), ("xlsx", "xlsx")])
def test_a_case_as_data(whole: Whole, dewi: Client, form: str, ending: str) -> None:
    page = f"/petugas/kasus/{whole.case.pk}/data/"
    assert dewi.post(page, {"format": form, "reason": ""}).status_code == 422
    assert dewi.post(page, {"format": form, "reason": "pendek"}).status_code == 422
    assert dewi.post(page, {"format": "pdf", "reason": "Karangan: laporan tahunan"}).status_code == 422
    answer = dewi.post(page, {"format": form, "reason": "Karangan: laporan tahunan"})
    assert answer["Content-Disposition"] == f'attachment; filename="kasus-1-{whole.case.year}-htcds.{ending}"'
    assert b"Korban" not in answer.content


def test_what_is_not_there(dewi: Client) -> None:
    nothing = "00000000-0000-7000-8000-000000000000"
    for path in ("rujukan/{}/", "kiriman/{}/", "kasus/{}/rujukan/", "kasus/{}/rujukan/baru/", "kasus/{}/data/"):
        assert dewi.get("/petugas/laporan/" + path.format(nothing)).status_code == 404
    assert dewi.get("/petugas/mitra/999999/").status_code == 404

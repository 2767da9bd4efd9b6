"""Anybody with a paper in their hands may see whether it is the office's, and nothing else of it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from pimpasa.papers.actions.papers import cancel
from pimpasa.papers.codes import new_code
from pimpasa.papers.fields import samples_of
from pimpasa.papers.kinds import PaperKind
from pimpasa.papers.models import Paper
from pimpasa.papers.opening.papers import peek
from pimpasa.sites.common import allowances
from tests.factories import papers as paper
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

pytestmark = pytest.mark.django_db


def code_of(office: Cast, made: Paper) -> str:
    return peek(made, keyring(office.dewi)).contents.code


def test_it_works(office: Cast) -> None:
    made = paper.signed(office.dewi, office.hadi)
    answer = Client().get(f"/cek-surat/{code_of(office, made)}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Surat ini asli" in page
    for shown in (made.number, "Surat Perintah Tugas", "Ditandatangani", bytes(made.sha256 or b"").hex()):
        assert shown in page
    assert bytes(made.signed_sha256 or b"").hex() in page


def test_it_says_nothing_else(office: Cast) -> None:
    case = given.case(office.dewi, given.concluded(office.sari), title="Karangan KENARI judul")
    person = paper.foreigner(case, office.dewi)
    made = paper.issued(office.dewi, office.hadi, PaperKind.MEASURE, case=case, person=person)
    page = Client().get(f"/cek-surat/{code_of(office, made)}/").content.decode()
    told = {*samples_of(PaperKind.MEASURE).values(), "KENARI", str(case), str(case.pk), str(made.pk)}
    told |= {officer.name for officer in office.everyone} | {office.at.office.name, office.at.unit.name}
    assert {text for text in told if len(text) > 1 and text in page} == set()


def test_one_that_no_longer_holds_says_so(office: Cast) -> None:
    made = paper.issued(office.dewi, office.hadi)
    code = code_of(office, made)
    cancel(paper=made, reason="Karangan: salah alamat", keyring=keyring(office.hadi))
    page = Client().get(f"/cek-surat/{code}/").content.decode()
    assert "Surat ini tidak berlaku lagi" in page
    assert "Dibatalkan" in page
    assert "salah alamat" not in page


@pytest.mark.parametrize("code", ["x", "0" * 21, "0000-0000-0000-0000-00000", "%00", "a" * 5000, "<b>", "💥", "../x"])
def test_what_no_paper_has_gets_a_kind_sentence(office: Cast, code: str) -> None:
    answer = (
        Client().get(f"/cek-surat/{code}/")
        if "/" not in code
        else Client().get("/cek-surat/", {"kode": code}, follow=True)
    )
    assert answer.status_code == 404
    assert "Tidak ada surat kami dengan kode ini" in answer.content.decode()
    assert "<b>" not in answer.content.decode()


def test_a_code_typed_in_leads_there(office: Cast) -> None:
    code = code_of(office, paper.issued(office.dewi, office.hadi))
    answer = Client().get("/cek-surat/", {"kode": f" {code.lower()} "}, follow=True)
    assert "Surat ini asli" in answer.content.decode()
    assert "Periksa surat" in Client().get("/cek-surat/").content.decode()


def test_guessing_is_slowed_and_a_right_code_never_waits(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances.WRONG_CHECK_CODES, "per_minute", 0.001)  # none comes back, however slow the machine
    code = code_of(office, paper.issued(office.dewi, office.hadi))
    for _ in range(int(allowances.WRONG_CHECK_CODES.most)):
        assert Client().get(f"/cek-surat/{new_code()}/").status_code == 404
    answer = Client().get(f"/cek-surat/{new_code()}/")
    assert answer.status_code == 429
    assert "Tunggu" in answer.content.decode() or "tunggu" in answer.content.decode()
    assert Client().get(f"/cek-surat/{code}/").status_code == 200


def test_it_is_light_and_keeps_no_session(office: Cast) -> None:
    answer = Client().get(f"/cek-surat/{code_of(office, paper.issued(office.dewi, office.hadi))}/")
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', answer.content.decode())
    sent = [answer.content, *(Path(str(finders.find(name))).read_bytes() for name in files)]
    assert sum(len(gzip.compress(part)) for part in sent) <= 60 * 1024
    assert answer.cookies.keys() == set()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "public/paper_check.js" in files


def test_it_works_with_reading_only(office: Cast) -> None:
    code = code_of(office, paper.issued(office.dewi, office.hadi))
    assert Client().post(f"/cek-surat/{code}/").status_code == 405
    assert Client().post("/cek-surat/").status_code == 405

"""What people say for a number is found on the page of the search: of reports, cases, their people, and papers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from tests.factories import cases, papers, reports
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
SEARCH = "/petugas/cari/"


def pages(browser: Client, *questions: str) -> list[str]:
    return [browser.post(SEARCH, {"q": question}).content.decode() for question in questions]


def test_a_report_is_found_by_its_number(office: Cast, signed_in: SignIn) -> None:
    report = reports.report()
    reference = report.reference
    spellings = (reference, reference.lower(), reference.replace("-", ""), f" {reference} ")
    for page in pages(signed_in(office.sari), *spellings):
        assert page.count(f"/petugas/laporan/{report.pk}/") == 1
    (elsewhere,) = pages(signed_in(office.bayu), reference)
    assert f"/petugas/laporan/{report.pk}/" not in elsewhere


def test_a_case_is_found_by_what_its_people_are_named_by(office: Cast, signed_in: SignIn) -> None:
    case = cases.own_case(office.dewi, office.at.unit)
    cases.person(office.dewi, case, documents="Paspor X1234567", contacts="0812-5550-0001, ig contoh_admin")
    questions = ("081255500001", "+62 812 5550 0001", "nol delapan satu dua lima lima lima nol nol nol nol satu")
    for page in pages(signed_in(office.dewi), *questions, "paspor x 1234567", "instagram.com/contoh_admin", str(case)):
        assert f"/petugas/kasus/{case.pk}/" in page
    for page in pages(signed_in(office.dewi), "081255500002", "tiktok @contoh_admin", "", "99/2000"):
        assert f"/petugas/kasus/{case.pk}/" not in page
    (of_a_desk,) = pages(signed_in(office.sari), "081255500001")
    assert f"/petugas/kasus/{case.pk}/" not in of_a_desk


def test_a_paper_is_found_by_its_number(office: Cast, signed_in: SignIn) -> None:
    paper = papers.issued(office.dewi, office.hadi)
    number = paper.number
    for page in pages(signed_in(office.dewi), number, number.lower(), number.replace("/", " "), f"  {number}."[:-1]):
        assert f"/petugas/surat/{paper.pk}/" in page
    for page in pages(signed_in(office.dewi), f"{number}1", number[:-1], "surat", ".*", "[[:alnum:]] 1"):
        assert f"/petugas/surat/{paper.pk}/" not in page
    (of_a_desk,) = pages(signed_in(office.sari), number)
    assert f"/petugas/surat/{paper.pk}/" not in of_a_desk


def test_who_is_asked_for_as_heard_is_shown_apart(office: Cast, signed_in: SignIn) -> None:
    exact = reports.report(narrative="Karangan: dibawa pak Mochamad Karanganto.")
    alike = reports.report(narrative="Karangan: dibawa pak Muhammad Karanganto.")
    (page,) = pages(signed_in(office.sari), "mochamad")
    by_words, by_sound = page.split("Nama yang bunyinya mirip")
    assert f"/petugas/laporan/{exact.pk}/" in by_words
    assert f"/petugas/laporan/{exact.pk}/" not in by_sound
    assert f"/petugas/laporan/{alike.pk}/" in by_sound
    assert f"/petugas/laporan/{alike.pk}/" not in by_words
    (elsewhere,) = pages(signed_in(office.bayu), "mochamad")
    assert not any(f"/petugas/laporan/{report.pk}/" in elsewhere for report in (exact, alike))


def test_a_case_is_found_by_a_name_of_its_people(office: Cast, signed_in: SignIn) -> None:
    case = cases.own_case(office.dewi, office.at.unit)
    cases.person(office.dewi, case, name="Muhammad Karanganto")
    (page,) = pages(signed_in(office.dewi), "mohamad")
    assert f"/petugas/kasus/{case.pk}/" in page
    (elsewhere,) = pages(signed_in(office.fani), "mohamad")
    assert f"/petugas/kasus/{case.pk}/" not in elsewhere


@pytest.mark.parametrize("question", ["Cengkareng Timur", "cengkareng timor", "rusun di CENGKARENG TIMUR"])
def test_a_kelurahan_is_found_by_its_name(office: Cast, signed_in: SignIn, question: str) -> None:
    (page,) = pages(signed_in(office.dewi), question)
    assert "/petugas/laporan/?village=31.73.01.1006" in page
    (elsewhere,) = pages(signed_in(office.sari), "Pegadungan")
    assert "?village=" not in elsewhere

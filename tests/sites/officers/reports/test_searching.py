"""What people say for a number is found on the page of the search: of reports, cases, their people, and papers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.handling.models import Glance
from pimpasa.territory import zones
from tests.factories import cases, operations, papers, reports
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


def found(browser: Client, **asked: str) -> list[str]:
    return [row.report.reference for row in browser.post(SEARCH, asked).context["rows"]]


def test_what_is_readable_finds_alone(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    emergency = reports.report(danger=True)
    done = reports.concluded(office.sari, kind="pmi", indicators=[])
    done.refresh_from_db()
    assert found(sari, kind="pmi") == [done.reference]
    assert found(sari, state=done.state) == [done.reference]
    assert found(sari, urgency="1") == [emergency.reference]
    assert found(sari, village=done.village_id) == [done.reference, emergency.reference]
    assert found(sari, kind="pmi", q="kenari") == found(sari, kind="karangan") == []
    assert found(signed_in(office.bayu), kind="pmi") == []


def test_a_find_shows_the_sentence_that_matched(office: Cast, signed_in: SignIn) -> None:
    story = "Karangan: rumahnya di ujung gang. Dua orang dikurung di lantai atas."
    report = reports.report(narrative=story)
    answer = signed_in(office.sari).post(SEARCH, {"q": "mengurung"})
    page = " ".join(answer.content.decode().split())
    assert "Dua orang <mark>dikurung</mark> di lantai atas." in page
    assert [list(row.reports) for row in Glance.objects.all()] == [[report.pk]]
    bayu = signed_in(office.bayu).post(SEARCH, {"q": "mengurung"}).content.decode()
    assert ("lantai atas" in bayu, Glance.objects.count()) == (False, 1)


def test_what_is_written_like_a_page_stays_words(office: Cast, signed_in: SignIn) -> None:
    reports.report(narrative='Karangan: <img src=x onerror="x"> dikurung & disekap.')
    (page,) = pages(signed_in(office.sari), "mengurung")
    assert ("<img src=x" in page, "&lt;img src=x" in page, "<mark>dikurung</mark>" in page) == (False, True, True)


def test_an_operation_is_found_by_its_case_and_by_its_day(office: Cast, signed_in: SignIn) -> None:
    case = cases.own_case(office.dewi, office.at.unit)
    operation = operations.operation(office, case=case)
    assert operation.starts_at is not None
    begins = zones.day_of(operation.starts_at)
    address = f"/petugas/operasi/{operation.pk}/"
    (by_case,) = pages(signed_in(office.dewi), str(case))
    (of_the_team,) = pages(signed_in(office.sari), str(case))
    assert (address in by_case, address in of_the_team) == (True, True)
    for question in (f"{begins:%d-%m-%Y}", f" {begins:%d/%m/%Y}"):
        (by_day,) = pages(signed_in(office.sari), question)
        assert address in by_day
    for page in pages(signed_in(office.bayu), str(case), f"{begins:%d-%m-%Y}"):
        assert address not in page
    for page in pages(signed_in(office.dewi), "31-02-2026", "1/1/2000", "99/2026"):
        assert address not in page

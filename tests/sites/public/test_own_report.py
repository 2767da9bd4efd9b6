"""The reporter's page: the question first, six stations, what is added, and nothing typed is lost."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.education.helplines import helplines
from pimpasa.evidence import room
from pimpasa.evidence.models import Exhibit
from pimpasa.handling.actions.verifying import ask, take
from pimpasa.handling.opening import open_report
from pimpasa.reports.contents import PersonAnswer
from pimpasa.reports.indicators import INDICATORS
from pimpasa.reports.kinds import Mode
from pimpasa.reports.models import Draft, Message, Report
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.sealing import receipts
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

PAGE = "/lacak/laporan/"
WORDS = "Karangan: mereka keluar jam lima pagi."
QUESTION = "Karangan: biasanya keluar jam berapa?"
PDF = b"%PDF-1.4 karangan"
FILES = f"{PAGE}tambah/berkas/"
LEFT_OUT = "Ada berkas yang tidak ikut tersimpan."


def reporter(code: str) -> Client:
    browser = Client()
    assert browser.post("/lacak/", {"code": code}).status_code == 302
    return browser


def lembar(browser: Client, path: str = PAGE) -> str:
    page = browser.get(path).content.decode()
    return page.split('name="lembar" value="')[1].split('"')[0]


def asked(office: Cast) -> tuple[Report, str]:
    report, code = given.received()
    take(report=report, by=office.sari)
    ask(opened=open_report(report=report, keyring=keyring(office.sari)), text=QUESTION, by=office.sari)
    return report, code


def said(code: str) -> list[str]:
    return given.seen_by_reporter(code).later_texts


def test_the_question_stands_first(office: Cast) -> None:
    _report, code = asked(office)
    page = reporter(code).get(PAGE).content.decode()
    order = (QUESTION, "Sampai di mana laporan Anda", 'name="news"', "Tambah keterangan")
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert page.count("app-stations__one ") == 6


def test_without_a_question_stands_first_how_far_it_is_and_what_comes_next(office: Cast) -> None:
    _report, code = given.received()
    page = reporter(code).get(PAGE).content.decode()
    order = ("Sampai di mana laporan Anda", "Sekarang di sini", "app-stations__one--next", 'id="reply"', 'name="news"')
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_saying_that_one_does_not_know_is_an_answer(office: Cast) -> None:
    _report, code = asked(office)
    reporter(code).post(PAGE, {"tidak_tahu": "1", "whole": "1"})
    assert said(code) == ["Saya tidak tahu."]
    assert "Ada pertanyaan untuk Anda" not in reporter(code).get(PAGE).content.decode()


def test_each_use_keeps_the_code_for_another_half_hour(office: Cast) -> None:
    browser = reporter(given.received()[1])
    for path in (PAGE, f"{PAGE}tambah/tanda/", f"{PAGE}tambah/kontak/", f"{PAGE}keluhan/"):
        assert browser.get(path).cookies["lacak"]["max-age"] == 30 * 60


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        (PAGE, {"text": WORDS, "whole": "1"}),
        (f"{PAGE}tambah/orang/", {"what": "phone", "value": WORDS}),
        (f"{PAGE}tambah/kontak/", {"way": WORDS}),
        (f"{PAGE}tambah/untuk-siapa/", {"office": "tetangga", "relation": WORDS}),
        (f"{PAGE}keluhan/", {"text": WORDS}),
    ],
)
def test_words_typed_after_the_code_ended_come_back_with_it(office: Cast, path: str, typed: dict[str, str]) -> None:
    _report, code = given.received()
    browser = reporter(code)
    page_key = lembar(browser, path)
    browser.cookies.clear()
    answer = browser.post(path, typed | {"lembar": page_key})
    assert "Tulisan Anda sudah dikunci dan tidak hilang." in answer.content.decode()
    assert browser.post("/lacak/", {"code": code}).headers["Location"] == path
    assert WORDS in browser.get(path).content.decode()
    browser.post(path, typed)
    assert Draft.objects.count() == 0


def test_what_was_kept_is_sealed_and_opens_with_that_code_alone(office: Cast) -> None:
    _report, code = given.received()
    browser = reporter(code)
    page_key = lembar(browser)
    browser.cookies.clear()
    browser.post(PAGE, {"text": WORDS, "lembar": page_key})
    assert WORDS.encode() not in bytes(Draft.objects.get().envelope)
    other = reporter(given.received()[1])
    assert WORDS not in other.get(PAGE).content.decode()


def test_danger_without_a_code_shows_numbers_at_once_and_is_told_with_the_code(office: Cast) -> None:
    report, code = given.received(indicators=[], kind="pmi")
    browser = reporter(code)
    page_key = lembar(browser)
    browser.cookies.clear()
    typed = {"news": "danger", "words": "", "text": WORDS, "lembar": page_key}
    page = browser.post(f"{PAGE}kabar/", typed).content.decode()
    assert [line.number in page for line in helplines()] == [True] * len(helplines())
    answer = browser.post("/lacak/", {"code": code}, follow=True)
    assert answer.redirect_chain[-1] == (f"{PAGE}bahaya/", 302)
    report.refresh_from_db()
    assert report.worse_at is not None
    assert WORDS in browser.get(PAGE).content.decode()


def test_a_file_sent_after_the_code_ended_comes_back_too(office: Cast) -> None:
    _report, code = given.received()
    browser = reporter(code)
    page_key = lembar(browser, f"{PAGE}tambah/berkas/")
    browser.cookies.clear()
    upload = SimpleUploadedFile("surat.pdf", PDF, "application/pdf")
    browser.post(f"{PAGE}tambah/berkas/", {"evidence": upload, "lembar": page_key, "whole": "1"})
    browser.post("/lacak/", {"code": code})
    page = browser.get(f"{PAGE}tambah/berkas/").content.decode()
    exhibit = page.split('name="exhibit" value="')[1].split('"')[0]
    assert browser.post(f"{PAGE}tambah/berkas/", {"exhibit": exhibit, "whole": "1"}).status_code == 302
    assert [str(file.pk) for file in opened(code).all_exhibits] == [exhibit]


def opened(code: str) -> OpenReport:
    return given.seen_by_reporter(code)


def test_an_unsent_answer_survives_saying_how_it_is(office: Cast) -> None:
    _report, code = asked(office)
    browser = reporter(code)
    browser.post(f"{PAGE}kabar/", {"news": "going_on", "words": "", "text": WORDS, "whole": "1"})
    assert said(code) == [""]
    page = browser.get(PAGE).content.decode()
    assert "Ini belum terkirim." in page
    assert WORDS in page
    browser.post(PAGE, {"text": WORDS, "whole": "1"})
    assert said(code) == ["", WORDS]
    assert "Ini belum terkirim." not in browser.get(PAGE).content.decode()


def test_the_wish_for_another_voice_survives_saying_how_it_is(office: Cast) -> None:
    browser = reporter(asked(office)[1])
    typed = {"news": "going_on", "words": "", "text": WORDS, "whole": "1", "voice_changed": "on"}
    browser.post(f"{PAGE}kabar/", typed)
    assert re.search(r'name="voice_changed"[^>]* checked', browser.get(PAGE).content.decode())


def test_signs_are_eight_and_the_rest_behind_a_link(office: Cast) -> None:
    browser = reporter(given.received(indicators=[])[1])
    page = browser.get(f"{PAGE}tambah/tanda/").content.decode()
    assert (page.count('name="first"'), page.index('name="others"') > page.index("<details")) == (8, True)


def test_each_addition_is_seen_by_its_officer(office: Cast) -> None:
    report, code = given.received(indicators=[], persons=[])
    browser = reporter(code)
    for path, typed in (
        ("tanda", {"first": ["25", "26"]}),
        ("orang", {"what": "plate", "value": "B 1234 KRG"}),
        ("kontak", {"way": "0813-0000-0001"}),
        ("untuk-siapa", {"office": "Ketua RW 17", "relation": "warga saya"}),
    ):
        answer = browser.post(f"{PAGE}tambah/{path}/", typed)
        assert answer.headers["Location"] == f"{PAGE}ditambah/"
    page = browser.get(f"{PAGE}ditambah/").content.decode()
    assert "Sudah ditambahkan ke laporan Anda dan terkunci." in page
    report.refresh_from_db()
    seen = open_report(report=report, keyring=keyring(office.sari))
    assert (seen.answers.indicators, [row.value for row in seen.answers.persons]) == ([25, 26], ["B 1234 KRG"])
    assert seen.has_identity


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Pilih Ya atau Tidak."),
        ({"may": "ya"}, "Tulis cara menghubungi Anda."),
        ({"may": "tidak", "way": "0813-0000-0001"}, "Anda memilih Tidak, tetapi menulis nomor."),
    ],
)
def test_a_number_is_never_thrown_away(office: Cast, typed: dict[str, str], sentence: str) -> None:
    _report, code = given.received()
    answer = reporter(code).post(f"{PAGE}tambah/kontak/", typed)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert typed.get("way", "") in answer.content.decode()


@pytest.mark.parametrize("path", ["tanda", "orang", "berkas", "kontak", "untuk-siapa"])
def test_nothing_is_added_without_a_code(office: Cast, path: str) -> None:
    given.received()
    assert Client().get(f"{PAGE}tambah/{path}/").headers["Location"] == "/lacak/"
    answer = Client().post(f"{PAGE}tambah/{path}/", {"value": "x", "what": "name"})
    assert (answer.status_code, Message.objects.count()) == (403, 0)


def test_feedback_waits_for_the_end_and_says_thank_you(office: Cast) -> None:
    report, code = given.received()
    browser = reporter(code)
    assert browser.get(f"{PAGE}penilaian/").headers["Location"] == PAGE
    Report.objects.filter(pk=report.pk).update(state="not_a_violation", due_at=None)
    answer = browser.post(f"{PAGE}penilaian/", {"clear": "yes"}, follow=True)
    assert "Terima kasih." in answer.content.decode()


def test_kept_words_are_forgotten_after_a_day(office: Cast) -> None:
    _report, code = given.received()
    browser = reporter(code)
    page_key = lembar(browser)
    browser.cookies.clear()
    browser.post(PAGE, {"text": WORDS, "lembar": page_key})
    Draft.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert browser.post("/lacak/", {"code": code}).headers["Location"] == PAGE
    assert WORDS not in browser.get(PAGE).content.decode()


def test_words_lead_to_the_page_that_a_receipt_wished(office: Cast) -> None:
    receipt = receipts.parse(given.received()[1])
    answer = Client().post("/lacak/", {"code": " ".join(receipt.words), "ke": "signs"})
    assert answer.headers["Location"] == f"{PAGE}tambah/tanda/"


def test_an_answer_may_be_spoken_here_and_on_no_page_beside(office: Cast) -> None:
    browser = reporter(given.received()[1])
    assert "microphone=(self)" in browser.get(PAGE).headers["Permissions-Policy"]
    assert "microphone=()" in browser.get(f"{PAGE}tambah/kontak/").headers["Permissions-Policy"]


def put_without_code(browser: Client, page_key: str, name: str, **typed: str) -> str:
    upload = SimpleUploadedFile(name, PDF, "application/pdf")
    posted = {"evidence": upload, "lembar": page_key, "whole": "1"} | typed
    return browser.post(FILES, posted).content.decode()


def test_files_without_a_code_have_the_network_s_share_and_no_more(
    office: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_key = lembar(reporter(given.received()[1]), FILES)
    monkeypatch.setattr(room, "share", lambda _size: 2.0)
    assert LEFT_OUT in put_without_code(Client(), page_key, "surat.pdf")
    assert Exhibit.objects.count() == 0


def test_files_without_a_code_have_a_sum_and_a_number_for_their_page(office: Cast, settings: Settings) -> None:
    page_key = lembar(reporter(given.received()[1]), FILES)
    settings.DRAFT_MAX_BYTES = 2 * len(PDF)
    pages = [put_without_code(Client(), page_key, f"surat-{number}.pdf") for number in range(3)]
    assert ([LEFT_OUT in page for page in pages], Exhibit.objects.count()) == ([False, False, True], 2)
    settings.DRAFT_MAX_BYTES, settings.EVIDENCE_MAX_FILES = 2 * 1024**3, 2
    assert LEFT_OUT in put_without_code(Client(), page_key, "surat-4.pdf")
    assert Exhibit.objects.count() == 2


def test_what_is_sent_once_more_without_a_code_keeps_the_files_of_before(office: Cast) -> None:
    code = given.received()[1]
    browser = reporter(code)
    page_key = lembar(browser, FILES)
    put_without_code(Client(), page_key, "pertama.pdf")
    page = reporter(code).get(FILES).content.decode()
    first = page.split('name="exhibit" value="')[1].split('"')[0]
    put_without_code(Client(), page_key, "kedua.pdf", exhibit=first)
    page = reporter(code).get(FILES).content.decode()
    assert (page.count('name="exhibit"'), "pertama.pdf" in page, "kedua.pdf" in page) == (2, True, True)


def test_the_code_shows_what_was_added_with_it_and_nothing_said_first(office: Cast) -> None:
    first, added = INDICATORS[14], INDICATORS[20]
    code = given.received(indicators=[14], persons=[PersonAnswer("phone", "0812-7777-0001")])[1]
    browser = reporter(code)
    browser.post(f"{PAGE}tambah/tanda/", {"others": ["20"]})
    browser.post(f"{PAGE}tambah/orang/", {"what": "plate", "value": "B 1234 KRG"})
    signs = browser.get(f"{PAGE}tambah/tanda/").content.decode()
    offered, _more, told = signs.partition("Yang sudah Anda sampaikan")
    people = browser.get(f"{PAGE}tambah/orang/").content.decode()
    assert [str(sign.text) in html.unescape(offered) for sign in (first, added)] == [True, True]
    assert [str(sign.text) in html.unescape(told) for sign in (first, added)] == [False, True]
    assert ("B 1234 KRG" in people, "0812-7777-0001" in people) == (True, False)


def test_for_whom_one_reported_can_be_taken_back(office: Cast) -> None:
    report, code = given.received()
    browser, path = reporter(code), f"{PAGE}tambah/untuk-siapa/"
    browser.post(path, {"office": "Ketua RW 17", "relation": "warga saya"})
    assert 'name="tarik"' in browser.get(path).content.decode()
    assert browser.post(path, {"tarik": "1"}).headers["Location"] == f"{PAGE}ditambah/"
    report.refresh_from_db()
    assert (report.liaison, report.mode) == (None, Mode.ANONYMOUS)


@pytest.mark.parametrize("way_out", ["/lapor/keluar/", "/lacak/keluar/"])
def test_a_request_under_way_does_not_bring_the_code_back_after_one_left(office: Cast, way_out: str) -> None:
    code = given.received()[1]
    browser = reporter(code)
    under_way = browser.get(PAGE).cookies["lacak"].value
    browser.post(way_out)
    browser.cookies["lacak"] = under_way
    answer = browser.get(PAGE)
    assert (answer.headers.get("Location"), "lacak" in answer.cookies) == ("/lacak/", False)
    browser.post("/lacak/", {"code": code})
    assert browser.get(PAGE).status_code == 200


def shown(browser: Client, path: str) -> str:
    """A page without what every answer makes anew."""
    page = browser.get(path).content.decode()
    return re.sub(r'name="lembar" value="[^"]*"|nonce="[^"]*"|nonce-[^"]*|[0-9a-f-]{36}|[0-9a-f]{64}', "", page)


TOLD_FIRST = {
    "kind": "tppo",
    "danger": True,
    "indicators": [25, 26],
    "persons": [PersonAnswer("phone", "0812-7777-0001")],
}
TOLD_LITTLE = {"kind": "foreigner", "danger": None, "indicators": [], "persons": []}


@pytest.mark.parametrize("path", [PAGE, *(f"{PAGE}tambah/{name}/" for name in ("tanda", "orang", "kontak"))])
@pytest.mark.parametrize("adds", [False, True])
def test_whoever_holds_the_code_cannot_tell_what_the_report_said_first(office: Cast, path: str, adds: bool) -> None:
    pages = []
    for told in (TOLD_FIRST, TOLD_LITTLE):
        browser = reporter(given.received(**told)[1])
        if adds:
            assert browser.post(f"{PAGE}tambah/tanda/", {"first": ["25", "41"]}).status_code == 302
            typed = {"what": "phone", "value": "0812-7777-0001"}
            assert browser.post(f"{PAGE}tambah/orang/", typed).status_code == 302
        pages.append(shown(browser, path))
    assert pages[0] == pages[1]


def test_what_was_told_first_and_again_stands_once_where_officers_read(office: Cast) -> None:
    report, code = given.received(**TOLD_FIRST)
    reporter(code).post(f"{PAGE}tambah/tanda/", {"first": ["25"]})
    seen = open_report(report=report, keyring=keyring(office.sari))
    assert (seen.answers.indicators, [turn.added.indicators for turn in seen.messages if turn.added]) == (
        [25, 26],
        [(25,)],
    )


def test_the_code_names_neither_the_kelurahan_nor_a_file_that_was_sent_first(office: Cast) -> None:
    report, code = given.received()
    page = html.unescape(reporter(code).get(PAGE).content.decode())
    assert (report.village.name in page, "Berkas yang Anda kirim" in page) == (False, False)


@pytest.mark.parametrize("path", ["tambah/kontak/", "tambah/untuk-siapa/"])
def test_the_code_does_not_show_that_somebody_told_who_they_are(office: Cast, path: str) -> None:
    _report, code = given.received()
    browser = reporter(code)
    before = shown(browser, PAGE + path)
    browser.post(f"{PAGE}tambah/kontak/", {"way": "0813-0000-0001"})
    browser.post(f"{PAGE}tambah/untuk-siapa/", {"office": "Ketua RW 17", "relation": "warga saya"})
    browser.cookies["baru"] = ""
    assert shown(browser, PAGE + path) == before


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        (f"{PAGE}terkirim/", PAGE),
        (f"{PAGE}ditambah/", PAGE),
        (f"{PAGE}terima-kasih/", PAGE),
        ("/lapor/wilayah-saya/terima-kasih/", "/lapor/wilayah-saya/"),
        ("/lapor/terima-kasih/", "/lacak/"),
    ],
)
def test_an_address_that_is_only_opened_says_of_nothing_that_it_happened(
    office: Cast, path: str, leads_to: str
) -> None:
    assert reporter(given.received()[1]).get(path).headers["Location"] == leads_to


def test_that_something_arrived_is_said_once(office: Cast) -> None:
    browser = reporter(given.received()[1])
    assert "Pesan Anda sudah sampai." in browser.post(PAGE, {"text": WORDS, "whole": "1"}, follow=True).content.decode()
    assert browser.get(f"{PAGE}terkirim/").headers["Location"] == PAGE
    browser.post(PAGE, {"text": "Karangan: satu lagi.", "whole": "1"})
    assert browser.get(f"{PAGE}ditambah/").headers["Location"] == PAGE
    browser.get("/lapor/keluar/")
    assert browser.cookies["baru"].value == ""

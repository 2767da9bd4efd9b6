"""Whatever people type is kept exactly, breaks no page, and cannot pose as something else where officers read it."""

from __future__ import annotations

import re
import timeit
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.agencies.models import Agency
from pimpasa.common import clock
from pimpasa.linking.identifiers.finding import find
from pimpasa.linking.words import words
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.opening import peek
from pimpasa.sites.common.display import MOST_MARKS, shown
from pimpasa.verification.actions.findings import record_finding
from tests.factories import reports as given
from tests.factories.people import Cast, entrusted, keyring

SignIn = Callable[[Officer], Client]
OVERRIDE = "Karangan aman\u202egnp.exe\u202c selesai"
FLOOD = "Karangan Z" + "\u0301\u0327" * 500
KEPT = {
    "emoji": "Karangan 👩🏽‍🏫 🇮🇩 🏳️‍🌈 👨‍👩‍👧",
    "javanese": "Karangan ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ ꧐꧑꧒",
    "right to left": "Karangan سلام שלום",
    "override": OVERRIDE,
    "isolates": "Karangan \u2066a\u2069 \u2067b",
    "zero width": "Karangan a\u200bb\u200dc\ufeffd\u2060",
    "flood": FLOOD,
    "long word": "Karangan" + "x" * 19_000,
    "markup": "Karangan <b>&amp;</b> {{ 7 }} {% if %}",
    "lines": "Karangan\u2028satu\u2029dua\x0btiga\x85",
}
every = pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)


@every
def test_it_works(office: Cast, signed_in: SignIn, text: str) -> None:
    """Narrative, answer, note, question and finding come back as they were, and the pages stand."""
    report, code = given.received(narrative=text, place=text[:200], persons=[given.PersonAnswer("name", text[:300])])
    answer(opened=given.seen_by_reporter(code), text=text)
    sari, path = signed_in(office.sari), f"/petugas/laporan/{report.pk}/"
    sari.post(f"{path}mulai/")
    assert sari.post(f"{path}langkah/own/", {"result": "confirms", "note": text}).status_code == 302
    assert sari.post(f"{path}tanya/", {"text": text}).status_code == 302
    report.refresh_from_db()
    opened = peek(report, keyring(office.sari))
    assert [turn.text for turn in opened.messages] == [text.strip()] * 2
    assert (opened.answers.narrative, opened.answers.place) == (text, text[:200])
    contents = given.replace(given.finding(), reason=text)
    record_finding(report=report, contents=contents, keyring=keyring(office.sari))
    lists = ("/petugas/laporan/", f"{path}hubungan/", "/petugas/laporan/selesai/")
    pages = [sari.get(address) for address in (path, *lists)]
    assert [page.status_code for page in pages] == [200] * 4
    assert not re.search("[\u202d\u202e]", pages[0].content.decode())
    assert pages[0].content.decode().rstrip().endswith("</html>")


@every
def test_it_can_be_looked_for_and_kept_as_a_view(office: Cast, signed_in: SignIn, text: str) -> None:
    given.report(narrative=text)
    sari = signed_in(office.sari)
    asked = {"q": text, "rw": text, "place": text, "sign": text, "kind": text, "village": text, "hal": text}
    assert sari.post("/petugas/cari/", asked).status_code == 200
    assert sari.post("/petugas/cari/", {"q": text, "keep": "1", "name": text}).status_code == 200
    assert sari.get("/petugas/cari/").status_code == 200
    for name in ("urgency", "kind", "state", "village", "reference", "whose", "halaman"):
        assert sari.get("/petugas/laporan/", {name: text}).status_code == 200


@pytest.mark.parametrize("text", ["\x00", "Karangan\x00", "x" * 1_000_000])
def test_what_is_not_kept_is_said(office: Cast, signed_in: SignIn, text: str) -> None:
    report, code = given.received()
    sari, path = signed_in(office.sari), f"/petugas/laporan/{report.pk}/"
    sari.post(f"{path}mulai/")
    for act, typed in (("langkah/own", {"result": "confirms", "note": text}), ("temuan", {"reason": text})):
        assert sari.post(f"{path}{act}/", typed).status_code == 422
    for query in ("urgency", "kind", "state", "village", "reference", "whose", "halaman"):
        assert sari.get("/petugas/laporan/", {query: text[:4000]}).status_code == 200
    assert sari.post("/petugas/cari/", {"q": text, "village": text, "name": text, "keep": "1"}).status_code == 200
    browser = Client()
    browser.post("/lacak/", {"code": code})
    assert browser.post("/lacak/laporan/", {"text": text, "whole": "1"}).status_code in {302, 422}
    assert browser.post("/lacak/laporan/kabar/", {"news": "worse", "words": text}).status_code in {302, 422}
    assert "\x00" not in "".join(turn.text for turn in given.seen_by_reporter(code).messages)


@every
def test_an_agency_and_its_list(office: Cast, signed_in: SignIn, text: str) -> None:
    name = " ".join(text.split())[:200]
    quoted = '"' + name.replace('"', '""') + '"'
    file = SimpleUploadedFile("daftar.csv", f"nama,alamat\n{quoted},Karangan".encode(), "text/csv")
    hadi = signed_in(entrusted(office).hadi)
    dewi = signed_in(office.dewi)
    listed = {"file": file, "source": "Karangan", "as_of": clock.today().isoformat()}
    assert hadi.post("/petugas/perusahaan/", listed).status_code == 302
    assert Agency.objects.get().name == name
    page = dewi.get("/petugas/perusahaan/", {"name": name})
    assert page.status_code == 200
    report = given.taken(office.dewi, persons=[given.PersonAnswer("agency", name)])
    assert dewi.get(f"/petugas/laporan/{report.pk}/langkah/default-agency/").status_code == 200


def test_an_override_is_shown_as_what_it_is(office: Cast, signed_in: SignIn) -> None:
    report = given.report(narrative=OVERRIDE, address=OVERRIDE)
    page = signed_in(office.sari).get(f"/petugas/laporan/{report.pk}/").content.decode()
    assert page.count("aman[U+202E]gnp.exe") == 2


def test_a_flood_of_marks_stays_on_its_letter() -> None:
    assert shown(f"<p>{FLOOD}!</p>") == "<p>Karangan Z" + ("\u0301\u0327" * 500)[:MOST_MARKS] + "…!</p>"
    few = "<p>Việt Nam e\u0301 e\u0323\u0302 שָׁלוֹם ꦱꦸꦒꦼꦁ</p>"
    assert shown(few) == few


def test_what_is_sent_again_is_left_as_typed() -> None:
    field = f'<textarea name="text">\n{OVERRIDE}{FLOOD}</textarea><input name="q" value="{OVERRIDE}">'
    assert shown(field) == field


def test_a_flood_of_marks_costs_no_more_than_words() -> None:
    """Normal forms sort marks in a time that grows with its square; both finders bound them first."""
    plain, flood = "kata ä " * 7_000, "a" + "\u0301\u0327" * 24_500
    for reader in (find, words):
        usual = min(timeit.repeat(lambda reader=reader: reader(plain), number=1, repeat=5))
        assert min(timeit.repeat(lambda reader=reader: reader(flood), number=1, repeat=5)) < 20 * usual

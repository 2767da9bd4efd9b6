"""The form's pages with a browser that seals words itself: what they hand to it, and what they take from it."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from pimpasa.reports.merging import print_of
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes
from pimpasa.sealing.envelopes import to_text
from tests.factories import phones
from tests.factories.people import Cast, cast
from tests.factories.phones import Phone
from tests.factories.residents import ANSWERS, STORY, hidden, page

pytestmark = pytest.mark.django_db
SENDING = "/lapor/kirim/"
RECEIPT = "/lapor/tanda-terima/"
STORY_ANSWERS, PLACE_ANSWERS = (answers for _path, answers in ANSWERS)


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def phone() -> Phone:
    return Phone(replace(phones.TOLD))


def sealed(phone: Phone, words: str, *seen: str) -> str:
    entry = envelopes.seal_json({"narrative": words}, key=phone.key, context="words")
    return json.dumps({"seen": list(seen), "sealed": to_text(entry)})


def tells(phone: Phone, words: str = STORY, **more: Any) -> Client:
    """A browser whose first two pages were answered, its words sealed."""
    resident = Client()
    story = {name: value for name, value in STORY_ANSWERS.items() if name != "narrative"}
    answer = resident.post("/lapor/", story | {"terkunci": sealed(phone, words), "halaman": "satu"} | more)
    assert answer.status_code == 302, answer.content.decode()
    assert resident.post("/lapor/tempat/", PLACE_ANSWERS).status_code == 302
    return resident


def given_in(shown: str, name: str = "sealing") -> Any:
    found = re.search(rf'data-{name}="([^"]*)"', shown)
    assert found
    return json.loads(unescape(found[1]))


def opened(phone: Phone, entries: list[str]) -> list[str]:
    plain = (envelopes.open_json(base64.b64decode(entry), key=phone.key, context="words") for entry in entries)
    return [words["narrative"] for words in plain]


def sends(resident: Client, phone: Phone, **more: Any) -> Any:
    """The last page as its script sends it."""
    shown = page(resident, SENDING)
    given = given_in(shown)
    assert given["canSeal"]
    assert opened(phone, given["entries"]) == [phone.answers.narrative]
    phone.pk = UUID(given["subject"].removeprefix("report:"))
    phone.seals(given["contents"] | {"narrative": phone.answers.narrative})
    posted = {"promise": hidden(shown, "promise"), "laporan": phone.posted, "nomor": hidden(shown, "nomor")}
    return resident.post(SENDING, posted | more)


def opens(shown: str, narrative: str, **more: str) -> dict[str, str]:
    """The last page as its script sends it where it could not seal."""
    given = {name: hidden(shown, name) for name in ("promise", "nomor")}
    return given | {"narrative": narrative, "place": "", "address": ""} | more


def saves(resident: Client, phone: Phone, words: str) -> None:
    """Another tab, in which more is written."""
    more = {"situation": "", "danger": "on", "halaman": "dua", "terkunci": sealed(phone, words)}
    assert resident.post("/lapor/simpan/", more).status_code == 204


def test_it_works(office: Cast, phone: Phone) -> None:
    phone.answers.narrative = STORY
    resident = tells(phone)
    answer = sends(resident, phone)
    assert (answer.status_code, answer["Location"]) == (302, RECEIPT)
    report = Report.objects.get()
    assert report.sealed_on_phone
    shown = page(resident, RECEIPT)
    assert "dikunci di HP ini" in shown
    assert re.search(r'data-locked="([^"]*)"', shown)[1] == json.loads(phone.posted)["receipt"]  # type: ignore[index]
    assert phone.code not in shown


def test_the_keys_are_those_of_who_reads(office: Cast, phone: Phone) -> None:
    given = given_in(page(tells(phone), SENDING))
    keys = {(str(key.pk), to_text(bytes(key.public)), key.desk_id == office.at.unit.pk) for key in phone.readers()}
    assert {(str(key["id"]), key["public"], key["isUnit"]) for key in given["keys"]} == keys


def test_the_page_shows_its_own_entries_and_two_tabs_stay_beside_each_other(office: Cast, phone: Phone) -> None:
    resident = tells(phone, "Karangan: satu.")
    (first,) = given_in(page(resident, "/lapor/"), "entries")
    resident.post("/lapor/simpan/", {"situation": "", "halaman": "dua", "terkunci": sealed(phone, "Karangan: dua.")})
    assert opened(phone, given_in(page(resident, "/lapor/"), "entries")) == ["Karangan: satu.", "Karangan: dua."]
    resident.post("/lapor/simpan/", {"situation": "", "halaman": "dua", "terkunci": sealed(phone, "Karangan: lagi.")})
    assert opened(phone, given_in(page(resident, "/lapor/"), "entries")) == ["Karangan: satu.", "Karangan: lagi."]
    both = sealed(phone, "Karangan: satu dan lagi.", print_of(first))
    resident.post("/lapor/simpan/", {"situation": "", "halaman": "dua", "terkunci": both})
    assert opened(phone, given_in(page(resident, "/lapor/"), "entries")) == ["Karangan: satu dan lagi."]


@pytest.mark.parametrize(
    "posted", ["nonsense", "[]", "{}", '{"seen": 1, "sealed": ""}', '{"seen": [], "sealed": "<b>"}']
)
def test_words_that_are_no_such_thing_are_none(office: Cast, posted: str) -> None:
    resident = Client()
    answer = resident.post("/lapor/", {"kind": "tppo", "whole": "1", "terkunci": posted})
    assert answer.status_code == 422
    assert "Ceritakan" in answer.content.decode()


def test_another_draft_s_number_is_refused_and_then_the_server_seals(office: Cast, phone: Phone) -> None:
    phone.answers.narrative = STORY
    others = hidden(page(tells(phone), SENDING), "nomor")
    resident = tells(phone)
    answer = sends(resident, phone, nomor=others)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Belum terkirim" in shown
    assert not given_in(shown)["canSeal"]
    assert not Report.objects.exists()
    plain = opens(shown, STORY)
    assert resident.post(SENDING, plain)["Location"] == RECEIPT
    assert not Report.objects.get().sealed_on_phone
    assert "Server kami mengunci laporan Anda" in page(resident, RECEIPT)


@pytest.mark.parametrize("posted", ["nonsense", '{"grants": {}}', "9" * 2_000_000])
def test_what_is_no_report_gets_a_clear_page(office: Cast, phone: Phone, posted: str) -> None:
    phone.answers.narrative = STORY
    resident = tells(phone)
    answer = sends(resident, phone, laporan=posted)
    assert answer.status_code == 422
    assert "Belum terkirim" in answer.content.decode()
    assert not Report.objects.exists()


def test_words_that_do_not_open_any_more_are_written_again(office: Cast, phone: Phone) -> None:
    resident = tells(phone)
    answer = resident.post(SENDING, {"promise": hidden(page(resident, SENDING), "promise")})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "sekarang tidak bisa dibuka" in shown
    assert hidden(shown, "hilang") == "1"
    again = resident.post("/lapor/", STORY_ANSWERS | {"hilang": "1", "narrative": "Karangan: lagi."})
    assert again["Location"] == SENDING
    assert resident.post(SENDING, {"promise": hidden(page(resident, SENDING), "promise")})["Location"] == RECEIPT


def test_sent_twice_it_leads_to_the_receipt_and_later_words_are_shown(office: Cast, phone: Phone) -> None:
    phone.answers.narrative = STORY
    resident = tells(phone)
    (entry,) = given_in(page(resident, "/lapor/"), "entries")
    sends(resident, phone)
    said = json.dumps({"seen": [], "sealed": entry})
    assert resident.post("/lapor/", {"kind": "tppo", "whole": "1", "terkunci": said})["Location"] == RECEIPT
    late = resident.post("/lapor/", {"kind": "tppo", "whole": "1", "terkunci": sealed(phone, "Karangan: telat.")})
    assert late.status_code == 410
    assert opened(phone, given_in(late.content.decode(), "entries")) == ["Karangan: telat."]
    assert Report.objects.count() == 1


def test_whoever_waits_their_turn_takes_it_along(office: Cast, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    phone.answers.narrative = STORY
    resident = tells(phone)
    with monkeypatch.context() as patched:
        patched.setattr("pimpasa.sites.public.flood.may_send", lambda *_asked: False)
        answer = sends(resident, phone)
    assert answer.status_code == 429
    shown = answer.content.decode()
    assert json.loads(unescape(hidden(shown, "laporan"))) == json.loads(phone.posted)
    names = ("laporan", "nomor", "promise")
    assert resident.post(SENDING, {name: unescape(hidden(shown, name)) for name in names})["Location"] == RECEIPT
    assert Report.objects.get().sealed_on_phone


def test_on_a_poster_s_page_the_last_page_comes_between(office: Cast, phone: Phone) -> None:
    resident = Client()
    shown = page(resident, f"/lapor/?w={phone.answers.village}")
    posted = {"kind": "tppo", "whole": "1", "w": phone.answers.village, "promise": hidden(shown, "promise")}
    answer = resident.post("/lapor/", posted | {"terkunci": sealed(phone, STORY), "direct": "on"})
    assert answer["Location"] == SENDING
    assert given_in(page(resident, SENDING))["contents"]["direct"] is True


def test_switched_off_the_pages_ask_for_words_as_before(office: Cast, settings: Any) -> None:
    settings.SEAL_ON_PHONE = False
    shown = page(Client(), "/lapor/")
    assert "data-seals" not in shown
    settings.SEAL_ON_PHONE = True
    assert "data-seals" in page(Client(), "/lapor/")


def test_a_poster_s_page_without_words_is_sent_at_once(office: Cast, phone: Phone) -> None:
    """In a browser that would have sealed some: told with a file alone, or with what was typed before."""
    resident = Client()
    shown = page(resident, f"/lapor/?w={phone.answers.village}")
    posted = {"kind": "tppo", "whole": "1", "w": phone.answers.village, "promise": hidden(shown, "promise")}
    nothing = json.dumps({"seen": [], "sealed": ""})
    answer = resident.post("/lapor/", posted | {"terkunci": nothing, "narrative": STORY})
    assert answer["Location"] == RECEIPT


@pytest.mark.parametrize("way", ["sealed", "opened"])
def test_what_another_tab_wrote_is_not_lost(office: Cast, phone: Phone, way: str) -> None:
    phone.answers.narrative = STORY
    resident = tells(phone)
    shown = page(resident, SENDING)
    posted = opens(shown, STORY)
    if way == "sealed":
        given = given_in(shown)
        phone.pk = UUID(given["subject"].removeprefix("report:"))
        phone.answers.direct = True
        phone.seals(given["contents"] | {"narrative": STORY, "direct": True})
        posted = {name: posted[name] for name in ("promise", "nomor")} | {"laporan": phone.posted}
    saves(resident, phone, "Karangan: lagi.")
    answer = resident.post(SENDING, posted | {"direct": "on"})
    assert answer.status_code == 422
    again = answer.content.decode()
    assert "diubah di halaman lain" in again
    assert re.search(r'name="direct"[^>]*checked', again)
    assert not Report.objects.exists()
    given = given_in(again)
    assert given["canSeal"]
    assert given["contents"]["danger"] is True
    assert opened(phone, given["entries"]) == [STORY, "Karangan: lagi."]
    assert resident.post(SENDING, opens(again, STORY))["Location"] == RECEIPT


@pytest.mark.parametrize(
    ("name", "most", "where"),
    [("narrative", 50_000, "/lapor/"), ("place", 200, "/lapor/tempat/"), ("address", 1000, "/lapor/tempat/")],
)
def test_words_that_are_too_long_are_shortened_where_they_were_written(
    office: Cast, phone: Phone, name: str, most: int, where: str
) -> None:
    resident = tells(phone)
    shown = page(resident, SENDING)
    assert given_in(shown)["longest"][name] == most
    answer = resident.post(SENDING, opens(shown, STORY) | {name: "x" * (most + 1)})
    assert answer.status_code == 422
    again = answer.content.decode()
    assert re.search(rf'role="alert">.*{most} (huruf|karakter).*</div>', again, re.DOTALL)
    assert re.search(rf'role="alert">.*href="{where}".*</div>', again, re.DOTALL)
    assert opened(phone, given_in(again)["entries"]) == [STORY]
    assert not Report.objects.exists()
    assert resident.post(SENDING, opens(again, STORY) | {name: "x" * most})["Location"] == RECEIPT


def test_past_the_pimpasa_as_it_was_chosen_on_the_page(office: Cast, phone: Phone) -> None:
    phone.answers.narrative = STORY
    answer = sends(tells(phone), phone, direct="on")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Belum terkirim" in shown
    assert re.search(r'name="direct"[^>]*checked', shown)
    assert not Report.objects.exists()

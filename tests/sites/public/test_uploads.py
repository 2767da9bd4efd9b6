"""The door of resumable uploads, as a tus 1.0.0 client finds it."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.evidence import tus
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of, original
from pimpasa.reports.models import Attachment, Draft
from pimpasa.reports.queries.drafts import draft_key, load_draft
from pimpasa.sites.common import allowances
from pimpasa.sites.public import drafts, upload_views
from tests.factories import reports as given
from tests.factories.people import Cast
from tests.factories.residents import ANSWERS, sends

pytestmark = pytest.mark.django_db
AT = "/lapor/bukti/unggah/"
CONTENT = b"Karangan: isi berkas."


@pytest.fixture
def sinta(office: Cast) -> Client:
    """Sinta, who has begun a report."""
    browser = Client()
    browser.get("/lapor/")
    browser.post("/lapor/simpan/", {"narrative": ""})
    return browser


def ask(browser: Client, method: str, path: str, body: bytes = b"", **headers: str) -> HttpResponse:
    sent = {"Tus-Resumable": "1.0.0"} | {name.replace("_", "-"): value for name, value in headers.items()}
    answer: Any = browser.generic(
        method, path, body, content_type=sent.pop("Content-Type", "application/offset+octet-stream"), headers=sent
    )
    return answer  # type: ignore[no-any-return]


def begin(browser: Client, size: int = len(CONTENT), *, at: str = AT, name: str = "foto.jpg") -> HttpResponse:
    metadata = tus.metadata_header({"filename": name, "filetype": "image/jpeg", "obtained": "own"})
    return ask(browser, "POST", at, Upload_Length=str(size), Upload_Metadata=metadata)


def draft_of(browser: Client) -> bytes:
    return draft_key(base64.urlsafe_b64decode(browser.cookies["draf"].value))


def test_it_works(sinta: Client) -> None:
    begun = begin(sinta)
    assert (begun.status_code, begun["Tus-Resumable"]) == (201, "1.0.0")
    assert "GMT" in begun["Upload-Expires"]
    place = begun["Location"]
    half = ask(sinta, "PATCH", place, CONTENT[:8], Upload_Offset="0")
    assert (half.status_code, half["Upload-Offset"]) == (204, "8")
    stands = ask(sinta, "HEAD", place)
    assert (stands.status_code, stands["Upload-Offset"], stands["Upload-Length"]) == (200, "8", str(len(CONTENT)))
    assert tus.metadata(stands["Upload-Metadata"]) == {"filename": "foto.jpg", "filetype": "image/jpeg"}
    assert stands["Cache-Control"] == "no-store"
    assert "belum selesai" in sinta.get("/lapor/").content.decode()
    whole = ask(sinta, "PATCH", place, CONTENT[8:], Upload_Offset="8")
    assert (whole.status_code, whole["Upload-Offset"]) == (204, str(len(CONTENT)))
    exhibit = Exhibit.objects.get()
    assert b"".join(original(exhibit, key=draft_of(sinta))) == CONTENT
    assert "foto.jpg" in sinta.get("/lapor/").content.decode()


def test_what_was_spoken_on_the_page_is_marked(sinta: Client) -> None:
    ask(sinta, "PATCH", begin(sinta, name="cerita-1.webm")["Location"], CONTENT, Upload_Offset="0")
    exhibit = str(Exhibit.objects.get().pk)
    sinta.post("/lapor/", {"kind": "tppo", "spoken": [exhibit, str(uuid4())]})
    assert load_draft(base64.urlsafe_b64decode(sinta.cookies["draf"].value)).spoken == [exhibit]
    assert facts_of(Exhibit.objects.get(), key=draft_of(sinta)).obtained == "own"


def test_what_the_server_can_do_is_said() -> None:
    answer = Client().options(AT)
    assert (answer.status_code, answer["Tus-Version"]) == (204, "1.0.0")
    assert answer["Tus-Extension"] == "creation,termination,checksum,expiration"
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"
    assert answer["Tus-Max-Size"] == str(2 * 1024**3)


def test_throwing_away(sinta: Client) -> None:
    place = begin(sinta)["Location"]
    assert ask(sinta, "DELETE", place).status_code == 204
    assert ask(sinta, "HEAD", place).status_code == 404
    assert not Exhibit.objects.exists()
    assert "foto.jpg" not in sinta.get("/lapor/").content.decode()


def test_a_wrong_checksum_has_the_protocol_s_own_status(sinta: Client) -> None:
    place = begin(sinta)["Location"]
    wrong = ask(sinta, "PATCH", place, CONTENT, Upload_Offset="0", Upload_Checksum="sha1 AAAA")
    assert wrong.status_code == 460
    assert ask(sinta, "HEAD", place)["Upload-Offset"] == "0"
    unknown = ask(sinta, "PATCH", place, CONTENT, Upload_Offset="0", Upload_Checksum="crc32 AAAA")
    assert unknown.status_code == 400


def test_a_client_that_cannot_say_patch_says_it_in_a_header(sinta: Client) -> None:
    place = begin(sinta)["Location"]
    answer = ask(sinta, "POST", place, CONTENT, Upload_Offset="0", X_HTTP_Method_Override="PATCH")
    assert (answer.status_code, answer["Upload-Offset"]) == (204, str(len(CONTENT)))


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("POST", {"Upload_Length": "x"}, 400),
        ("POST", {}, 400),
        ("POST", {"Upload_Length": "5", "Upload_Metadata": "filename ???"}, 400),
        ("POST", {"Upload_Length": "5", "Tus_Resumable": "0.2.2"}, 412),
        ("POST", {"Upload_Length": str(3 * 1024**3)}, 413),
        ("POST", {"Upload_Length": "0"}, 422),
        ("GET", {}, 405),
        ("PATCH", {}, 405),
    ],
)
def test_a_wrong_beginning_is_told(sinta: Client, method: str, headers: dict[str, str], status: int) -> None:
    answer = ask(sinta, method, AT, **headers)
    assert (answer.status_code, answer["Tus-Resumable"]) == (status, "1.0.0")
    assert answer.content
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"Upload_Offset": "5"}, 409),
        ({"Upload_Offset": "-1"}, 400),
        ({"Upload_Offset": "0", "Content-Type": "text/plain"}, 415),
        ({"Upload_Offset": "0", "Tus_Resumable": "2"}, 412),
    ],
)
def test_a_wrong_piece_is_told_and_changes_nothing(sinta: Client, headers: dict[str, str], status: int) -> None:
    place = begin(sinta)["Location"]
    assert ask(sinta, "PATCH", place, CONTENT, **headers).status_code == status
    assert ask(sinta, "HEAD", place)["Upload-Offset"] == "0"


def test_a_program_is_refused_in_words_and_gone(sinta: Client) -> None:
    refused = begin(sinta, name="foto.apk")
    assert (refused.status_code, refused.content.decode()[:11]) == (422, "Berkas ini ")
    place = begin(sinta)["Location"]
    sneaked = ask(sinta, "PATCH", place, b"\x7fELF" + CONTENT[4:], Upload_Offset="0")
    assert sneaked.status_code == 422
    assert not Exhibit.objects.exists()
    assert "foto.jpg" not in sinta.get("/lapor/").content.decode()


def test_a_file_that_begins_while_words_are_saved_stays(sinta: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The save has read the draft already when the upload writes its file into it."""
    of_request = drafts.draft_of

    def read_early(request: HttpRequest) -> drafts.Draft:
        draft = of_request(request)
        begin(sinta)
        return draft

    monkeypatch.setattr(drafts, "draft_of", read_early)
    assert sinta.post("/lapor/simpan/", {"narrative": "Karangan: kata."}).status_code == 204
    answers = load_draft(base64.urlsafe_b64decode(sinta.cookies["draf"].value))
    assert (len(answers.exhibits), answers.narrative) == (1, "Karangan: kata.")


def test_nobody_else_s_browser_finds_it(sinta: Client) -> None:
    place = begin(sinta)["Location"]
    stranger, without = Client(), Client()
    stranger.get("/lapor/")
    stranger.post("/lapor/simpan/", {"narrative": ""})
    for browser in (stranger, without):
        for method in ("HEAD", "PATCH", "DELETE"):
            assert ask(browser, method, place, CONTENT, Upload_Offset="0").status_code == 404
    assert begin(without).status_code == 404
    assert ask(sinta, "HEAD", place)["Upload-Offset"] == "0"
    assert ask(sinta, "HEAD", f"{AT}{uuid4()}/").status_code == 404


def test_more_than_twenty_are_told(sinta: Client, settings: Settings) -> None:
    settings.EVIDENCE_MAX_FILES = 2
    assert [begin(sinta).status_code for _ in range(3)] == [201, 201, 422]


def test_a_flood_of_beginnings_waits(sinta: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances.UPLOADS, "most", 2)
    answers = [begin(sinta) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_an_expired_one_is_gone(sinta: Client) -> None:
    place = begin(sinta)["Location"]
    Exhibit.objects.update(expires_at=clock.now())
    assert ask(sinta, "HEAD", place).status_code == 410


def test_what_is_not_whole_is_not_sent_and_said(sinta: Client) -> None:
    begin(sinta)
    draft = Draft.objects.get()
    for path, answers in ANSWERS:
        sinta.post(path, answers)
    answer = sends(sinta)
    assert "belum sampai seluruhnya" in answer.content.decode()
    draft.refresh_from_db()
    assert not draft.sent


class TestLater:
    """On the page of a sent report."""

    AT = "/lacak/laporan/unggah/"

    @pytest.fixture
    def reporter(self, office: Cast) -> Client:
        report, code = given.received()
        browser = Client()
        browser.post("/lacak/", {"code": code})
        browser.report = report  # type: ignore[attr-defined]
        return browser

    def test_it_works(self, reporter: Client) -> None:
        place = begin(reporter, at=self.AT)["Location"]
        ask(reporter, "PATCH", place, CONTENT, Upload_Offset="0")
        exhibit = Exhibit.objects.get()
        sent = reporter.post("/lacak/laporan/", {"text": "", "whole": "1", "exhibit": str(exhibit.pk)})
        assert sent.status_code == 302
        attached = Attachment.objects.get()
        assert (attached.exhibit, attached.report) == (exhibit, reporter.report)  # type: ignore[attr-defined]
        exhibit.refresh_from_db()
        assert exhibit.expires_at is None

    def test_a_piece_keeps_the_code_unless_it_took_long(
        self, reporter: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = begin(reporter, at=self.AT)["Location"]
        assert "lacak" in ask(reporter, "PATCH", place, CONTENT[:5], Upload_Offset="0").cookies
        monkeypatch.setattr(upload_views, "LONGEST_RENEWING", timedelta(0))
        assert "lacak" not in ask(reporter, "PATCH", place, CONTENT[5:], Upload_Offset="5").cookies

    def test_an_error_in_the_words_keeps_the_files(self, reporter: Client) -> None:
        ask(reporter, "PATCH", begin(reporter, at=self.AT)["Location"], CONTENT, Upload_Offset="0")
        exhibit = Exhibit.objects.get()
        wrong = reporter.post("/lacak/laporan/", {"text": "a" * 60_000, "whole": "1", "exhibit": str(exhibit.pk)})
        assert wrong.status_code == 422
        assert f'name="exhibit" value="{exhibit.pk}"' in wrong.content.decode()

    def test_a_half_one_or_another_s_is_passed_over(self, reporter: Client, sinta: Client) -> None:
        begin(reporter, at=self.AT)
        ask(sinta, "PATCH", begin(sinta)["Location"], CONTENT, Upload_Offset="0")
        sent = {"text": "", "whole": "1", "exhibit": [str(e.pk) for e in Exhibit.objects.all()] + ["bukan-id"]}
        assert reporter.post("/lacak/laporan/", sent).status_code == 422
        assert not Attachment.objects.exists()

    def test_without_the_code_there_is_no_door(self, office: Cast) -> None:
        assert begin(Client(), at=self.AT).status_code == 404

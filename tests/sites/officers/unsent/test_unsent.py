"""What officers typed, when their session, key, role or page was gone: over HTTP, with CSRF checked."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.allowances.actions import take
from pimpasa.common import clock
from pimpasa.sites.common.allowances import KEPT_FORMS
from pimpasa.unsent.models import Writing
from pimpasa.unsent.rules import LONGEST
from pimpasa.verification.models import Finding
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast
from tests.factories.tables import everything

if TYPE_CHECKING:
    from pimpasa.reports.models import Report

LONG = ("Karangan: kata pengelola, paspornya disimpan di laci kantor. " * 30)[:1300].strip()
FINDING = {
    "outcome": "substantiated",
    "reason": LONG,
    "notes": "Karangan: bicara dengan pengelola.",
    "process": "yes",
    "means": "yes",
    "purpose": "yes",
    "source_kind": "seen",
    "source": "Karangan: Sari melihat paspor.",
    "confidence": "high",
}
SIGN_IN = "/masuk/"


class Browser:
    """One browser without JavaScript: its cookies, and the token of the page that it has open."""

    def __init__(self) -> None:
        self.http = Client(enforce_csrf_checks=True)
        self.token = ""

    def opens(self, path: str) -> str:
        answer = self.http.get(path, follow=True)
        page = answer.content.decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        self.token = found[1] if found else ""
        return page

    def signs_in(self, officer: Officer, *, to: str = "") -> str:
        """The address that the sign-in leads to."""
        self.opens(SIGN_IN)
        typed = {"login": officer.email, "password": PASSPHRASE, "next": to}
        answer = self.sends(SIGN_IN, typed)
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]

    def sends(self, path: str, typed: dict[str, str], *, on: str = "", token: str = "", **more: str):  # type: ignore[no-untyped-def]  # the test client's own answer
        headers = {"referer": f"http://testserver{on or path}"} | more
        return self.http.post(path, typed | {"csrfmiddlewaretoken": token or self.token}, headers=headers)

    def confirms(self, page: str):  # type: ignore[no-untyped-def]  # the test client's own answer
        """Press the one button of a page that shows what was typed."""
        form = re.search(r'<form method="post" action="([^"]*kirim-tulisan[^"]*)"(.*?)</form>', page, re.DOTALL)
        assert form
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[2]))
        return self.http.post(form[1].replace("&amp;", "&"), fields)

    def loses_its_session(self) -> None:
        """As after thirty idle minutes: the row is over, the browser's cookies stay."""
        Session.objects.all().update(expire_date=clock.now())


@pytest.fixture
def taken(office: Cast) -> Report:
    return given.taken(office.sari)


@pytest.fixture
def page(taken: Report) -> str:
    return f"/petugas/laporan/{taken.pk}/temuan/"


@pytest.fixture
def shared(office: Cast, page: str) -> Browser:
    """The browser at the desk, in which Sari has the finding's page open and her session ended."""
    browser = Browser()
    browser.signs_in(office.sari)
    browser.opens(page)
    browser.loses_its_session()
    return browser


class TestAfterTheSession:
    def test_a_finding_is_recorded_once_after_signing_in(self, office: Cast, shared: Browser, page: str) -> None:
        answer = shared.sends(page, FINDING)
        assert answer.status_code == 302
        assert answer["Location"].startswith(f"{SIGN_IN}?next=/petugas/tulisan/")
        assert "Tulisan tadi aman" in shared.opens(answer["Location"])
        waiting = shared.opens(shared.signs_in(office.sari, to=answer["Location"].partition("=")[2]))
        assert LONG in waiting
        assert Finding.objects.count() == 0
        assert shared.confirms(waiting).status_code == 302
        assert (Finding.objects.count(), Writing.objects.count()) == (1, 0)
        again = shared.confirms(waiting)
        assert "sudah terkirim" in again.content.decode()
        assert Finding.objects.count() == 1

    def test_who_signs_in_next_there_sees_nothing_of_it(self, office: Cast, shared: Browser, page: str) -> None:
        waiting = shared.sends(page, FINDING)["Location"].partition("=")[2]
        shared.signs_in(office.bayu)
        writing = Writing.objects.get()
        for address in (waiting, "/petugas/tulisan/", f"/petugas/tulisan/halaman/?page={page}", page):
            assert "pengelola" not in shared.opens(address)
        shared.opens("/petugas/tulisan/")
        shared.sends(f"/petugas/tulisan/{writing.pk}/buang/", {})
        assert Writing.objects.filter(pk=writing.pk).exists()
        stolen = shared.sends(f"{page}?kirim-tulisan={writing.pk}", FINDING)
        assert (stolen.status_code, Finding.objects.count()) == (403, 0)

    def test_a_form_with_an_error_comes_back_in_its_form(self, office: Cast, shared: Browser, page: str) -> None:
        answer = shared.sends(page, FINDING | {"reason": ""})
        waiting = shared.opens(shared.signs_in(office.sari, to=answer["Location"].partition("=")[2]))
        shown = shared.confirms(waiting)
        assert shown.status_code == 422
        assert "Karangan: bicara dengan pengelola." in shown.content.decode()
        assert Writing.objects.count() == 1

    def test_a_button_alone_leads_back_to_its_page(self, office: Cast, shared: Browser, taken: Report) -> None:
        page = f"/petugas/laporan/{taken.pk}/"
        answer = shared.sends(f"{page}dibaca/", {}, on=page)
        assert answer["Location"] == f"{SIGN_IN}?next={page}"

    def test_of_files_it_says_where_they_are(self, office: Cast, shared: Browser, page: str) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        answer = shared.sends(page, FINDING | {"evidence": SimpleUploadedFile("a.png", b"isi")})  # type: ignore[dict-item]  # a file
        waiting = shared.opens(shared.signs_in(office.sari, to=answer["Location"].partition("=")[2]))
        assert "Berkas tetap ada di HP tempat Anda memilihnya" in waiting

    def test_nothing_of_it_is_readable_where_it_lies(self, shared: Browser, page: str, taken: Report) -> None:
        shared.sends(page, FINDING | {"reason": "Karangan: kenari-qzxw di laci."})
        row = str(everything()["unsent_writing"])
        writing = Writing.objects.values().get()
        content = b"".join(bytes(writing[name]) for name in ("grant", "envelope", "spot", *())) + row.encode()
        assert b"kenari" not in content
        assert str(taken.pk).encode() not in content


class TestStaleTokens:
    def test_another_tab_of_the_same_officer(self, office: Cast, shared: Browser, page: str) -> None:
        old = shared.token
        shared.signs_in(office.sari)
        answer = shared.sends(page, FINDING, token=old)
        assert answer["Location"].startswith("/petugas/tulisan/")
        assert shared.confirms(shared.opens(answer["Location"])).status_code == 302
        assert Finding.objects.count() == 1

    def test_another_officer_in_another_tab(self, office: Cast, shared: Browser, page: str) -> None:
        old = shared.token
        shared.signs_in(office.bayu)
        answer = shared.sends(page, FINDING, token=old)
        assert (answer.status_code, Finding.objects.count()) == (403, 0)
        assert LONG not in answer.content.decode()
        assert Writing.objects.get().officer == office.sari

    def test_a_browser_that_forgot_whose_page_it_was(self, shared: Browser, page: str) -> None:
        del shared.http.cookies["penulis"]
        answer = shared.sends(page, FINDING, token="a" * 64)
        assert LONG in answer.content.decode()
        assert Writing.objects.count() == 0

    def test_another_site_gets_nothing_said_back(self, shared: Browser, page: str) -> None:
        answer = shared.sends(page, FINDING, token="a" * 64, **{"sec-fetch-site": "cross-site"})
        assert (answer.status_code, LONG in answer.content.decode()) == (403, False)


class TestWhoIsSignedIn:
    def test_a_key_that_is_locked(self, office: Cast, shared: Browser, page: str) -> None:
        shared.signs_in(office.sari)
        shared.opens(page)
        del shared.http.cookies["kunci"]
        answer = shared.sends(page, FINDING)
        assert answer["Location"].startswith("/masuk/kunci/?next=%2Fpetugas%2Ftulisan%2F")
        unlocking = shared.opens(answer["Location"])
        assert LONG not in unlocking
        opened = shared.sends(
            "/masuk/kunci/", {"passphrase": PASSPHRASE, "next": f"/petugas/tulisan/{Writing.objects.get().pk}/"}
        )
        assert LONG in shared.opens(opened["Location"])

    def test_a_role_that_was_taken_meanwhile(self, office: Cast, shared: Browser, page: str) -> None:
        shared.signs_in(office.sari)
        shared.opens(page)
        Officer.objects.filter(pk=office.sari.pk).update(role="auditor")
        answer = shared.sends(page, FINDING)
        assert (answer.status_code, LONG in answer.content.decode()) == (403, True)
        assert LONG[:100] in shared.opens("/petugas/tulisan/")

    def test_an_account_that_was_switched_off(self, office: Cast, shared: Browser, page: str) -> None:
        Officer.objects.filter(pk=office.sari.pk).update(is_active=False)
        answer = shared.sends(page, FINDING)
        assert (answer.status_code, Writing.objects.count()) == (403, 0)
        assert LONG in answer.content.decode()

    def test_a_report_that_is_not_there(self, office: Cast, shared: Browser) -> None:
        shared.signs_in(office.sari)
        shared.opens("/petugas/tulisan/")
        assert shared.sends(f"/petugas/laporan/{uuid4()}/temuan/", FINDING).status_code == 404
        assert Writing.objects.count() == 1


class TestFloods:
    def test_a_stranger_leaves_nothing(self, page: str) -> None:
        stranger = Browser()
        stranger.opens(SIGN_IN)
        before = everything()
        for _turn in range(50):
            stranger.sends(page, FINDING)
        assert everything() == before

    def test_an_open_browser_is_slowed(self, office: Cast, shared: Browser, page: str) -> None:
        while take(KEPT_FORMS, office.sari.actor):
            pass
        answer = shared.sends(page, FINDING)
        assert (answer.status_code, Writing.objects.count()) == (403, 0)
        assert LONG in answer.content.decode()

    def test_what_is_too_long_is_given_back(self, shared: Browser, page: str) -> None:
        answer = shared.sends(page, FINDING | {"reason": "panjang " * (LONGEST // 8)})
        assert (answer.status_code, Writing.objects.count()) == (403, 0)


class TestSavingWhileTyping:
    def save(self, browser: Browser, page: str, text: str, *, pk: str, revision: int = 0, token: str = "") -> object:
        typed = {
            "page": page,
            "action": page,
            "place": 0,
            "before": "x",
            "multipart": False,
            "files": False,
            "fields": {"reason": [text], "password": ["rahasia"]},
            "labels": {"reason": "Alasan"},
        }
        sent = {"id": pk, "revision": str(revision), "words": json.dumps(typed)}
        answer = browser.sends("/petugas/tulisan/simpan/", sent, token=token, accept="application/json")
        return answer.json() | {"status": answer.status_code}

    def test_it_comes_back_and_is_gone_once_sent(self, office: Cast, page: str) -> None:
        sari = Browser()
        sari.signs_in(office.sari)
        sari.opens(page)
        pk = str(uuid4())
        assert self.save(sari, page, LONG, pk=pk)["revision"] == 1  # type: ignore[index]  # a dictionary
        token = sari.token
        back = json.loads(sari.opens(f"/petugas/tulisan/halaman/?page={page}"))["writings"]
        assert [(row["id"], row["fields"]) for row in back] == [(pk, {"reason": [LONG]})]
        assert sari.sends(f"{page}?tulisan={pk}", FINDING, token=token).status_code == 302
        assert (Finding.objects.count(), Writing.objects.count()) == (1, 0)

    def test_two_devices_overwrite_nothing_of_each_other(self, office: Cast, page: str) -> None:
        sari = Browser()
        sari.signs_in(office.sari)
        sari.opens(page)
        pk = str(uuid4())
        self.save(sari, page, "dari HP", pk=pk)
        self.save(sari, page, "dari HP lagi", pk=pk, revision=1)
        assert self.save(sari, page, "dari meja", pk=pk, revision=1)["code"] == "changed_elsewhere"  # type: ignore[index]  # a dictionary
        Writing.objects.all().delete()
        assert self.save(sari, page, "dari meja", pk=pk, revision=2)["code"] == "gone"  # type: ignore[index]  # a dictionary

    def test_nobody_writes_over_anothers(self, office: Cast, shared: Browser, page: str) -> None:
        pk = str(uuid4())
        self.save(shared, page, LONG, pk=pk)
        assert Writing.objects.get().officer == office.sari  # her session was over: her page's token says whose it is
        shared.signs_in(office.bayu)
        shared.opens("/petugas/tulisan/")
        assert self.save(shared, page, "milik Bayu", pk=pk, revision=1)["code"] == "changed_elsewhere"  # type: ignore[index]  # a dictionary

    def test_a_stranger_saves_nothing(self, page: str) -> None:
        stranger = Browser()
        stranger.opens(SIGN_IN)
        assert self.save(stranger, page, LONG, pk=str(uuid4()))["status"] == 403  # type: ignore[index]  # a dictionary

    @pytest.mark.parametrize("sent", [{}, {"id": "x", "revision": "y", "words": "{"}, {"words": "[]"}])
    def test_what_no_page_sends_is_refused(self, office: Cast, page: str, sent: dict[str, str]) -> None:
        sari = Browser()
        sari.signs_in(office.sari)
        sari.opens(page)
        assert sari.sends("/petugas/tulisan/simpan/", sent).status_code == 400


def test_asking_who_is_signed_in_keeps_no_session_alive(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    sari = Browser()
    sari.signs_in(office.sari)
    ends = Session.objects.get().expire_date
    later = clock.now() + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert json.loads(sari.opens("/petugas/tulisan/sesi/"))["officer"] == office.sari.actor
    assert Session.objects.get().expire_date == ends
    sari.opens("/petugas/tulisan/")
    assert Session.objects.get().expire_date == later + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    assert sari.sends("/petugas/tulisan/sesi/tetap/", {}).status_code == 204
    assert json.loads(Browser().opens("/petugas/tulisan/sesi/")) == {"officer": "", "token": ""}


def test_a_session_is_written_once_a_minute_and_no_page_promises_more(
    office: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row ends a minute early at most, and by that the page warns."""
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun)
    sari = Browser()
    sari.signs_in(office.sari)
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    ends = []
    for seconds in (0, 59, 60, 61, 119, 120):
        monkeypatch.setattr(clock, "now", lambda seconds=seconds: begun + timedelta(seconds=seconds))
        page = sari.opens("/petugas/tulisan/")
        ends.append((Session.objects.get().expire_date - begun - idle).seconds)
    assert ends == [0, 0, 60, 60, 60, 120]
    assert f'data-idle="{settings.SESSION_COOKIE_AGE - 60}"' in page

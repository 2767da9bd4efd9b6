"""What a phone brings in over HTTP: sent as a form would be, or kept with both versions for its officer to decide."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.handling.actions import verifying
from pimpasa.handling.actions.transferring import recuse
from pimpasa.handling.models import Telling
from pimpasa.keys.actions import leaving
from pimpasa.reports.models import Message, Report
from pimpasa.sites.officers.reports.versions import version_of
from pimpasa.unsent.models import Writing
from pimpasa.verification.models import Finding
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
ARRIVE = "/petugas/tulisan/dari-hp/"
QUESTION = "Karangan: jam berapa pintunya dikunci?"
FINDING = {"outcome": "unsubstantiated", "reason": "Karangan: sudah didatangi, tidak ada.", "process": "no",
           "means": "no", "purpose": "no"}  # fmt: skip
TOLD = {
    "urgency": "2",
    "kind": "tppo",
    "words": "Karangan: kata ketua RW, dua orang belum digaji.",
    "village": "31.73.01.1006",
    "source": "phone",
    "consent": "agreed",
    "card": "unwanted",
}
JSON = {"accept": "application/json"}


class Phone:
    """Brings in what was written on it, as its page's script does."""

    def __init__(self, http: Client, officer: Officer) -> None:
        self.http, self.officer = http, officer
        self.id = str(uuid4())

    def writes(self, action: str, fields: dict[str, str], base: dict[str, str] | None = None) -> None:
        self.fields = {name: [value] for name, value in fields.items()}
        typed = {"page": action, "action": action, "place": 0, "before": "", "multipart": False, "files": False}
        self.words = typed | {"fields": self.fields, "labels": {}, "base": base or {}}

    def brings(self, *, ready: bool = True, officer: str = "") -> Any:
        data = {"id": self.id, "revision": 0, "officer": officer or self.officer.actor, "ready": int(ready)}
        return self.http.post(ARRIVE, data | {"words": json.dumps(self.words)}, headers=JSON)

    def sends(self, address: str) -> Any:
        return self.http.post(address, self.fields | {"whole": ["1"]}, headers={"accept": "text/html"})


@pytest.fixture
def report(office: Cast) -> Report:
    return given.taken(office.sari)


@pytest.fixture
def phone(office: Cast, signed_in: SignIn) -> Phone:
    return Phone(signed_in(office.sari), office.sari)


def ask(report: Report) -> str:
    return f"/petugas/laporan/{report.pk}/tanya/"


def test_a_question_is_sent_once_as_its_form_would_be(phone: Phone, report: Report) -> None:
    phone.writes(ask(report), {"text": QUESTION}, version_of(report))
    fate = phone.brings().json()
    assert fate["fate"] == "send"
    assert phone.sends(fate["address"]).status_code == 302
    assert phone.sends(fate["address"]).status_code == 403  # the answer was lost, and it is sent again
    assert phone.brings().json() == {"fate": "sent", "page": ask(report)}
    assert Message.objects.filter(report=report, officer=phone.officer).count() == 1
    assert Writing.objects.count() == 0


def test_where_the_report_changed_both_versions_are_shown(office: Cast, phone: Phone, report: Report) -> None:
    phone.writes(ask(report), {"text": QUESTION}, version_of(report))
    verifying.take_over(report=report, by=office.dewi)
    fate = phone.brings().json()
    assert fate["fate"] == "draft"
    assert fate["sentence"].startswith("Laporannya berubah")
    page = phone.http.get(fate["page"]).content.decode()
    for text in (QUESTION, "Sari Contoh", "Dewi Contoh", "Laporannya berubah", "Saat Anda menulis"):
        assert text in page
    assert Message.objects.filter(officer=phone.officer).count() == 0
    waiting = phone.http.get("/petugas/").content.decode()
    assert fate["page"] in waiting


def test_a_finding_waits_for_another_look(phone: Phone, report: Report) -> None:
    action = f"/petugas/laporan/{report.pk}/temuan/"
    phone.writes(action, FINDING, version_of(report))
    fate = phone.brings().json()
    assert (fate["fate"], fate["sentence"], Finding.objects.count()) == ("draft", "", 0)
    page = phone.http.get(fate["page"]).content.decode()
    assert FINDING["reason"] in page
    assert "Yang berubah sementara itu" not in page


def test_who_reads_it_no_more_keeps_their_words(office: Cast, phone: Phone, report: Report) -> None:
    phone.writes(f"/petugas/laporan/{report.pk}/temuan/", FINDING, version_of(report))
    recuse(report=report, officer=office.sari, by=office.sari)
    fate = phone.brings().json()
    assert fate["fate"] == "draft"
    assert fate["sentence"].startswith("Laporan ini tidak bisa Anda baca lagi: ")
    page = phone.http.get(fate["page"]).content.decode()
    assert FINDING["reason"] in page
    sent = phone.sends(f"/petugas/laporan/{report.pk}/temuan/?kirim-tulisan={phone.id}")
    assert (sent.status_code, Finding.objects.count()) == (403, 0)
    kept = phone.http.get(fate["page"]).content.decode()
    assert FINDING["reason"] in kept
    assert "Laporan ini tidak bisa Anda baca lagi" in kept  # with what it was compared by


def test_who_has_another_role_keeps_their_words(office: Cast, signed_in: SignIn, report: Report) -> None:
    leaving.change_officer(
        officer=office.sari, name=office.sari.name, role=Role.AUDITOR, is_active=True, by=office.agus
    )
    office.sari.refresh_from_db()
    phone = Phone(signed_in(office.sari), office.sari)
    phone.writes(ask(report), {"text": QUESTION}, version_of(report))
    fate = phone.brings().json()
    assert fate["fate"] == "draft"
    assert QUESTION in phone.http.get(fate["page"]).content.decode()


def test_what_a_person_told_is_sent_at_once(phone: Phone) -> None:
    phone.writes("/petugas/lisan/", TOLD | {"writing": phone.id})
    fate = phone.brings().json()
    assert fate["fate"] == "send"
    assert phone.sends(fate["address"]).status_code == 302
    assert phone.brings().json() == {"fate": "sent", "page": f"/petugas/lisan/{phone.id}/"}
    assert Telling.objects.count() == 1


@pytest.mark.parametrize(("urgency", "fate"), [("1", "send"), ("2", "draft")])
def test_a_code_is_shown_to_who_is_there_and_danger_does_not_wait(phone: Phone, urgency: str, fate: str) -> None:
    phone.writes("/petugas/lisan/", TOLD | {"writing": phone.id, "card": "given", "urgency": urgency})
    assert phone.brings().json()["fate"] == fate


def test_half_written_is_never_sent(phone: Phone, report: Report) -> None:
    phone.writes(ask(report), {"text": QUESTION}, version_of(report))
    assert phone.brings(ready=False).json()["fate"] == "draft"


def test_nobody_brings_in_anothers_words(office: Cast, phone: Phone, report: Report) -> None:
    phone.writes(ask(report), {"text": QUESTION}, version_of(report))
    assert phone.brings(officer=office.bayu.actor).status_code == 403
    phone.words = phone.words | {"page": "https://contoh.invalid/"}
    assert phone.brings().status_code == 400
    assert Writing.objects.count() == 0

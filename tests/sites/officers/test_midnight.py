"""An assignment ends at midnight in Jakarta: at 23.59 one reads, at 00.00 one does not."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.test import Client

from pimpasa.accounts.actions import end_assignment
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.handling.actions.verifying import take
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.models import Report
from pimpasa.reports.tasks import tell_desks
from pimpasa.verification.models import FieldCheck, VisitEntry
from tests.factories import evidence
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
WORDS = "Karangan: rumah hijau, pintunya dikunci."


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[time, int], None]:
    """Set the clock to a time in Jakarta, today or so many days on."""
    today = clock.today()

    def set_clock(moment: time, days: int = 0) -> None:
        then = datetime.combine(today + timedelta(days=days), moment, clock.JAKARTA)
        monkeypatch.setattr(clock, "now", lambda: then)

    return set_clock


@pytest.fixture
def last_minute(office: Cast, at: Callable[..., None]) -> None:
    at(time(23, 59, 59))
    assignment = office.sari.assignments.get()
    assignment.starts_on -= timedelta(days=5)
    assignment.save(update_fields=["starts_on"])
    end_assignment(assignment=assignment, ends_on=clock.today(), by=office.agus)


@pytest.fixture
def report(office: Cast, last_minute: None) -> Report:
    report, code = given.received(narrative=WORDS)
    opened = given.seen_by_reporter(code)
    answer(opened=opened, text=WORDS, exhibits=[evidence.exhibit(key=opened.key)])
    take(report=report, by=office.sari)
    report.refresh_from_db()
    return report


def entry() -> dict[str, str]:
    return {"id": str(uuid.uuid4()), "kind": "note", "at": clock.now().isoformat(), "text": WORDS, "whole": "1"}


def test_it_works(office: Cast, report: Report, at: Callable[..., None], signed_in: SignIn) -> None:
    sari, file = signed_in(office.sari), Exhibit.objects.get()
    of_the_report = [
        *(f"/petugas/laporan/{report.pk}/{page}" for page in ("", "hubungan/", "riwayat/", "ekspor/", "temuan/")),
        *(f"/petugas/bukti/{file.pk}/{page}" for page in ("", "asli/")),
    ]
    assert [sari.get(path).status_code for path in of_the_report] == [200] * 7
    assert report.reference in sari.get("/petugas/laporan/").content.decode()
    assert report.reference in sari.post("/petugas/cari/", {"q": "hijau"}).content.decode()
    at(time(0, 0), 1)
    assert [sari.get(path).status_code for path in of_the_report] == [403] * 7
    for page in (
        sari.get("/petugas/laporan/"),
        sari.post("/petugas/cari/", {"q": "hijau"}),
        sari.get("/petugas/hubungan/"),
    ):
        assert page.status_code == 200
        assert report.reference not in page.content.decode()
    assert "1" not in [str(chip["count"]) for chip in sari.get("/petugas/laporan/").context["chips"]]
    refused = sari.post(f"/petugas/laporan/{report.pk}/tanya/", {"text": WORDS})
    assert refused.status_code == 403
    assert "Tulisan Anda" in refused.content.decode()


def test_her_day_is_jakarta_s_and_not_the_server_s(
    office: Cast, report: Report, at: Callable[..., None], signed_in: SignIn
) -> None:
    """At 06.59 in Jakarta it is still yesterday in UTC."""
    at(time(6, 59), 1)
    assert signed_in(office.sari).get(f"/petugas/laporan/{report.pk}/").status_code == 403


def test_she_is_told_nothing_any_more(office: Cast, report: Report, at: Callable[..., None]) -> None:
    Report.objects.update(officer=None, state="received")
    at(time(0, 0), 1)
    Report.objects.update(received_at=clock.now())
    tell_desks(timestamp=0)
    assert office.sari.email not in [to for message in mail.outbox for to in message.to]


def test_an_entry_of_a_visit_that_comes_later_stays_on_the_phone(
    office: Cast, report: Report, at: Callable[..., None], signed_in: SignIn
) -> None:
    check: FieldCheck = given.check(report, office.sari)
    sari, path, written = signed_in(office.sari), f"/petugas/cek-lapangan/{check.pk}/catat/", entry()
    assert sari.post(path, entry(), headers={"Accept": "application/json"}).json() == {"kept": True, "new": True}
    at(time(0, 0), 1)
    late = sari.post(path, written, headers={"Accept": "application/json"})
    assert late.status_code == 409
    assert late.json()["kept"] is False
    assert "tetap di HP ini" in late.json()["refused"]
    page = sari.post(path, written)
    assert page.status_code == 403
    assert WORDS in page.content.decode()
    assert VisitEntry.objects.count() == 1
